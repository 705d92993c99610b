import { compileSelect } from '../../select/compileSelect';
import { type OutputColumn, pause } from '../../query/queryEnvironment';
import type { ObjectName } from '../../syntax/expressionAst';
import type { QueryBody, SelectStatement } from '../../syntax/queryAst';
import type { SqlValue } from '../../values/sqlValue';
import { atomically } from '../dataStatements';
import { commands, done } from '../done';
import { definitionMessages } from '../errors/definitionMessages';
import type { Frame } from '../frame';
import { holdNew, requireWritable } from '../locking';
import type { Column, Table } from '../model';
import { findSchema, objectExists, place, requireSchema } from '../names';
import { type Step, turn } from '../steps';
import { setEntry } from './catalogChanges';
import { emptyTable } from './buildTable';

/** SELECT … INTO: a table of the shape of the result, with its rows. Throws SqlError 2714, 1038. */
export function* runSelectInto(frame: Frame, statement: SelectStatement, into: ObjectName): Step<void> {
  const { session } = frame;
  const at = place(session, into);
  requireWritable(frame, at.database);
  if (session.request) session.request.command = 'SELECT INTO';
  const isTemporary = at.name.startsWith('#');
  const known = isTemporary
    ? (at.name.startsWith('##') ? session.host.globalTemporaryTables : frame.temporaryTables).has(at.name.toLowerCase())
    : objectExists(requireSchema(at.database, at.schema), at.name);
  if (known) throw definitionMessages.objectExists(at.name);
  const query = compileSelect(withoutInto(statement), frame.environment);
  const rows: (readonly SqlValue[])[] = [];
  for (const row of query.rows()) {
    if (row === pause) yield turn;
    else rows.push(row);
  }
  atomically(frame, () => {
    const table = emptyTable(at.database, { name: at.name, schema: at.schema, kind: 'table', database: at.database });
    table.columns = query.columns.map(newColumn);
    const identity = query.columns.findIndex((column) => column.identity);
    for (const row of rows) {
      table.rows.set(table.nextRowId++, [...row]);
      const value = identity < 0 ? null : row[identity];
      if (typeof value === 'number' || typeof value === 'bigint') table.identityCurrent = BigInt(value);
    }
    requireNames(table);
    const schema = findSchema(at.database, at.schema);
    const map = !isTemporary ? schema?.tables : at.name.startsWith('##') ? session.host.globalTemporaryTables : frame.temporaryTables;
    if (map) setEntry(session.undo, map, at.name, table);
    if (!isTemporary) holdNew(frame, at.database, table);
  });
  session.rowCount = rows.length;
  done(frame, commands.select, rows.length);
}

function newColumn(column: OutputColumn, index: number): Column {
  if (column.name === '') throw definitionMessages.unnamedColumn();
  return {
    id: index + 1,
    name: column.name,
    type: column.type.name === 'rowversion' ? { name: 'binary', length: 8 } : column.type,
    nullable: column.nullable,
    ...(column.identity && { identity: { seed: 1n, increment: 1n, notForReplication: false } }),
    rowGuidCol: false,
    sparse: false,
    hidden: false,
  };
}

function requireNames(table: Table): void {
  const seen = new Set<string>();
  for (const { name } of table.columns) {
    if (seen.has(name.toLowerCase())) throw definitionMessages.columnTwice(name, table.name);
    seen.add(name.toLowerCase());
  }
}

/** The same query without its INTO: the compiler of queries need not know of it. */
function withoutInto(statement: SelectStatement): SelectStatement {
  return { ...statement, query: { ...statement.query, body: strip(statement.query.body) } };
}

function strip(body: QueryBody): QueryBody {
  switch (body.kind) {
    case 'selectBody': {
      const { into, ...rest } = body;
      return into ? rest : body;
    }
    case 'setOperation':
      return { ...body, left: strip(body.left) };
    case 'query':
      return { ...body, body: strip(body.body) };
    case 'values':
      return body;
  }
}
