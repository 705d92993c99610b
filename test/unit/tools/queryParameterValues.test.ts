import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { z } from 'zod';
import { readQueryParameters } from '../../../src/tools/queryParameterValues';
import { validateInput } from '../../../src/tools/validateInput';

describe('values for the parameters of a query', () => {
  it('keep every digit, or say that they cannot', () => {
    assert.throws(() => readQueryParameters({ a: 2 ** 60 }), { kind: 'invalid_input', message: /@a .*more digits/u });
    assert.throws(() => readQueryParameters({ a: { type: 'bigint', value: 2 ** 60 } }), { kind: 'invalid_input' });
    assert.deepEqual(readQueryParameters({ a: { type: 'float', value: 1e300 }, b: { type: 'REAL', value: -1e30 } }), [
      { name: 'a', type: 'float', value: 1e300 },
      { name: 'b', type: 'REAL', value: -1e30 },
    ]);
  });

  it('are refused where the name is none, or is given twice', () => {
    for (const name of ['', '@', '@@a', 'a b', 'a;', '1a', `a${'x'.repeat(127)}`]) {
      assert.throws(() => readQueryParameters({ [name]: 1 }), { kind: 'invalid_input' }, name);
    }
    assert.throws(() => readQueryParameters({ a: 1, '@A': 2 }), /twice/u);
  });

  it('never lose a name that objects inherit without a word', () => {
    const schema = z.strictObject({ parameters: z.record(z.string(), z.unknown()) });
    assert.throws(() => validateInput('a_tool', schema, JSON.parse('{"parameters":{"__proto__":1}}')), {
      kind: 'invalid_input',
      message: /__proto__/u,
    });
    const { parameters } = validateInput('a_tool', schema, { parameters: { constructor: 1, toString: 2 } });
    assert.deepEqual(readQueryParameters(parameters), [
      { name: 'constructor', value: 1 },
      { name: 'toString', value: 2 },
    ]);
  });
});
