import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { assembleProcedure } from '../../../src/core/procedures/assembleProcedure';
import type { ParameterFacts, ProcedureFacts } from '../../../src/core/procedures/procedurePort';
import type { SqlType } from '../../../src/core/procedures/procedureTypes';

function type(base: string): SqlType {
  return { text: base, kind: 'system', base, baseText: base };
}

function parameter(name: string, ordinal: number, more: Partial<ParameterFacts> = {}): ParameterFacts {
  return { name, ordinal, type: type('int'), isOutput: false, isCursor: false, nullable: true, ...more };
}

function facts(more: Partial<ProcedureFacts>): ProcedureFacts {
  return {
    database: 'shop',
    schema: 'dbo',
    name: 'p',
    objectId: 7,
    kind: 'sql',
    isSystem: false,
    createdAt: '2024-01-01T00:00:00.000',
    modifiedAt: '2024-01-02T00:00:00.000',
    canExecute: true,
    isDirect: true,
    isEncrypted: false,
    definition: 'CREATE PROC p @a int = 1, @b int AS SELECT 1',
    usesQuotedIdentifier: true,
    parameters: [parameter('a', 1), parameter('b', 2)],
    firstResultSet: null,
    highestNumber: 1,
    notes: [],
    ...more,
  };
}

describe('a procedure out of catalog and definition', () => {
  it('takes the defaults from the definition', () => {
    assert.deepEqual(
      assembleProcedure(facts({})).parameters.map((each) => each.default),
      [{ state: 'value', text: '1', value: 1 }, { state: 'none' }],
    );
  });

  for (const [what, more, reason] of [
    ['an encrypted definition', { isEncrypted: true, definition: null }, /encrypted/u],
    ['a definition that the login may not see', { definition: null }, /VIEW DEFINITION/u],
    ['a definition with other parameters', { definition: 'CREATE PROC p @a int = 1, @c int AS SELECT 1' }, /not those of the catalog/u],
    ['a definition with fewer parameters', { definition: 'CREATE PROC p @a int = 1 AS SELECT 1' }, /not those of the catalog/u],
    ['a definition that cannot be read', { definition: 'CREATE PROC p @a int = (1), @b int AS SELECT 1' }, /character 24/u],
  ] as const) {
    it(`says that defaults are unknown with ${what}`, () => {
      const procedure = assembleProcedure(facts(more));
      for (const { default: given } of procedure.parameters) {
        assert.match(given.state === 'unknown' ? given.reason : given.state, reason);
      }
      assert.match(procedure.notes.join(), reason);
    });
  }

  it('compares names without regard to case', () => {
    const procedure = assembleProcedure(facts({ definition: 'create proc p @A int = 1, @B int as select 1' }));
    const [first] = procedure.parameters;
    assert.deepEqual([first?.default.state, first?.name], ['value', 'a']);
  });

  it('takes the defaults of a CLR procedure from the catalog', () => {
    const procedure = assembleProcedure(
      facts({
        kind: 'clr',
        definition: null,
        parameters: [parameter('a', 1, { clrDefault: { value: "it's" } }), parameter('b', 2, { clrDefault: 'none' })],
      }),
    );
    assert.deepEqual(
      procedure.parameters.map((each) => each.default),
      [{ state: 'value', text: "'it''s'", value: "it's" }, { state: 'none' }],
    );
    assert.deepEqual(procedure.notes, []);
  });

  it('does not take an extended procedure without listed parameters for one without parameters', () => {
    const procedure = assembleProcedure(facts({ kind: 'extended', definition: null, parameters: [] }));
    assert.equal(procedure.parametersKnown, false);
    assert.match(procedure.notes.join(), /Parameters are unknown/u);
    assert.equal(assembleProcedure(facts({ definition: 'CREATE PROC p AS SELECT 1', parameters: [] })).parametersKnown, true);
  });

  it('says what cannot be called', () => {
    assert.match(assembleProcedure(facts({ highestNumber: 3 })).notes.join(), /only ;1 can be called/u);
    const cursor = facts({
      definition: 'CREATE PROC p @a cursor VARYING OUT AS RETURN',
      parameters: [parameter('a', 1, { isCursor: true, isOutput: true })],
    });
    assert.match(assembleProcedure(cursor).notes.join(), /cursor/u);
    const replicated = facts({ definition: 'CREATE PROC p FOR REPLICATION AS RETURN', parameters: [] });
    assert.match(assembleProcedure(replicated).notes.join(), /replication/u);
  });

  it('knows that no table-valued parameter is NULL', () => {
    const table: SqlType = { text: '[dbo].[L]', kind: 'table', base: 'table', baseText: '[dbo].[L]', columns: [] };
    const procedure = assembleProcedure(
      facts({ definition: 'CREATE PROC p @a dbo.L READONLY AS RETURN', parameters: [parameter('a', 1, { type: table })] }),
    );
    assert.equal(procedure.parameters[0]?.nullable, false);
  });
});
