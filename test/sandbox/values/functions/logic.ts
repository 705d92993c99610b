import { createHash, randomUUID } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { NotInSandboxError, SqlError } from '../../engine/sqlError';
import { toStorageBytes } from '../binaryForm';
import { comparer, compare, equalsKey } from '../compare';
import { convert, tryConvert } from '../convert';
import { textToBytes } from '../convertText';
import type { SqlValue } from '../sqlValue';
import type { SqlType } from '../sqlType';
import { commonType, isCharacter, isDecimal, isNumeric, textLength } from '../types';
import type { FunctionContext } from '../functionTypes';
import {
  argumentType,
  commonOf,
  intAt,
  intType,
  isNullConstant,
  lenient,
  strict,
  textAt,
  typeAt,
  variantType,
  type FunctionTable,
} from './define';

function toResult(args: readonly SqlValue[], index: number, context: FunctionContext): SqlValue {
  return convert(args[index] ?? null, typeAt(context, index), context.resultType);
}

function extreme(direction: 1 | -1) {
  return lenient({
    arity: [1, 254],
    type: (args) => commonOf(args),
    apply: (args, context) => {
      const compareValues = comparer(context.resultType);
      let best: SqlValue = null;
      for (const index of args.keys()) {
        const value = toResult(args, index, context);
        if (value !== null && (best === null || compareValues(value, best) * direction > 0)) best = value;
      }
      return best;
    },
  });
}

function nullIf(args: readonly SqlValue[], context: FunctionContext): SqlValue {
  const [left = null, right = null] = args;
  if (left === null || right === null) return left;
  const type = commonType(typeAt(context, 0), typeAt(context, 1));
  const wide = isCharacter(type) ? { ...type, length: 'max' as const } : type;
  const equal = compare(convert(left, typeAt(context, 0), wide), convert(right, typeAt(context, 1), wide), type) === 0;
  return equal ? null : left;
}

/** What ISNUMERIC accepts: anything that is a number, money or float, also a lone sign or point. */
function isNumericText(text: string, type: SqlType): boolean {
  const trimmed = text.trim();
  if (trimmed === '') return false;
  if (/^[+\-.,]$/.test(trimmed) || /^[+-]?\p{Sc}$/u.test(trimmed)) return true;
  if (tryConvert(trimmed, type, { name: 'float' }) !== null) return true;
  return tryConvert(trimmed, type, { name: 'money' }) !== null;
}

const hashNames: Readonly<Record<string, string>> = { MD5: 'md5', SHA: 'sha1', SHA1: 'sha1', SHA2_256: 'sha256', SHA2_512: 'sha512' };

function bytesOf(value: SqlValue, type: SqlType): Uint8Array {
  if (typeof value === 'string' && type.name !== 'uniqueidentifier')
    return textToBytes(value, isCharacter(type) ? type : { name: 'nvarchar', length: 'max' });
  return toStorageBytes(value, type) ?? new Uint8Array();
}

function hashBytes(args: readonly SqlValue[], context: FunctionContext): SqlValue {
  const name = textAt(args, 0, context).toUpperCase();
  const algorithm = hashNames[name];
  if (algorithm === undefined) {
    if (name === 'MD2' || name === 'MD4') throw new NotInSandboxError(`HASHBYTES with ${name}`);
    return null;
  }
  return Uint8Array.from(
    createHash(algorithm)
      .update(bytesOf(args[1] ?? null, typeAt(context, 1)))
      .digest(),
  );
}

/** A stable number that takes part of every argument; equal values have equal checksums. */
function checksum(exact: boolean) {
  return lenient({
    arity: [1, 1024],
    type: intType,
    apply: (args, context) => {
      let sum = 0;
      for (const [index, value] of args.entries()) {
        const type = typeAt(context, index);
        const key = value === null ? '\u0000' : exact && typeof value === 'string' ? value : String(equalsKey(value, type));
        for (let at = 0; at < key.length; at++) sum = Math.imul(sum, 31) + key.charCodeAt(at);
        sum = (sum << 4) | (sum >>> 28);
      }
      return sum | 0;
    },
  });
}

function asVariant(value: number | string | undefined): SqlValue {
  if (value === undefined) return null;
  const type: SqlType = typeof value === 'number' ? intType : { name: 'nvarchar', length: 128 };
  return { kind: 'variant', type, value };
}

