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
 * Gives the text of FOR JSON for rows, or null for none. Throws SqlError 13600 (AUTO without a table), 13601 (two columns in one place),
 * 13605 (a column without a name), 13620 (ROOT together with WITHOUT_ARRAY_WRAPPER).
 */
export function jsonFormatter(columns: readonly ForColumn[], clause: JsonClause): (rows: Iterable<Row>) => string | null {
  if (clause.root !== undefined && clause.withoutArrayWrapper) {
    throw new SqlError(
      13620,
      16,
      1,
      'ROOT option and WITHOUT_ARRAY_WRAPPER option cannot be used together in FOR JSON. Remove one of these options.',
    );
  }
  for (const { name } of columns) if (name === '') throw unnamedColumn();
  const objectsOf = clause.mode === 'AUTO' ? autoObjects(columns, clause) : pathObjects(columns, clause);
  return (rows) => {
    const objects = objectsOf(rows);
    if (objects.length === 0) return null;
    const list = objects.join(',');
    if (clause.withoutArrayWrapper) return list;
    return clause.root === undefined ? `[${list}]` : `{"${escapeJson(clause.root)}":[${list}]}`;
  };
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

/** A property of an object: what stands before its value, and a column or an object of its own. */
interface Property {
  readonly start: string;
  readonly ordinal: number;
  readonly properties?: readonly Property[];
}

/** The properties in order while they are found. */
type Shape = Map<string, { readonly ordinal: number } | Shape>;

function pathObjects(columns: readonly ForColumn[], clause: JsonClause): (rows: Iterable<Row>) => string[] {
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
  const properties = propertiesOf(shape);
  return (rows) => Array.from(rows, (row) => objectText(properties, row, columns, clause) ?? '{}');
}

function propertiesOf(shape: Shape): Property[] {
  return [...shape].map(([name, part]) => {
    const start = `"${escapeJson(name)}":`;
    return part instanceof Map ? { start, ordinal: -1, properties: propertiesOf(part) } : { start, ordinal: part.ordinal };
  });
}

/** Undefined when all properties are left out. */
function objectText(all: readonly Property[], row: Row, columns: readonly ForColumn[], clause: JsonClause): string | undefined {
  const members: string[] = [];
  for (const { start, ordinal, properties } of all) {
    const text = properties ? objectText(properties, row, columns, clause) : cellText(row, ordinal, columns, clause);
    if (text !== undefined) members.push(start + text);
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

function autoObjects(columns: readonly ForColumn[], clause: JsonClause): (rows: Iterable<Row>) => string[] {
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
  return (rows) => nested(levels, [...rows], columns, clause);
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
