import { toText } from '../values/format';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import { isDateTime } from '../values/types';

/** A column of a query that FOR JSON or FOR XML turns into text. */
export interface ForColumn {
  readonly name: string;
  readonly type: SqlType;
  /** AUTO: the exposed name of the table that the column comes from; absent for an expression. */
  readonly source?: string;
  /** The text is JSON already (JSON_QUERY, a nested FOR JSON) and goes in as it is. */
  readonly isJson?: boolean;
}

/** The text of a value as XML and JSON show it: ISO 8601 dates, base64 bytes, numbers without a local form. */
export function documentText(value: SqlValue, type: SqlType): string {
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
  if (value !== null && typeof value === 'object' && 'kind' in value && value.kind === 'variant')
    return documentText(value.value, value.type);
  if (isDateTime(type)) return toText(value, type, 126);
  if (type.name === 'float') return toText(value, type, 2);
  if (type.name === 'real') return toText(value, type, 1);
  if (type.name === 'money' || type.name === 'smallmoney') return toText(value, type, 2);
  return toText(value, type);
}

/** A level of AUTO: the columns of one table, and the level below it. */
export interface AutoLevel {
  readonly source: string;
  readonly columns: { readonly column: ForColumn; readonly ordinal: number }[];
}

/** Levels in the order in which the tables first appear; an expression belongs to the level of the column before it. */
export function autoLevels(columns: readonly ForColumn[]): AutoLevel[] {
  const levels: AutoLevel[] = [];
  const first = columns.find((column) => column.source !== undefined)?.source ?? '';
  let current = first;
  columns.forEach((column, ordinal) => {
    current = column.source ?? current;
    let level = levels.find((each) => each.source === current);
    if (!level) levels.push((level = { source: current, columns: [] }));
    level.columns.push({ column, ordinal });
  });
  return levels;
}
