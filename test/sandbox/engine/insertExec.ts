import { type Assigner, assigner } from '../query/columnAssignment';
import type { InsertStatement } from '../syntax/statementAst';
import type { SqlValue } from '../values/sqlValue';
import { messages } from './errors/messages';
import type { Frame } from './frame';
import type { Column, Database, Table } from './model';
import { findTable, place, shownName } from './names';
import type { ResultSink } from './session';
import type { Step } from './steps';

interface Target {
  readonly table: Table;
  readonly database: Database;
  readonly columns: readonly Column[];
}

/** Runs the procedure of INSERT … EXEC and keeps its rows, converted to the columns that take them. Throws SqlError 8164, 213, 2628. */
export function* collectExecuted(frame: Frame, statement: InsertStatement): Step<readonly (readonly SqlValue[])[]> {
  const { session } = frame;
  if (statement.source.kind !== 'execute') return [];
  if (session.insertExecDepth > 0) throw messages.insertExecNested();
  const target = targetOf(frame, statement);
  const rows: SqlValue[][] = [];
  const outer = frame.sink;
  frame.sink = collector(outer, target, rows);
  session.insertExecDepth++;
  try {
    yield* session.host.interpreter.statements(frame, [statement.source]);
  } finally {
    session.insertExecDepth--;
    frame.sink = outer;
  }
  return rows;
}

function targetOf(frame: Frame, { target, columns }: InsertStatement): Target {
  const { session } = frame;
  const isName = target.kind === 'name';
  const table = isName ? findTable(frame, target.name) : frame.environment.tableVariable(target.name);
  if (!table) throw messages.invalidObject(isName ? shownName(target.name) : target.name);
  const database = isName ? place(session, target.name).database : session.database;
  const wanted = columns.map((name) => name.toLowerCase());
  if (wanted.length === 0) return { table, database, columns: table.columns.filter(takesValue) };
  const listed = wanted.flatMap((name) => table.columns.find((column) => column.name.toLowerCase() === name) ?? []);
  return { table, database, columns: listed };
}

function takesValue(column: Column): boolean {
  return !column.identity && !column.computed && !column.generatedAlways && column.type.name !== 'rowversion';
}

/** Messages go on to the client; result sets become rows. */
function collector(outer: ResultSink, { table, database, columns }: Target, rows: SqlValue[][]): ResultSink {
  let assigners: readonly Assigner[] = [];
  return {
    columns: (given) => {
      if (given.length !== columns.length) throw messages.insertExecColumns();
      assigners = columns.map((column, index) => assigner(given[index]?.type ?? column.type, column, table, database));
    },
    row: (values) => {
      rows.push(values.map((value, index) => (value === null ? null : (assigners[index]?.(value) ?? null))));
    },
    statementDone: () => undefined,
    message: (message) => outer.message(message),
    returnStatus: () => undefined,
    outputParameter: () => undefined,
    procedureDone: () => undefined,
    environmentChange: (change) => outer.environmentChange(change),
    flush: () => outer.flush(),
  };
}
