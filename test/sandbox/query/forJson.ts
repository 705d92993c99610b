import { SqlError } from '../engine/sqlError';
import type { ForClause } from '../syntax/queryAst';
import { escapeJson } from '../values/jsonText';
import type { SqlValue } from '../values/sqlValue';
import type { SqlType } from '../values/sqlType';
import { isNumeric } from '../values/types';
import { autoLevels, documentText, type AutoLevel, type ForColumn } from './forColumn';

type Row = readonly SqlValue[];
type JsonClause = Pick<ForClause, 'mode' | 'root' | 'includeNullValues' | 'withoutArrayWrapper'>;

/**
 * The text of FOR JSON, or null when the query gave no row. Throws SqlError 13600 (AUTO without a table), 13601 (two columns in one place),
 * 13605 (a column without a name), 13620 (ROOT together with WITHOUT_ARRAY_WRAPPER).
 */
export function formatJson(columns: readonly ForColumn[], rows: Iterable<Row>, clause: JsonClause): string | null {
  if (clause.root !== undefined && clause.withoutArrayWrapper) {
    throw new SqlError(
      13620,
      16,
      1,
      'ROOT option and WITHOUT_ARRAY_WRAPPER option cannot be used together in FOR JSON. Remove one of these options.',
    );
  }
  for (const { name } of columns) if (name === '') throw unnamedColumn();
  const objects = clause.mode === 'AUTO' ? autoObjects(columns, rows, clause) : pathObjects(columns, rows, clause);
  if (objects.length === 0) return null;
  const list = objects.join(',');
  if (clause.withoutArrayWrapper) return list;
  return clause.root === undefined ? `[${list}]` : `{"${escapeJson(clause.root)}":[${list}]}`;
}

function unnamedColumn(): SqlError {
  return new SqlError(
    13605,
    16,
    1,
    'Column expressions and data sources without names or aliases cannot be formatted as JSON text using FOR JSON clause. Add alias to the unnamed column or table.',
  );
}

function conflictingName(name: string): SqlError {
  return new SqlError(
    13601,
    16,
    1,
    `Property '${name}' cannot be generated in JSON output due to a conflict with another column name or alias. Use different names and aliases for each column in SELECT list.`,
  );
}

/** The shape of an object: properties in order, each a column or an object of its own. */
type Shape = Map<string, { readonly ordinal: number } | Shape>;

function pathObjects(columns: readonly ForColumn[], rows: Iterable<Row>, clause: JsonClause): string[] {
  const shape: Shape = new Map();
  let open: readonly string[] = [];
  columns.forEach(({ name }, ordinal) => {
    const steps = name.split('.');
    let parent = shape;
    for (const [depth, step] of steps.slice(0, -1).entries()) {
      const known = parent.get(step);
      // An object that was left cannot be taken up again.
      if (known && (!(known instanceof Map) || open[depth] !== step)) throw conflictingName(name);
      const next: Shape = known instanceof Map ? known : new Map<string, never>();
      if (!known) parent.set(step, next);
      parent = next;
    }
    const last = steps.at(-1) ?? '';
    if (parent.has(last)) throw conflictingName(name);
    parent.set(last, { ordinal });
    open = steps;
  });
  const objects: string[] = [];
  for (const row of rows) objects.push(objectText(shape, row, columns, clause) ?? '{}');
  return objects;
}

/** Undefined when all properties are left out. */
function objectText(shape: Shape, row: Row, columns: readonly ForColumn[], clause: JsonClause): string | undefined {
  const members: string[] = [];
  for (const [name, part] of shape) {
    const text = part instanceof Map ? objectText(part, row, columns, clause) : cellText(row, part.ordinal, columns, clause);
    if (text !== undefined) members.push(`"${escapeJson(name)}":${text}`);
  }
  return members.length === 0 ? undefined : `{${members.join(',')}}`;
}

function cellText(row: Row, ordinal: number, columns: readonly ForColumn[], clause: JsonClause): string | undefined {
  const column = columns[ordinal];
  const value = row[ordinal] ?? null;
  if (value === null || !column) return clause.includeNullValues ? 'null' : undefined;
  return valueText(value, column.type, column.isJson === true);
}

function valueText(value: SqlValue, type: SqlType, isJson: boolean): string {
  if (value !== null && typeof value === 'object' && 'kind' in value && value.kind === 'variant') {
    return valueText(value.value, value.type, false);
  }
  if (type.name === 'bit') return value === 0 ? 'false' : 'true';
  const text = documentText(value, type);
  return isNumeric(type) || isJson || type.name === 'json' ? text : `"${escapeJson(text)}"`;
}

function autoObjects(columns: readonly ForColumn[], rows: Iterable<Row>, clause: JsonClause): string[] {
  if (!columns.some((column) => column.source !== undefined)) {
    throw new SqlError(
      13600,
      16,
      1,
      'FOR JSON AUTO requires at least one table for generating JSON objects. Use FOR JSON PATH or add a FROM clause with a table name.',
    );
  }
  const levels = autoLevels(columns);
  for (const level of levels) requireDistinctNames(level);
  return nested(levels, [...rows], columns, clause);
}

function requireDistinctNames(level: AutoLevel): void {
  const seen = new Set<string>();
  for (const { column } of level.columns) {
    if (seen.has(column.name)) throw conflictingName(column.name);
    seen.add(column.name);
  }
}

/** Rows that follow one another with the same values of a level share its object. */
function nested(levels: readonly AutoLevel[], rows: readonly Row[], columns: readonly ForColumn[], clause: JsonClause): string[] {
  const [level, ...below] = levels;
  if (!level) return [];
  const objects: string[] = [];
  let start = 0;
  while (start < rows.length) {
    const first = rows[start] ?? [];
    const members = level.columns.flatMap(({ column, ordinal }) => {
      const text = cellText(first, ordinal, columns, clause);
      return text === undefined ? [] : [`"${escapeJson(column.name)}":${text}`];
    });
    let end = start + 1;
    const [child] = below;
    if (child) {
      while (end < rows.length && isSameObject(level, first, rows[end] ?? [])) end++;
      members.push(`"${escapeJson(child.source)}":[${nested(below, rows.slice(start, end), columns, clause).join(',')}]`);
    }
    objects.push(`{${members.join(',')}}`);
    start = end;
  }
  return objects;
}

/** Whether two rows show the same values in a level's columns. */
export function isSameObject(level: AutoLevel, a: Row, b: Row): boolean {
  return level.columns.every(({ column, ordinal }) => {
    const left = a[ordinal] ?? null;
    const right = b[ordinal] ?? null;
    if (left === null || right === null) return left === right;
    return left === right || (typeof left === 'object' && documentText(left, column.type) === documentText(right, column.type));
  });
}
