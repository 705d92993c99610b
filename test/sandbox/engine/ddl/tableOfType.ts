import { assigner } from '../../query/columnAssignment';
import { requireChecks, requireNotNull, requireUnique } from '../../query/constraints';
import type { SqlType } from '../../values/sqlType';
import type { SqlValue } from '../../values/sqlValue';
import { messages } from '../errors/messages';
import { evaluateAs } from '../evaluate';
import type { Frame } from '../frame';
import type { Table } from '../model';

/** An empty table with the shape of a table type, for a variable. Throws SqlError 2715. */
export function tableOfType(frame: Frame, type: SqlType): Table {
  const shape = type.userType === undefined ? undefined : frame.environment.tableType(type.userType)?.table;
  if (!shape) throw messages.typeNotFound(1, type.userType ?? 'table');
  return { ...shape, columns: [...shape.columns], rows: new Map(), nextRowId: 1, identityCurrent: null, isTemporary: true };
}

/**
 * The table of a table-valued parameter: what the client sent by position, converted as an INSERT converts it; identity columns are counted,
 * and the constraints of the type hold. Throws the SqlErrors of an INSERT.
 */
export function tableFromValue(frame: Frame, type: SqlType, value: SqlValue): Table {
  const table = tableOfType(frame, type);
  if (value === null) return table;
  if (typeof value !== 'object' || value instanceof Uint8Array || value.kind !== 'table') {
    throw messages.typeClash('scalar', type.userType ?? 'table');
  }
  const { database } = frame.session;
  const position = new Map(value.columns.map((sent, index) => [sent.ordinal ?? index, index]));
  const readers = table.columns.map((column, ordinal) => {
    const index = position.get(ordinal);
    const sent = index === undefined ? undefined : value.columns[index];
    if (column.identity || column.computed || index === undefined || !sent) return undefined;
    const assign = assigner(sent.type, column, table, database);
    return (row: readonly SqlValue[]): SqlValue => assign(row[index] ?? null);
  });
  for (const row of value.rows) {
    const id = table.nextRowId++;
    const stored = table.columns.map((column, ordinal): SqlValue => {
      if (column.identity) {
        table.identityCurrent = column.identity.seed + BigInt(id - 1) * column.identity.increment;
        return column.type.name === 'bigint' ? table.identityCurrent : Number(table.identityCurrent);
      }
      const read = readers[ordinal];
      if (read) return read(row);
      return column.default ? evaluateAs(frame, column.default.expression, column.type) : null;
    });
    table.rows.set(id, stored);
  }
  const rows = [...table.rows.values()];
  requireNotNull(database, table, rows, 'INSERT');
  requireChecks(database, table, rows, 'INSERT', frame.environment);
  requireUnique(
    table,
    [...table.rows].map(([id, after]) => ({ id, after })),
    frame.environment,
  );
  return table;
}
