import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import type { ProcedureFacts } from '../../../src/core/procedures/procedurePort';
import { createSqlServer } from '../../../src/sql/sqlServer';
import type { ResultSink } from '../../sandbox/engine/session';
import type { SqlType } from '../../sandbox/values/sqlType';
import type { SqlValue } from '../../sandbox/values/sqlValue';
import type { ScriptedServer } from './scriptedServer';
import { result, script, startScriptedServer, statementDone, type } from './scriptedServer';

const TEXT = type('nvarchar', { length: 256 });
const INT = type('int');
const BIT = type('bit');
const CODE = type('varchar', { length: 2 });
const DATE = type('datetime');
const midnight = { kind: 'datetime', days: 738_915, ticks: 0 } as const;

interface Rows {
  readonly types: readonly SqlType[];
  readonly rows: readonly (readonly SqlValue[])[];
}

const candidateTypes = [TEXT, INT, TEXT, TEXT, CODE, TEXT, INT, TEXT];
const objectTypes = [TEXT, INT, TEXT, TEXT, TEXT, CODE, BIT, DATE, DATE, INT, INT];
const typeTypes = [TEXT, TEXT, BIT, BIT, BIT, TEXT, INT, INT, INT, TEXT, TEXT, BIT];
const parameterTypes = [TEXT, INT, INT, TEXT, BIT, BIT, BIT, BIT, TEXT, INT, ...typeTypes];

/** The rows of a type: name, schema, user-defined, table, assembly, base, bytes, precision, scale, XML collection. */
function typeCells(
  name: string | null,
  more: { schema?: string; user?: boolean; clr?: boolean; base?: string | null; size?: readonly number[] } = {},
): SqlValue[] {
  const [length = 4, precision = 0, scale = 0] = more.size ?? [];
  return [
    name,
    more.schema ?? 'sys',
    more.user === true ? 1 : 0,
    0,
    more.clr === true ? 1 : 0,
    more.base === undefined ? name : more.base,
    length,
    precision,
    scale,
    null,
    null,
    0,
  ];
}

function parameter(id: number, cells: readonly SqlValue[], more: { cursor?: boolean; value?: string } = {}): SqlValue[] {
  const isCursor = more.cursor === true ? 1 : 0;
  return ['parameter', 7, id, `@p${String(id)}`, isCursor, isCursor, 1, more.value === undefined ? 0 : 1, more.value ?? null, 99, ...cells];
}

