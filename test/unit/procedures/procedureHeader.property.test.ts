import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { parseProcedureHeader } from '../../../src/core/procedures/procedureHeader';
import { knownHeader, nameToken } from '../../support/procedureHeaders';
import type { KnownType } from '../../support/procedureHeaders';

/** Every form of type that the grammar of CREATE PROCEDURE knows. */
const types = fc.oneof(
  fc.constantFrom<KnownType>(
    { tokens: ['int'], text: 'int', defaults: 'any' },
    { tokens: ['nvarchar', '(', '50', ')'], text: 'nvarchar(50)', defaults: 'any' },
    { tokens: ['NVARCHAR', '(', 'MAX', ')'], text: 'NVARCHAR(MAX)', defaults: 'any' },
    { tokens: ['decimal', '(', '38', ',', '10', ')'], text: 'decimal(38,10)', defaults: 'any' },
    { tokens: ['[datetime2]', '(', '7', ')'], text: '[datetime2](7)', defaults: 'any' },
    { tokens: ['double', 'precision'], text: 'double precision', defaults: 'any' },
    { tokens: ['national', 'character', 'varying', '(', '20', ')'], text: 'national character varying(20)', defaults: 'any' },
    { tokens: ['char', 'varying', '(', '20', ')'], text: 'char varying(20)', defaults: 'any' },
    { tokens: ['sys', '.', 'geography'], text: 'sys.geography', defaults: 'any' },
    { tokens: ['xml', '(', 'CONTENT', 'dbo', '.', '[my collection]', ')'], text: 'xml(CONTENT dbo.[my collection])', defaults: 'any' },
    { tokens: ['vector', '(', '3', ',', 'float16', ')'], text: 'vector(3,float16)', defaults: 'any' },
    { tokens: ['CURSOR'], text: 'CURSOR', defaults: 'none', varying: true },
  ),
  fc.tuple(nameToken, nameToken).map(([schema, name]): KnownType => ({
    tokens: [schema.token, '.', name.token],
    text: `${schema.token}.${name.token}`,
    defaults: 'none',
  })),
);
const names = fc.oneof(
  nameToken.map(({ value }) => [value]),
  fc.tuple(nameToken, nameToken).map(([schema, name]) => [schema.value, name.value]),
);

describe('headers of procedures, at random', () => {
  it('5,000 are read back, every parameter of each', () => {
    fc.assert(
      fc.property(knownHeader({ types, names, isRunnable: false }), (known) => {
        const header = parseProcedureHeader(known.text);
        assert.deepEqual({ text: known.text, ...header }, known);
      }),
      { numRuns: 5_000, seed: 20_241_107 },
    );
  }).timeout(60_000);
});
