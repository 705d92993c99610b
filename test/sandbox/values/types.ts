import { SqlError } from '../engine/sqlError';
import type { SqlType, SqlTypeName } from './sqlType';
import { operandClash } from './valueErrors';

/** Highest first. Source: "Data type precedence" of the SQL Server documentation. */
const precedenceOrder: readonly SqlTypeName[] = [
  'table',
  'geometry',
  'geography',
  'hierarchyid',
  'vector',
  'json',
  'sql_variant',
  'xml',
  'datetimeoffset',
  'datetime2',
  'datetime',
  'smalldatetime',
  'date',
  'time',
  'float',
  'real',
  'decimal',
  'numeric',
  'money',
  'smallmoney',
  'bigint',
  'int',
  'smallint',
  'tinyint',
  'bit',
  'ntext',
  'text',
  'image',
  'rowversion',
  'uniqueidentifier',
  'nvarchar',
  'nchar',
  'varchar',
  'char',
  'varbinary',
  'binary',
];
const precedences = new Map(precedenceOrder.map((name, index) => [name, precedenceOrder.length - index]));

/** Rank in the data type precedence; the higher wins. decimal and numeric share one. */
export function typePrecedence(name: SqlTypeName): number {
  return precedences.get(name === 'numeric' ? 'decimal' : name) ?? 0;
}

const characterNames: ReadonlySet<SqlTypeName> = new Set(['char', 'varchar', 'nchar', 'nvarchar', 'text', 'ntext']);
const unicodeNames: ReadonlySet<SqlTypeName> = new Set(['nchar', 'nvarchar', 'ntext']);
const binaryNames: ReadonlySet<SqlTypeName> = new Set(['binary', 'varbinary', 'image', 'rowversion']);
const integerNames: ReadonlySet<SqlTypeName> = new Set(['bit', 'tinyint', 'smallint', 'int', 'bigint']);
const exactNames: ReadonlySet<SqlTypeName> = new Set([...integerNames, 'decimal', 'numeric', 'money', 'smallmoney']);
const dateTimeNames: ReadonlySet<SqlTypeName> = new Set(['date', 'time', 'datetime', 'smalldatetime', 'datetime2', 'datetimeoffset']);

/** char, varchar, nchar, nvarchar, text, ntext. */
export function isCharacter(type: SqlType): boolean {
  return characterNames.has(type.name);
}
/** nchar, nvarchar, ntext. */
export function isUnicode(type: SqlType): boolean {
  return unicodeNames.has(type.name);
}
/** binary, varbinary, image, rowversion. */
export function isBinary(type: SqlType): boolean {
  return binaryNames.has(type.name);
}
/** bit to bigint. */
export function isInteger(type: SqlType): boolean {
  return integerNames.has(type.name);
}
export function isDecimal(type: SqlType): boolean {
  return type.name === 'decimal' || type.name === 'numeric';
}
export function isMoney(type: SqlType): boolean {
  return type.name === 'money' || type.name === 'smallmoney';
}
/** Integers, bit, decimal, numeric, money, smallmoney. */
export function isExactNumeric(type: SqlType): boolean {
  return exactNames.has(type.name);
}
/** float and real. */
export function isFloat(type: SqlType): boolean {
  return type.name === 'float' || type.name === 'real';
}
/** Any type that one can calculate with, bit included. */
export function isNumeric(type: SqlType): boolean {
  return isExactNumeric(type) || isFloat(type);
}
export function isDateTime(type: SqlType): boolean {
  return dateTimeNames.has(type.name);
}

/** Whether a type has a declared length in characters or bytes. */
export function hasLength(name: SqlTypeName): boolean {
  return /^n?(var)?char$|^(var)?binary$|^vector$/.test(name);
}

/** The precision and scale with which a number takes part in decimal arithmetic. */
export function decimalShape(type: SqlType): { readonly precision: number; readonly scale: number } {
  switch (type.name) {
    case 'bit':
      return { precision: 1, scale: 0 };
    case 'tinyint':
      return { precision: 3, scale: 0 };
    case 'smallint':
      return { precision: 5, scale: 0 };
    case 'int':
      return { precision: 10, scale: 0 };
    case 'bigint':
      return { precision: 19, scale: 0 };
    case 'money':
      return { precision: 19, scale: 4 };
    case 'smallmoney':
      return { precision: 10, scale: 4 };
    default:
      return { precision: type.precision ?? 18, scale: type.scale ?? 0 };
  }
}

/** The decimal type that an integer constant has in decimal arithmetic: as many digits as it is written with. */
export function integerConstantType(value: number | bigint): SqlType {
  return { name: 'numeric', precision: value.toString().replace('-', '').length, scale: 0 };
}