/** Catalog answers that no sandbox gives: other engines' types, and refusals. */
describe('procedures out of catalog rows', () => {
  let server: ScriptedServer;
  let answers: Rows[];
  let refused: string | undefined;
  let asked: number;
  const sql = createSqlServer();
  before(async () => {
    server = await startScriptedServer();
    script(server, () => undefined);
    server.engine.onCall = (call, sink) => {
      asked += 1;
      const text = call.parameters[0]?.value;
      answer(typeof text === 'string' ? text : '', sink);
      sink.procedureDone({ failed: false, returnedRows: true });
    };
  });
  beforeEach(() => {
    refused = undefined;
    asked = 0;
  });
  after(async () => {
    await sql.close();
    await server.close();
  });

  function answer(text: string, sink: ResultSink): void {
    for (const { types, rows } of answers) {
      result(
        sink,
        types.map((each, index) => [`c${String(index)}`, each]),
        rows,
      );
    }
    if (refused !== undefined && text.includes(refused)) {
      sink.message({ number: 297, state: 1, severity: 16, message: 'The user does not have permission.', procedure: '', line: 1 });
      statementDone(sink, undefined, true);
    }
  }

  /** The catalog rows of a procedure of some type with these parameters. */
  function procedure(code: string, parameters: readonly (readonly SqlValue[])[], more: readonly Rows[] = []): Rows[] {
    return [
      { types: candidateTypes, rows: [['candidate', 7, 'dbo', 'p', code, 'sql stored procedure', 0, null]] },
      { types: objectTypes, rows: [['object', 7, 'shop', 'dbo', 'p', code, 0, midnight, midnight, null, 0]] },
      { types: parameterTypes, rows: parameters },
      ...more,
    ];
  }

  async function described(): Promise<ProcedureFacts> {
    const finding = await sql.describeProcedure(server.target, { name: 'p' }, undefined);
    assert.ok(finding.kind === 'found', finding.kind);
    return finding.facts;
  }

  it('types of every family as one would write them', async () => {
    answers = procedure('P', [
      parameter(1, typeCells('nvarchar', { size: [100] })),
      parameter(2, typeCells('nvarchar', { size: [-1] })),
      parameter(3, typeCells('varbinary', { size: [-1] })),
      parameter(4, typeCells('numeric', { size: [17, 38, 10] })),
      parameter(5, typeCells('time', { size: [5, 16, 7] })),
      parameter(6, typeCells('timestamp', { size: [8] })),
      parameter(7, typeCells('geography', { clr: true, base: null, size: [-1] })),
      parameter(8, typeCells('Point', { schema: 'my.schema', user: true, clr: true, base: null })),
      parameter(9, typeCells('Price', { schema: 'dbo', user: true, base: 'decimal', size: [9, 19, 4] })),
      parameter(10, typeCells('sysname', { base: 'nvarchar', size: [256] })),
      parameter(11, typeCells('json', { size: [-1] })),
    ]);
    const { parameters } = await described();
    assert.deepEqual(
      parameters.map(({ type: each }) => [each.text, each.kind, each.base, each.baseText]),
      [
        ['nvarchar(50)', 'system', 'nvarchar', 'nvarchar(50)'],
        ['nvarchar(max)', 'system', 'nvarchar', 'nvarchar(max)'],
        ['varbinary(max)', 'system', 'varbinary', 'varbinary(max)'],
        ['numeric(38,10)', 'system', 'numeric', 'numeric(38,10)'],
        ['time(7)', 'system', 'time', 'time(7)'],
        ['rowversion', 'system', 'rowversion', 'rowversion'],
        ['geography', 'clr', 'geography', 'geography'],
        ['[my.schema].[Point]', 'clr', 'Point', '[my.schema].[Point]'],
        ['[dbo].[Price]', 'alias', 'decimal', 'decimal(19,4)'],
        ['sysname', 'alias', 'nvarchar', 'nvarchar(128)'],
        ['json', 'system', 'json', 'json'],
      ],
    );
    assert.deepEqual(parameters[8]?.type.scale, 4);
  });

  it('vectors with their dimensions, typed XML with its collection, cursors', async () => {
    const vectorRows: Rows = {
      types: [TEXT, INT, INT, INT, TEXT],
      rows: [
        ['vector', null, 1, 3, 'float16'],
        ['vector', null, 2, 1536, 'float32'],
      ],
    };
    const xml = [...typeCells('xml', { size: [-1] }).slice(0, 9), 'my.schema', 'Orders', 1];
    const vector = typeCells('vector', { base: 'varbinary', size: [20] });
    answers = procedure(
      'P',
      [parameter(1, vector), parameter(2, vector), parameter(3, xml), parameter(4, typeCells(null), { cursor: true })],
      [vectorRows],
    );
    const { parameters } = await described();
    assert.deepEqual(
      parameters.map((each) => [each.type.text, each.type.base, each.isCursor]),
      [
        ['vector(3, float16)', 'vector', false],
        ['vector(1536)', 'vector', false],
        ['xml(DOCUMENT [my.schema].[Orders])', 'xml', false],
        ['cursor', 'cursor', true],
      ],
    );
  });

  it('a type that the login may not see by the one below it, with a note', async () => {
    answers = procedure('P', [parameter(1, typeCells(null, { base: 'varchar', size: [25] }))]);
    const { parameters, notes } = await described();
    assert.equal(parameters[0]?.type.text, 'varchar(25)');
    assert.match(notes.join(), /type of @p1 is not visible/u);
  });

  it('defaults of CLR procedures, and what extended ones do not tell', async () => {
    answers = procedure('PC', [parameter(1, typeCells('nvarchar', { size: [20] }), { value: 'x' }), parameter(2, typeCells('int'))]);
    const clr = await described();
    assert.deepEqual([clr.kind, clr.firstResultSet], ['clr', null]);
    assert.deepEqual(
      clr.parameters.map((each) => each.clrDefault),
      [{ value: 'x' }, 'none'],
    );
    answers = procedure('X', []);
    assert.equal((await described()).kind, 'extended');
  });

  it('a permission that HAS_PERMS_BY_NAME cannot tell', async () => {
    answers = procedure('P', []);
    assert.equal((await described()).canExecute, undefined);
  });

  it('without the first result set where the server refuses to say it', async () => {
    answers = procedure('P', [parameter(1, typeCells('int'))]);
    refused = 'dm_exec_describe_first_result_set_for_object';
    const { firstResultSet, parameters, notes } = await described();
    assert.equal(firstResultSet, null);
    assert.equal(parameters.length, 1);
    assert.deepEqual(notes, ['The first result set is unknown: The user does not have permission.']);
    assert.equal(asked, 2);
  });
});
