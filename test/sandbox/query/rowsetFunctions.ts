import { SqlError } from '../engine/sqlError';
import { converter } from '../values/convert';
import { decimal, isDecimalValue, rescale } from '../values/decimal';
import { followPath, missingProperty, parseJsonPath, type JsonPath } from '../values/jsonPath';
import { parseJson, type JsonNode } from '../values/jsonText';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import { isBinary, isInteger, isUnicode } from '../values/types';

const textType: SqlType = { name: 'nvarchar', length: 'max' };

/** Columns of OPENJSON without WITH. */
export const openJsonColumns: readonly { readonly name: string; readonly type: SqlType; readonly nullable: boolean }[] = [
  { name: 'key', type: { name: 'nvarchar', length: 4000, collation: 'Latin1_General_BIN2' }, nullable: false },
  { name: 'value', type: textType, nullable: true },
  { name: 'type', type: { name: 'tinyint' }, nullable: false },
];

/** The number that OPENJSON gives for a kind of value. */
const typeNumbers: Readonly<Record<JsonNode['kind'], number>> = { null: 0, string: 1, number: 2, boolean: 3, array: 4, object: 5 };

/**
 * OPENJSON without WITH: a row for each member or item, with key, value and type. NULL gives no row.
 * Throws SqlError 13609 for text that is no JSON, and with a strict path 13608 and 13611.
 */
export function* openJson(text: string | null, path: string | null = '$'): Generator<SqlValue[]> {
  const opened = open(text, path);
  if (!opened) return;
  const { source, node } = opened;
  if (node.kind === 'object') {
    for (const { name, value } of node.members) yield [name, shownValue(source, value), typeNumbers[value.kind]];
  } else if (node.kind === 'array') {
    for (const [index, value] of node.items.entries()) yield [String(index), shownValue(source, value), typeNumbers[value.kind]];
  }
}

/** A column of OPENJSON … WITH; without a path it reads the member of its name. */
export interface OpenJsonColumn {
  readonly name: string;
  readonly type: SqlType;
  readonly path?: string;
  readonly asJson: boolean;
}

/**
 * OPENJSON … WITH: a row for each item of an array, or one for an object. Throws as `openJson`, and the errors of conversion;
 * 13618 for AS JSON on another type than nvarchar(max), 13608, 13623 and 13624 where a column's path is strict.
 */
export function* openJsonWith(text: string | null, path: string | null, columns: readonly OpenJsonColumn[]): Generator<SqlValue[]> {
  for (const { asJson, type } of columns) {
    if (asJson && !(type.name === 'json' || (type.name === 'nvarchar' && type.length === 'max'))) {
      throw new SqlError(13618, 16, 1, 'AS JSON option can be specified only for column of nvarchar(max) type in WITH clause.');
    }
  }
  const readers = columns.map(columnReader);
  const opened = open(text, path);
  if (!opened) return;
  const { source, node } = opened;
  for (const item of node.kind === 'array' ? node.items : [node]) yield readers.map((read) => read(source, item));
}

function open(text: string | null, path: string | null): { readonly source: string; readonly node: JsonNode } | undefined {
  if (text === null || path === null) return undefined;
  const { steps, strict } = parseJsonPath(path);
  const root = parseJson(text);
  if (root.kind !== 'object' && root.kind !== 'array') {
    const character = text[root.start] ?? '.';
    throw new SqlError(
      13609,
      16,
      4,
      `JSON text is not properly formatted. Unexpected character '${character}' is found at position ${root.start}.`,
    );
  }
  const node = followPath(root, steps);
  if (node?.kind === 'object' || node?.kind === 'array') return { source: text, node };
  if (!strict) return undefined;
  if (!node) throw missingProperty();
  throw new SqlError(13611, 16, 1, 'Value referenced by JSON path is not an array or object and cannot be opened with OPENJSON.');
}

function shownValue(source: string, node: JsonNode): string | null {
  if (node.kind === 'null') return null;
  return node.kind === 'object' || node.kind === 'array' ? source.slice(node.start, node.end) : node.text;
}

