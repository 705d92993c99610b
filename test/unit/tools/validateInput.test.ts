import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { z } from 'zod';
import { SprocketError } from '../../../src/core/errors';
import { validateInput } from '../../../src/tools/validateInput';

const schema = z.strictObject({
  query: z.string().min(1),
  max_rows: z.int().min(1).optional(),
  column: z.union([z.string(), z.int().min(0)]).optional(),
  views: z.boolean().optional(),
});

/** The error for arguments that are wrong. */
function problem(input: unknown): SprocketError {
  try {
    validateInput('a_tool', schema, input);
  } catch (error) {
    if (error instanceof SprocketError) {
      return error;
    }
    throw error;
  }
  throw new Error('accepted');
}

describe('arguments of a call', () => {
  it('may be written in camelCase, and null counts as not given', () => {
    assert.deepEqual(validateInput('a_tool', schema, { query: 'x', maxRows: 5, views: null }), { query: 'x', max_rows: 5 });
  });

  it('may be absent when none is required', () => {
    assert.deepEqual(validateInput('a_tool', z.strictObject({}), undefined), {});
  });

  const messages: readonly (readonly [unknown, string])[] = [
    [[], 'The arguments of a_tool are an array.'],
    [{}, 'Parameter query is missing.'],
    [{ query: null }, 'Parameter query is missing.'],
    [{ query: '' }, 'Parameter query must be a string that is not empty, and is the string "".'],
    [{ query: 'x', max_rows: '5' }, 'Parameter max_rows must be a whole number of at least 1, and is the string "5".'],
    [{ query: 'x', max_rows: 1.5 }, 'Parameter max_rows must be a whole number of at least 1, and is the number 1.5.'],
    [{ query: 'x', column: -1 }, 'Parameter column must be a string or a whole number of at least 0, and is the number -1.'],
    [{ query: 'x', views: {} }, 'Parameter views must be true or false, and is an object.'],
    [
      { query: 5, views: 1 },
      'Parameter query must be a string that is not empty, and is the number 5. Parameter views must be true or false, and is the number 1.',
    ],
    [{ query: 'x', nonsense: 1 }, 'a_tool has no parameter "nonsense".'],
  ];
  for (const [input, message] of messages) {
    it(`teach: ${message}`, () => {
      const error = problem(input);
      assert.equal(error.kind, 'invalid_input');
      assert.equal(error.message, message);
    });
  }

  it('never read what objects inherit', () => {
    assert.match(problem(JSON.parse('{"query":"x","__proto__":{"max_rows":1}}')).message, /no parameter "__proto__"/u);
    assert.match(problem({ query: 'x', constructor: 1 }).message, /no parameter "constructor"/u);
  });

  it('show little of a long value', () => {
    assert.ok(problem({ query: 'x', max_rows: 'y'.repeat(10_000) }).message.length < 200);
  });
});
