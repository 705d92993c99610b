import { SqlError } from '../../engine/sqlError';
import { toText } from '../format';
import { followPath, jsonModify, jsonQuery, jsonValue, parseJsonPath } from '../jsonPath';
import { escapeJson, parseJson } from '../jsonText';
import type { SqlValue } from '../sqlValue';
import type { SqlType } from '../sqlType';
import { isBinary, isDateTime, isNumeric } from '../types';
import type { FunctionContext } from '../functionTypes';
import { vectorNumbers } from '../vector';
import { floatType, intType, lenient, strict, textAt, typeAt, type FunctionTable } from './define';

/**
 * The type of JSON_QUERY, JSON_MODIFY, JSON_OBJECT, JSON_ARRAY and of a FOR JSON subquery. Text of this very object is JSON already:
 * the JSON functions and FOR JSON put it in as it is and do not quote it.
 */
export const jsonTextType: SqlType = { name: 'nvarchar', length: 'max' };

/** A value as JSON. `type` decides: numbers and bits as such, JSON text as it is, everything else quoted. */
export function toJson(value: SqlValue, type: SqlType): string {
  if (value === null) return 'null';
  if (type === jsonTextType || type.name === 'json') return typeof value === 'string' ? value : 'null';
  if (typeof value === 'object' && 'kind' in value && value.kind === 'variant') return toJson(value.value, value.type);
  if (type.name === 'bit') return value === 0 ? 'false' : 'true';
  if (type.name === 'float' || type.name === 'real') return toText(value, type, 3);
  if (type.name === 'money' || type.name === 'smallmoney') return toText(value, type, 2);
  if (isNumeric(type)) return toText(value, type);
  if (isDateTime(type))
    return `"${type.name === 'time' ? toText(value, type, 121) : toText(value, type, type.name === 'datetimeoffset' ? 127 : 126)}"`;
  if (isBinary(type) && value instanceof Uint8Array) return `"${escapeJson(Buffer.from(value).toString('base64'))}"`;
  return `"${escapeJson(toText(value, type))}"`;
}

function jsonObject(absentOnNull: boolean) {
  return lenient({
    arity: [0, 1024],
    type: jsonTextType,
    apply: (args, context) => {
      const members: string[] = [];
      for (let index = 0; index + 1 < args.length; index += 2) {
        const value = args[index + 1] ?? null;
        if (value === null && absentOnNull) continue;
        members.push(`"${escapeJson(textAt(args, index, context))}":${toJson(value, typeAt(context, index + 1))}`);
      }
      return `{${members.join(',')}}`;
    },
  });
}

function jsonArray(absentOnNull: boolean) {
  return lenient({
    arity: [0, 1024],
    type: jsonTextType,
    apply: (args, context) => {
      const items = args.flatMap((value, index) => (value === null && absentOnNull ? [] : [toJson(value, typeAt(context, index))]));
      return `[${items.join(',')}]`;
    },
  });
}

function isJson(args: readonly SqlValue[], context: FunctionContext): SqlValue {
  const constraint = args.length > 1 ? textAt(args, 1, context).toUpperCase() : '';
  try {
    const { kind } = parseJson(textAt(args, 0, context));
    if (constraint === '') return kind === 'object' || kind === 'array' ? 1 : 0;
    if (constraint === 'VALUE') return 1;
    if (constraint === 'SCALAR') return kind === 'number' || kind === 'string' ? 1 : 0;
    return kind === constraint.toLowerCase() ? 1 : 0;
  } catch (error) {
    if (error instanceof SqlError && error.number === 13609) return 0;
    throw error;
  }
}

function vectorDistance(args: readonly SqlValue[], context: FunctionContext): SqlValue {
  const left = vectorNumbers(textAt(args, 1, context));
  const right = vectorNumbers(textAt(args, 2, context));
  if (left.length !== right.length) {
    throw new SqlError(42204, 16, 3, `The vector dimensions ${String(left.length)} and ${String(right.length)} do not match.`);
  }
  const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, number, index) => sum + number * (b[index] ?? 0), 0);
  switch (textAt(args, 0, context).toLowerCase()) {
    case 'cosine':
      return 1 - dot(left, right) / Math.sqrt(dot(left, left) * dot(right, right));
    case 'euclidean': {
      const difference = left.map((number, index) => number - (right[index] ?? 0));
      return Math.sqrt(dot(difference, difference));
    }
    case 'dot':
      return -dot(left, right);
    default:
      throw new SqlError(42205, 16, 1, 'The distance metric must be cosine, euclidean or dot.');
  }
}

/** JSON_VALUE to VECTOR_DISTANCE. */
export const jsonFunctions: FunctionTable = {
  JSON_VALUE: strict({
    arity: 2,
    type: { name: 'nvarchar', length: 4000 },
    apply: (args, context) => jsonValue(textAt(args, 0, context), textAt(args, 1, context)),
  }),
  JSON_QUERY: strict({
    arity: [1, 2],
    type: jsonTextType,
    apply: (args, context) => jsonQuery(textAt(args, 0, context), args.length > 1 ? textAt(args, 1, context) : '$'),
  }),
  JSON_MODIFY: lenient({
    arity: 3,
    type: jsonTextType,
    apply: (args, context) => {
      if (args[0] === null || args[1] === null) return null;
      const value = args[2] ?? null;
      return jsonModify(textAt(args, 0, context), textAt(args, 1, context), value === null ? null : toJson(value, typeAt(context, 2)));
    },
  }),
  ISJSON: strict({ arity: [1, 2], type: intType, apply: isJson }),
  JSON_PATH_EXISTS: strict({
    arity: 2,
    type: intType,
    apply: (args, context) =>
      followPath(parseJson(textAt(args, 0, context)), parseJsonPath(textAt(args, 1, context)).steps) === undefined ? 0 : 1,
  }),
  JSON_OBJECT: jsonObject(false),
  'JSON_OBJECT ABSENT ON NULL': jsonObject(true),
  JSON_ARRAY: jsonArray(true),
  'JSON_ARRAY NULL ON NULL': jsonArray(false),
  VECTOR_DISTANCE: strict({ arity: 3, type: floatType, apply: vectorDistance }),
};
