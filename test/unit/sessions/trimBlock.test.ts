import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { RecentList } from '../../../src/core/sessions/recentList';
import { trimBlock } from '../../../src/core/sessions/trimBlock';
import { block } from '../support/stubSqlServer';

describe('trimming a block of rows', () => {
  // Rows of 3, 4 and 5 bytes.
  const rows = block([[1], [22], [333]]);
  const cases: readonly (readonly [number, number, string, string | undefined])[] = [
    [3, 12, '[1][22][333]', undefined],
    [9, 99, '[1][22][333]', undefined],
    [2, 12, '[1][22]', 'max_rows'],
    [0, 12, '', 'max_rows'],
    [3, 11, '[1][22]', 'max_bytes'],
    [3, 2, '', 'max_bytes'],
    [2, 6, '[1]', 'max_bytes'],
    [1, 6, '[1]', 'max_rows'],
  ];
  for (const [rowsLeft, bytesLeft, text, reason] of cases) {
    it(`keeps ${text === '' ? 'nothing' : text} of ${String(rowsLeft)} rows and ${String(bytesLeft)} bytes`, () => {
      const trimmed = trimBlock(rows, rowsLeft, bytesLeft);
      assert.equal(Buffer.from(trimmed.kept.bytes).toString(), text);
      assert.equal(trimmed.kept.ends.at(-1) ?? 0, text.length);
      assert.equal(trimmed.reason, reason);
    });
  }
});

describe('list of recent entries', () => {
  it('keeps the newest and counts all', () => {
    const list = new RecentList<number>(3);
    for (let number = 1; number <= 20; number += 1) {
      list.add(number);
    }
    assert.deepEqual(
      [list.total, list.latest(), list.latest(1), list.latest(0), list.latest(99)],
      [20, [18, 19, 20], [20], [], [18, 19, 20]],
    );
  });
});