function columnReader({ name, type, path, asJson }: OpenJsonColumn): (source: string, item: JsonNode) => SqlValue {
  const parsed: JsonPath = path === undefined ? { strict: false, append: false, steps: [{ kind: 'member', name }] } : parseJsonPath(path);
  const convert = isBinary(type) ? fromBase64 : converter(textType, type, { explicit: true });
  return (source, item) => {
    const node = followPath(item, parsed.steps);
    if (!node) {
      if (parsed.strict) throw missingProperty();
      return null;
    }
    if (node.kind === 'null') return null;
    const isContainer = node.kind === 'object' || node.kind === 'array';
    if (isContainer !== asJson) {
      if (!parsed.strict) return null;
      if (asJson) throw new SqlError(13624, 16, 2, 'Object or array cannot be found in the specified JSON path.');
      throw new SqlError(13623, 16, 2, 'Scalar value cannot be found in the specified JSON path.');
    }
    return isContainer ? source.slice(node.start, node.end) : convert(node.text);
  };
}

function fromBase64(value: SqlValue): SqlValue {
  return typeof value === 'string' ? Uint8Array.from(Buffer.from(value, 'base64')) : null;
}

/** Columns of STRING_SPLIT for an argument's type; `ordinal` is there when its third argument is 1. */
export function stringSplitColumns(
  input: SqlType,
  ordinal: boolean,
): readonly { readonly name: string; readonly type: SqlType; readonly nullable: boolean }[] {
  const length = typeof input.length === 'number' || input.length === 'max' ? input.length : 'max';
  const name = isUnicode(input) ? 'nvarchar' : 'varchar';
  const type: SqlType = { name, length, ...(input.collation !== undefined && { collation: input.collation }) };
  return [
    { name: 'value', type, nullable: true },
    ...(ordinal ? [{ name: 'ordinal', type: { name: 'bigint' } as const, nullable: false }] : []),
  ];
}

/** STRING_SPLIT. NULL gives no row. Throws SqlError 214 when the separator is not one character. */
export function* stringSplit(text: string | null, separator: string | null, ordinal = false): Generator<SqlValue[]> {
  if (separator?.length !== 1) {
    throw new SqlError(214, 16, 11, "Procedure expects parameter 'separator' of type 'nchar(1)/nvarchar(1)'.");
  }
  if (text === null) return;
  let number = 0n;
  for (let start = 0; ;) {
    const at = text.indexOf(separator, start);
    const value = at < 0 ? text.slice(start) : text.slice(start, at);
    number++;
    yield ordinal ? [value, number] : [value];
    if (at < 0) return;
    start = at + 1;
  }
}

/** Throws SqlError 5373 when the arguments of GENERATE_SERIES are not of one exact number type. */
export function seriesType(types: readonly SqlType[]): SqlType {
  const [first, ...others] = types;
  const isSupported = first && ((isInteger(first) && first.name !== 'bit') || first.name === 'decimal' || first.name === 'numeric');
  if (!isSupported || others.some((type) => type.name !== first.name)) {
    throw new SqlError(
      5373,
      16,
      1,
      'All the input parameters should be of the same type. Supported types are tinyint, smallint, int, bigint, decimal and numeric.',
    );
  }
  if (first.name !== 'decimal' && first.name !== 'numeric') return first;
  return {
    name: first.name,
    precision: Math.max(...types.map((type) => type.precision ?? 18)),
    scale: Math.max(...types.map((type) => type.scale ?? 0)),
  };
}

/**
 * GENERATE_SERIES(start, stop, step): one column. `type` is that of the rows; the arguments are of it. Without a step it goes by one towards `stop`.
 * NULL gives no row. Throws SqlError 4199 for a step of 0.
 */
export function* generateSeries(start: SqlValue, stop: SqlValue, step: SqlValue | undefined, type: SqlType): Generator<SqlValue[]> {
  if (start === null || stop === null || step === null) return;
  const scale = type.scale ?? 0;
  const first = units(start, scale);
  const last = units(stop, scale);
  const by = step === undefined ? (first <= last ? 1n : -1n) * 10n ** BigInt(scale) : units(step, scale);
  if (by === 0n) throw new SqlError(4199, 16, 1, 'Argument value 0 is invalid for argument 3 of generate_series function.');
  for (let value = first; by > 0n ? value <= last : value >= last; value += by) {
    if (type.name === 'bigint') yield [value];
    else yield [type.name === 'decimal' || type.name === 'numeric' ? decimal(value, scale) : Number(value)];
  }
}

function units(value: SqlValue, scale: number): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return BigInt(value);
  return isDecimalValue(value) ? rescale(value, scale).unscaled : 0n;
}
