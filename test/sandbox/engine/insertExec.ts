import type { InsertStatement } from '../syntax/statementAst';
import { convert } from '../values/convert';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import { messages } from './errors/messages';
import type { Frame } from './frame';
import type { ResultColumn, ResultSink } from './session';
import type { Step } from './steps';
import { findTable } from './names';

/** Runs the procedure of INSERT … EXEC and keeps its rows, converted to the columns that take them. Throws SqlError 8164 and 213. */
export function* collectExecuted(frame: Frame, statement: InsertStatement): Step<readonly (readonly SqlValue[])[]> {
  const { session } = frame;
  if (!('kind' in statement.source) || statement.source.kind !== 'execute') return [];
  if (session.insertExecDepth > 0) throw messages.insertExecNested();
  const types = targetTypes(frame, statement);
  const rows: SqlValue[][] = [];
  const outer = frame.sink;
  frame.sink = collector(outer, types, rows);
  session.insertExecDepth++;
  try {
    yield* session.host.interpreter.statements(frame, [statement.source]);
  } finally {
    session.insertExecDepth--;
    frame.sink = outer;
  }
  return rows;
}

function targetTypes(frame: Frame, statement: InsertStatement): readonly SqlType[] {
  const { target } = statement;
  const table = target.kind === 'name' ? findTable(frame, target.name) : frame.environment.tableVariable(target.name);
  if (!table) throw messages.invalidObject(target.kind === 'name' ? target.name.parts.join('.') : target.name);
  const wanted = statement.columns.map((name) => name.toLowerCase());
  if (wanted.length > 0) {
    return wanted.flatMap((name) => table.columns.find((column) => column.name.toLowerCase() === name)?.type ?? []);
  }
  return table.columns
    .filter((column) => !column.identity && !column.computed && column.type.name !== 'rowversion')
    .map((column) => column.type);
}

/** Messages go on to the client; result sets become rows. */
function collector(outer: ResultSink, types: readonly SqlType[], rows: SqlValue[][]): ResultSink {
  let columns: readonly ResultColumn[] = [];
  return {
    columns: (next) => {
      if (next.length !== types.length) throw messages.insertExecColumns();
      columns = next;
    },
    row: (values) => {
      rows.push(
        values.map((value, index) => {
          const from = columns[index]?.type;
          const to = types[index];
          return value === null || !from || !to ? value : convert(value, from, to);
        }),
      );
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
