import { SqlError } from '../engine/sqlError';
import { bytesToGuid } from './binaryForm';
import { checkConversion } from './conversionRules';
import { dateTimeConverter } from './convertDateTime';
import { numberConverter } from './convertNumber';
import { binaryConverter, parseGuid, textConverter } from './convertText';
import type { DateOrder } from './dateTimeParse';
import { checkDocument } from './documentCheck';
import { decodeUtf16, toText } from './format';
import type { SqlValue, Variant } from './sqlValue';
import type { SqlType } from './sqlType';
import { isBinary, isCharacter, isDateTime, isNumeric } from './types';
import { convertVector } from './vector';
import { errorConverting } from './valueErrors';

export interface ConversionOptions {
  /** The third argument of CONVERT. */
  readonly style?: number;
  /** CAST and CONVERT; otherwise the conversion is one that happens by itself. */
  readonly explicit?: boolean;
  /** SET DATEFORMAT. */
  readonly dateFormat?: DateOrder;
}

/** Converts one value; NULL stays NULL. */
export type Converter = (value: SqlValue) => SqlValue;

/**
 * Makes a function that converts values of one type to another; made once per expression.
 * Throws SqlError 206, 257 or 529 at once when the types do not convert. The function throws the product's error for a value
 * that does not convert (220, 232, 235, 241, 242, 244, 245, 248, 295, 8114, 8115, 8169 …). Text and binary that are too long are cut.
 */
export function converter(from: SqlType, to: SqlType, options: ConversionOptions = {}): Converter {
  if (isSameType(from, to)) return (value) => value;
  checkConversion(from, to, options.explicit === true);
  const apply = valueConverter(from, to, options);
  return (value) => (value === null ? null : apply(value));
}

/** Converts a value. For many values take `converter` once. NULL of any type becomes NULL. */
export function convert(value: SqlValue, from: SqlType, to: SqlType, options: ConversionOptions = {}): SqlValue {
  return value === null ? null : converter(from, to, options)(value);
}

/** Errors that a TRY_ form turns into NULL: everything about the value, nothing about the types. */
const valueErrors: ReadonlySet<number> = new Set([
  220, 232, 234, 235, 241, 242, 244, 245, 248, 295, 517, 8114, 8115, 8169, 8170, 9400, 9421, 9436, 9455, 13609,
]);

/** TRY_CAST and TRY_CONVERT: NULL for a value that does not convert. Throws SqlError 529 when the types never convert. */
export function tryConvert(value: SqlValue, from: SqlType, to: SqlType, options: ConversionOptions = {}): SqlValue {
  try {
    return convert(value, from, to, { ...options, explicit: true });
  } catch (error) {
    if (error instanceof SqlError && valueErrors.has(error.number)) return null;
    throw error;
  }
}

function isSameType(from: SqlType, to: SqlType): boolean {
  return (
    from.name === to.name &&
    from.length === to.length &&
    from.precision === to.precision &&
    from.scale === to.scale &&
    from.collation === to.collation
  );
}

function valueConverter(from: SqlType, to: SqlType, options: ConversionOptions): Converter {
  if (from.name === 'sql_variant') {
    if (to.name === 'sql_variant') return (value) => value;
    return (value) => (isVariant(value) ? convert(value.value, value.type, to, { ...options, explicit: true }) : value);
  }
  if (to.name === 'sql_variant') return (value) => toVariant(value, from);
  if (isNumeric(to)) return numberConverter(from, to);
  if (isDateTime(to)) return dateTimeConverter(from, to, options.style, options.dateFormat ?? 'mdy');
  if (isCharacter(to)) return textConverter(from, to, options.style);
  if (isBinary(to)) return binaryConverter(from, to, options.style);
  switch (to.name) {
    case 'uniqueidentifier':
      return (value) => {
        if (typeof value === 'string') return from.name === 'uniqueidentifier' ? value : parseGuid(value);
        if (value instanceof Uint8Array) return bytesToGuid(value);
        throw errorConverting(from, to);
      };
    case 'xml':
    case 'json':
      return (value) => {
        const text = value instanceof Uint8Array ? decodeUtf16(value) : toText(value, from);
        return checkDocument(text, to);
      };
    case 'vector':
      return (value) => convertVector(toText(value, from), to);
    default:
      return (value) => value;
  }
}

function isVariant(value: SqlValue): value is Variant {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'variant';
}

function toVariant(value: SqlValue, from: SqlType): SqlValue {
  if (value === null || isVariant(value)) return value;
  return { kind: 'variant', type: from, value };
}
