import type { SqlType } from '../../values/sqlType';
import type { SqlValue } from '../../values/sqlValue';
import { convertFor } from '../environment';
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

/** The table of a table-valued parameter: what the client sent by position, converted; identity columns are counted. */
export function tableFromValue(frame: Frame, type: SqlType, value: SqlValue): Table {
  const table = tableOfType(frame, type);
  if (value === null) return table;
  if (typeof value !== 'object' || value instanceof Uint8Array || value.kind !== 'table') {
    throw messages.typeClash('scalar', type.userType ?? 'table');
  }
  for (const row of value.rows) {
    const id = table.nextRowId++;
    const stored = table.columns.map((column, index): SqlValue => {
      const sent = value.columns[index];
      if (column.identity) {
        table.identityCurrent = column.identity.seed + BigInt(id - 1) * column.identity.increment;
        return column.type.name === 'bigint' ? table.identityCurrent : Number(table.identityCurrent);
      }
      if (sent) return convertFor(column.type, { type: sent.type, value: row[index] ?? null });
      return column.default ? evaluateAs(frame, column.default.expression, column.type) : null;
    });
    table.rows.set(id, stored);
  }
  return table;
}
