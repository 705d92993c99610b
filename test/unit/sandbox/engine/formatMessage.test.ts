import assert from 'node:assert/strict';
import { formatMessage } from '../../../sandbox/engine/errors/formatMessage';
import { SqlError } from '../../../sandbox/engine/sqlError';
import type { SqlType } from '../../../sandbox/values/sqlType';
import type { SqlValue } from '../../../sandbox/values/sqlValue';

const int = (value: SqlValue) => ({ type: { name: 'int' } satisfies SqlType, value });
const text = (value: SqlValue) => ({ type: { name: 'nvarchar', length: 50 } satisfies SqlType, value });

describe('messages with arguments', () => {
  const cases: [string, ReturnType<typeof int | typeof text>[], string][] = [
    ['plain', [], 'plain'],
    ['%d of %s', [int(3), text('nine')], '3 of nine'],
    ['<%5d|%-5d|%05d|%+d>', [int(42), int(42), int(-42), int(7)], '<   42|42   |-0042|+7>'],
    ['%x %X %#x %o', [int(255), int(255), int(255), int(8)], 'ff FF 0xff 10'],
    ['%u', [int(-1)], '4294967295'],
    ['<%7.3s>', [text('abcdef')], '<    abc>'],
    ['%*d', [int(4), int(7)], '   7'],
    ['100%%', [], '100%'],
    ['%s', [], '(null)'],
    ['%s', [text(null)], '(null)'],
  ];
  for (const [format, args, expected] of cases) {
    it(`${format} gives ${expected}`, () => {
      assert.equal(formatMessage(format, args), expected);
    });
  }

  it('refuses an argument of another type', () => {
    assert.throws(
      () => formatMessage('%d', [text('x')]),
      (error) => error instanceof SqlError && error.number === 2786,
    );
  });

  it('refuses an unknown specification', () => {
    assert.throws(
      () => formatMessage('%q', [int(1)]),
      (error) => error instanceof SqlError && error.number === 2787,
    );
  });

  it('cuts what is longer than a message may be', () => {
    const message = formatMessage('%s', [text('x'.repeat(3000))]);
    assert.equal(message.length, 2047);
    assert.ok(message.endsWith('x...'));
  });
});