const synonyms: Readonly<Record<string, SqlTypeName>> = {
  integer: 'int',
  dec: 'decimal',
  'double precision': 'float',
  character: 'char',
  'char varying': 'varchar',
  'character varying': 'varchar',
  'national char': 'nchar',
  'national character': 'nchar',
  'national char varying': 'nvarchar',
  'national character varying': 'nvarchar',
  'national text': 'ntext',
  'binary varying': 'varbinary',
  timestamp: 'rowversion',
};

/**
 * A system type by its name as written (any case, synonyms included) and its arguments, or undefined when there is no such type.
 * Without arguments a length is 1, or 30 with `castDefaults`. Throws SqlError 131, 1001, 1002, 2716, 2750, 2751 for arguments that the type cannot have.
 */
export function systemType(
  name: string,
  args: readonly (number | 'max')[],
  options: { readonly castDefaults?: boolean; readonly collation?: string } = {},
): SqlType | undefined {
  const lower = name.toLowerCase();
  if (lower === 'sysname') return withCollation({ name: 'nvarchar', length: 128 }, options.collation);
  const known = synonyms[lower] ?? precedenceOrder.find((candidate) => candidate === lower);
  if (known === undefined || known === 'table') return undefined;
  return withCollation(withArguments(known, args, options.castDefaults === true, lower), options.collation);
}

function withCollation(type: SqlType, collation: string | undefined): SqlType {
  return collation === undefined || !isCharacter(type) ? type : { ...type, collation };
}

function withArguments(name: SqlTypeName, args: readonly (number | 'max')[], castDefaults: boolean, written: string): SqlType {
  const [first, second] = args;
  if (hasLength(name)) {
    const length = first ?? (castDefaults ? 30 : 1);
    const limit = name === 'vector' ? 1998 : name.startsWith('n') ? 4000 : 8000;
    if (length === 'max' && !name.includes('var'))
      throw new SqlError(1001, 15, 1, `Line 1: Length or precision specification 0 is invalid.`);
    if (typeof length === 'number' && length < 1) {
      throw new SqlError(1001, 15, 1, `Line 1: Length or precision specification ${String(length)} is invalid.`);
    }
    if (typeof length === 'number' && length > limit) {
      throw new SqlError(
        131,
        15,
        2,
        `The size (${String(length)}) given to the type '${written}' exceeds the maximum allowed for any data type (${String(limit)}).`,
      );
    }
    return { name, length };
  }
  if (name === 'decimal' || name === 'numeric') {
    const precision = typeof first === 'number' ? first : 18;
    const scale = typeof second === 'number' ? second : 0;
    if (precision < 1 || precision > 38) {
      throw new SqlError(
        2750,
        16,
        1,
        `Column or parameter #1: Specified column precision ${String(precision)} is greater than the maximum precision of 38.`,
      );
    }
    if (scale > precision) {
      throw new SqlError(1002, 15, 1, `Line 1: Specified scale ${String(scale)} is invalid.`);
    }
    return { name, precision, scale };
  }
  if (name === 'time' || name === 'datetime2' || name === 'datetimeoffset') {
    const scale = typeof first === 'number' ? first : 7;
    if (scale > 7) throw new SqlError(1002, 15, 1, `Line 1: Specified scale ${String(scale)} is invalid.`);
    return { name, scale };
  }
  if (name === 'float') return { name: typeof first === 'number' && first <= 24 ? 'real' : 'float' };
  if (first !== undefined && name !== 'xml')
    throw new SqlError(2716, 16, 1, `Column, parameter, or variable #1: Cannot specify a column width on data type ${written}.`);
  return { name };
}

/** The type as T-SQL writes it: `decimal(18,4)`, `nvarchar(max)`, `datetime2(7)`. An alias type is written by its own name. */
export function formatType(type: SqlType): string {
  if (type.userType !== undefined) return type.userType;
  if (type.length !== undefined && hasLength(type.name)) return `${type.name}(${String(type.length)})`;
  if (isDecimal(type)) return `${type.name}(${String(type.precision ?? 18)},${String(type.scale ?? 0)})`;
  if (type.scale !== undefined && (type.name === 'time' || type.name === 'datetime2' || type.name === 'datetimeoffset')) {
    return `${type.name}(${String(type.scale)})`;
  }
  return type.name;
}

/** The largest length that a character or binary type can declare below max. */
export function maximumLength(name: SqlTypeName): number {
  return unicodeNames.has(name) ? 4000 : 8000;
}

function longer(a: number | 'max' | undefined, b: number | 'max' | undefined, limit: number): number | 'max' {
  if (a === 'max' || b === 'max') return 'max';
  return Math.min(Math.max(a ?? 1, b ?? 1), limit);
}