function variantProperty(args: readonly SqlValue[], context: FunctionContext): SqlValue {
  const [value = null] = args;
  if (value === null || typeof args[1] !== 'string') return null;
  const isWrapped = typeof value === 'object' && 'kind' in value && value.kind === 'variant';
  const type = isWrapped ? value.type : typeAt(context, 0);
  const inner = isWrapped ? value.value : value;
  switch (args[1].toLowerCase()) {
    case 'basetype':
      return asVariant(type.name);
    case 'precision':
      return asVariant(precisionOf(type));
    case 'scale':
      return asVariant(type.name === 'datetime' ? 3 : type.name === 'money' || type.name === 'smallmoney' ? 4 : (type.scale ?? 0));
    case 'totalbytes':
      return asVariant(bytesOf(inner, type).length + 8);
    case 'maxlength':
      return asVariant(typeof type.length === 'number' ? type.length * (type.name.startsWith('n') ? 2 : 1) : bytesOf(inner, type).length);
    case 'collation':
      return asVariant(isCharacter(type) ? type.collation : undefined);
    default:
      return null;
  }
}

function precisionOf(type: SqlType): number {
  if (isDecimal(type)) return type.precision ?? 18;
  const fixed: Readonly<Record<string, number>> = {
    bit: 1,
    tinyint: 3,
    smallint: 5,
    int: 10,
    bigint: 19,
    money: 19,
    smallmoney: 10,
    float: 53,
    real: 24,
    datetime: 23,
    smalldatetime: 16,
    date: 10,
  };
  const known = fixed[type.name];
  if (known !== undefined) return known;
  const text = textLength(type);
  return type.scale !== undefined && typeof text === 'number' ? text - 7 + type.scale : 0;
}

let sequence = 0;

/** ISNULL to SQL_VARIANT_PROPERTY. */
export const logicFunctions: FunctionTable = {
  ISNULL: lenient({
    arity: 2,
    type: (args) => argumentType(args, isNullConstant(args[0]) ? 1 : 0),
    apply: (args, context) => (args[0] === null ? toResult(args, 1, context) : (args[0] ?? null)),
  }),
  COALESCE: lenient({
    arity: [2, 254],
    type: (args) => commonOf(args, 'COALESCE'),
    apply: (args, context) => {
      const index = args.findIndex((value) => value !== null);
      return index < 0 ? null : toResult(args, index, context);
    },
  }),
  NULLIF: lenient({ arity: 2, type: (args) => argumentType(args, 0), apply: nullIf }),
  IIF: lenient({
    arity: 3,
    type: (args) => commonOf(args.slice(1)),
    apply: (args, context) => toResult(args, args[0] !== null && args[0] !== 0 ? 1 : 2, context),
  }),
  CHOOSE: lenient({
    arity: [2, 254],
    type: (args) => commonOf(args.slice(1)),
    apply: (args, context) => {
      if (args[0] === null) return null;
      const index = intAt(args, 0, context);
      return index < 1 || index >= args.length ? null : toResult(args, index, context);
    },
  }),
  GREATEST: extreme(1),
  LEAST: extreme(-1),
  ISNUMERIC: lenient({
    arity: 1,
    type: intType,
    apply: (args, context) => {
      const [value = null] = args;
      if (value === null) return 0;
      const type = typeAt(context, 0);
      return isNumeric(type) || (typeof value === 'string' && isCharacter(type) && isNumericText(value, type)) ? 1 : 0;
    },
  }),
  NEWID: strict({ arity: 0, type: { name: 'uniqueidentifier' }, volatile: true, apply: () => randomUUID().toUpperCase() }),
  NEWSEQUENTIALID: strict({
    arity: 0,
    type: { name: 'uniqueidentifier' },
    volatile: true,
    apply: () => {
      sequence++;
      // Storage order puts the low byte of the first group first; only the first group grows.
      const first = sequence.toString(16).padStart(8, '0').slice(-8).toUpperCase();
      return `${first}-5A5A-11F0-9A3B-00155D012345`;
    },
  }),
  HASHBYTES: strict({ arity: 2, type: { name: 'varbinary', length: 8000 }, apply: hashBytes }),
  CHECKSUM: checksum(false),
  BINARY_CHECKSUM: checksum(true),
  COMPRESS: strict({
    arity: 1,
    type: { name: 'varbinary', length: 'max' },
    apply: (args, context) => Uint8Array.from(gzipSync(bytesOf(args[0] ?? null, typeAt(context, 0)))),
  }),
  DECOMPRESS: strict({
    arity: 1,
    type: { name: 'varbinary', length: 'max' },
    apply: (args) => {
      const [value] = args;
      if (!(value instanceof Uint8Array)) return null;
      try {
        return Uint8Array.from(gunzipSync(value));
      } catch {
        throw new SqlError(7997, 16, 1, 'The DECOMPRESS function failed because the argument is not valid compressed data.');
      }
    },
  }),
  SQL_VARIANT_PROPERTY: lenient({ arity: 2, type: variantType, apply: variantProperty }),
};