/** How many characters a value of the type can need as text, in the declared length of a result. */
export function textLength(type: SqlType): number | 'max' {
  if (type.length !== undefined && (isCharacter(type) || isBinary(type))) return type.length;
  if (isDecimal(type)) return (type.precision ?? 18) + 3;
  if (isFloat(type)) return 23;
  const fixed: Partial<Record<SqlTypeName, number>> = {
    bit: 1,
    tinyint: 4,
    smallint: 6,
    int: 12,
    bigint: 24,
    money: 30,
    smallmoney: 30,
    date: 10,
    time: 16,
    datetime: 26,
    smalldatetime: 26,
    datetime2: 27,
    datetimeoffset: 34,
    uniqueidentifier: 36,
    rowversion: 8,
  };
  return fixed[type.name] ?? 'max';
}

/** The collation of a result: the one that is there; of two different ones the left, unless only the right was asked for. */
function joinCollation(a: SqlType, b: SqlType): { readonly collation?: string } {
  const collation = (isCharacter(a) ? a.collation : undefined) ?? (isCharacter(b) ? b.collation : undefined);
  return collation === undefined ? {} : { collation };
}

/**
 * The one type to which two types are converted by CASE, COALESCE, UNION and comparison. Throws SqlError 206 when there is none.
 * Source: "Data type precedence" and "Precision, scale, and length" of the documentation.
 */
export function commonType(a: SqlType, b: SqlType): SqlType {
  if (isDecimal(a) || isDecimal(b)) {
    if (isExactNumeric(a) && isExactNumeric(b)) return commonDecimal(a, b);
  }
  if (isCharacter(a) && isCharacter(b)) return commonCharacter(a, b);
  if (isBinary(a) && isBinary(b) && a.name !== 'rowversion' && b.name !== 'rowversion') {
    if (a.name === 'image' || b.name === 'image') return { name: 'image' };
    const name = a.name === 'binary' && b.name === 'binary' ? 'binary' : 'varbinary';
    return { name, length: longer(a.length, b.length, 8000) };
  }
  if (isDateTime(a) && isDateTime(b)) return commonDateTime(a, b);
  const [higher, lower] = typePrecedence(a.name) >= typePrecedence(b.name) ? [a, b] : [b, a];
  const datesWithoutNumbers = isDateTime(higher) && higher.name !== 'datetime' && higher.name !== 'smalldatetime';
  if (datesWithoutNumbers && !isCharacter(lower)) throw operandClash(higher, lower);
  if (higher.name === 'uniqueidentifier' && !isCharacter(lower) && !isBinary(lower) && lower.name !== 'uniqueidentifier')
    throw operandClash(higher, lower);
  if (lower.name === 'uniqueidentifier' && isNumeric(higher)) throw operandClash(lower, higher);
  if (isFloat(higher) && isBinary(lower)) throw operandClash(lower, higher);
  return higher;
}

function commonDecimal(a: SqlType, b: SqlType): SqlType {
  const left = decimalShape(a);
  const right = decimalShape(b);
  const integral = Math.max(left.precision - left.scale, right.precision - right.scale);
  const scale = Math.min(Math.max(left.scale, right.scale), Math.max(0, 38 - integral));
  const userType = a.userType !== undefined && a.userType === b.userType ? { userType: a.userType } : {};
  return { name: decimalName(a, b), precision: Math.min(38, integral + scale), scale, ...userType };
}

/** Of two names for decimals: numeric only when neither says decimal. */
export function decimalName(a: SqlType, b: SqlType): SqlTypeName {
  return a.name === 'decimal' || b.name === 'decimal' ? 'decimal' : 'numeric';
}

/** The type that holds text of both types. */
export function commonCharacter(a: SqlType, b: SqlType): SqlType {
  const unicode = isUnicode(a) || isUnicode(b);
  if (a.name === 'ntext' || b.name === 'ntext' || ((a.name === 'text' || b.name === 'text') && unicode))
    return { name: 'ntext', ...joinCollation(a, b) };
  if (a.name === 'text' || b.name === 'text') return { name: 'text', ...joinCollation(a, b) };
  const fixed = a.name.endsWith('char') && b.name.endsWith('char') && !a.name.includes('var') && !b.name.includes('var');
  const name: SqlTypeName = unicode ? (fixed ? 'nchar' : 'nvarchar') : fixed ? 'char' : 'varchar';
  return { name, length: longer(a.length, b.length, maximumLength(name)), ...joinCollation(a, b) };
}

function commonDateTime(a: SqlType, b: SqlType): SqlType {
  const higher = typePrecedence(a.name) >= typePrecedence(b.name) ? a : b;
  const lower = higher === a ? b : a;
  if ((a.name === 'date' && b.name === 'time') || (a.name === 'time' && b.name === 'date')) throw operandClash(a, b);
  if (higher.name !== 'time' && higher.name !== 'datetime2' && higher.name !== 'datetimeoffset') return higher;
  return { name: higher.name, scale: Math.max(higher.scale ?? 7, fractionalDigits(lower)) };
}

function fractionalDigits(type: SqlType): number {
  if (type.name === 'datetime') return 3;
  if (type.name === 'date' || type.name === 'smalldatetime') return 0;
  return type.scale ?? 7;
}
