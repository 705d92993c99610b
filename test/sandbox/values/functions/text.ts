import { SqlError } from '../../engine/sqlError';
import { encodeText, decodeText } from '../codePage';
import { collationOf } from '../collation';
import { textByteLength } from '../convertText';
import { toStorageBytes } from '../binaryForm';
import { languageOf, textKey } from '../textCompare';
import type { SqlValue } from '../sqlValue';
import type { SqlType } from '../sqlType';
import { isBinary, isCharacter, isUnicode } from '../types';
import type { ArgumentType, FunctionContext } from '../functionTypes';
import { invalidArgument } from '../valueErrors';
import {
  argumentType,
  bigintType,
  constantNumber,
  floatAt,
  intAt,
  intType,
  isNullConstant,
  lengthOf,
  lenient,
  strict,
  textAt,
  typeAt,
  variableText,
  type FunctionTable,
} from './define';

/** int, or bigint for the large types. */
function countType(index: number): (args: readonly ArgumentType[]) => SqlType {
  return (args) => (lengthOf(argumentType(args, index)) === 'max' ? bigintType : intType);
}

function count(value: number, context: FunctionContext): SqlValue {
  return context.resultType.name === 'bigint' ? BigInt(value) : value;
}

function trimEnd(text: string): string {
  return text.replace(/ +$/, '');
}

/** The first argument's text type, at most as long as a constant says. */
function partType(lengthArgument: number): (args: readonly ArgumentType[]) => SqlType {
  return (args) => {
    const source = argumentType(args, 0);
    const whole = lengthOf(source);
    const wanted = constantNumber(args, lengthArgument);
    const length = wanted === undefined ? whole : whole === 'max' ? (wanted > 4000 ? 'max' : wanted) : Math.min(whole, wanted);
    if (isBinary(source)) return { name: 'varbinary', length: length === 'max' ? 'max' : Math.max(1, length) };
    return variableText(source, whole === 'max' && !isNullConstant(args[0]) ? 'max' : length);
  };
}

function sameText(args: readonly ArgumentType[]): SqlType {
  const source = argumentType(args, 0);
  return variableText(source, lengthOf(source));
}

/** The widest text type of the given arguments, of the greatest length. */
function widestText(indexes: readonly number[]): (args: readonly ArgumentType[]) => SqlType {
  return (args) => {
    const types = indexes.map((index) => argumentType(args, index));
    const source = types.find(isUnicode) ?? types[0] ?? intType;
    return variableText(source, lengthOf(argumentType(args, 0)) === 'max' ? 'max' : 8000);
  };
}

/** 537: what is cut off would have a negative length. */
function lengthError(name: string): SqlError {
  return name === 'RIGHT'
    ? new SqlError(536, 16, 2, 'Invalid length parameter passed to the right function.')
    : new SqlError(537, 16, 3, 'Invalid length parameter passed to the LEFT or SUBSTRING function.');
}

function substring(args: readonly SqlValue[], context: FunctionContext): SqlValue {
  const start = intAt(args, 1, context);
  const length = intAt(args, 2, context);
  if (length < 0) throw lengthError('SUBSTRING');
  const from = Math.max(start - 1, 0);
  const to = Math.max(start - 1 + length, 0);
  const [source] = args;
  return source instanceof Uint8Array ? source.slice(from, to) : textAt(args, 0, context).slice(from, to);
}

/** A search that knows the collation: text folded so that equal characters are the same; unchanged when folding changes lengths. */
function foldForSearch(text: string, type: SqlType): string {
  const collation = collationOf(type.collation);
  if (collation.binary !== 'none') return text;
  let folded = '';
  for (const unit of text.split('')) {
    const key = unit === ' ' ? ' ' : textKey(unit, collation);
    folded += key.length === 1 ? key : unit;
  }
  return folded;
}

function charIndex(args: readonly SqlValue[], context: FunctionContext): SqlValue {
  const type = isCharacter(typeAt(context, 1)) ? typeAt(context, 1) : typeAt(context, 0);
  const wanted = foldForSearch(textAt(args, 0, context), type);
  const text = foldForSearch(textAt(args, 1, context), type);
  const start = args.length > 2 ? Math.max(intAt(args, 2, context), 1) : 1;
  return count(wanted === '' ? 0 : text.indexOf(wanted, start - 1) + 1, context);
}

function replace(args: readonly SqlValue[], context: FunctionContext): SqlValue {
  const text = textAt(args, 0, context);
  const wanted = textAt(args, 1, context);
  if (wanted === '') return text;
  const type = typeAt(context, 0);
  const folded = foldForSearch(text, type);
  const key = foldForSearch(wanted, type);
  const replacement = textAt(args, 2, context);
  let result = '';
  let from = 0;
  for (let at = folded.indexOf(key); at >= 0; at = folded.indexOf(key, from)) {
    result += text.slice(from, at) + replacement;
    from = at + wanted.length;
  }
  return result + text.slice(from);
}

function stuff(args: readonly SqlValue[], context: FunctionContext): SqlValue {
  if (args[0] === null || args[1] === null || args[2] === null) return null;
  const text = textAt(args, 0, context);
  const start = intAt(args, 1, context);
  const length = intAt(args, 2, context);
  if (start <= 0 || start > text.length || length < 0) return null;
  return text.slice(0, start - 1) + (args[3] === null ? '' : textAt(args, 3, context)) + text.slice(start - 1 + length);
}

function trimSet(text: string, characters: string, leading: boolean, trailing: boolean): string {
  const set = new Set(characters);
  let from = 0;
  let to = text.length;
  while (leading && from < to && set.has(text.charAt(from))) from++;
  while (trailing && to > from && set.has(text.charAt(to - 1))) to--;
  return text.slice(from, to);
}

function byteLength(args: readonly SqlValue[], context: FunctionContext): SqlValue {
  const [value = null] = args;
  const type = typeAt(context, 0);
  if (typeof value === 'string' && type.name !== 'uniqueidentifier') {
    return count(isCharacter(type) ? textByteLength(value, type) : value.length * 2, context);
  }
  if (typeof value === 'object' && value !== null && 'kind' in value) {
    if (value.kind === 'variant') return byteLength([value.value], { ...context, types: [value.type] });
    if (value.kind === 'decimal' && type.name !== 'money' && type.name !== 'smallmoney') {
      const precision = type.precision ?? 18;
      return precision <= 9 ? 5 : precision <= 19 ? 9 : precision <= 28 ? 13 : 17;
    }
    // The storage form of time, datetime2 and datetimeoffset begins with the scale, which is not stored in a column.
    const prefix = type.name === 'time' || type.name === 'datetime2' || type.name === 'datetimeoffset' ? 1 : 0;
    return count((toStorageBytes(value, type)?.length ?? 0) - prefix, context);
  }
  return count(toStorageBytes(value, type)?.length ?? 0, context);
}

function str(args: readonly SqlValue[], context: FunctionContext): SqlValue {
  const length = args.length > 1 ? intAt(args, 1, context) : 10;
  const digits = args.length > 2 ? Math.min(intAt(args, 2, context), 16) : 0;
  if (length < 1 || length > 8000 || digits < 0) return null;
  const number = floatAt(args, 0, context);
  const room = length - Math.trunc(number).toString().length - (number < 0 && Math.trunc(number) === 0 ? 1 : 0) - 1;
  const text = number.toFixed(Math.max(0, Math.min(digits, room)));
  return text.length > length ? '*'.repeat(length) : text.padStart(length);
}

function quoteName(args: readonly SqlValue[], context: FunctionContext): SqlValue {
  const text = textAt(args, 0, context);
  const mark = args.length > 1 ? textAt(args, 1, context) : '[';
  const pairs: Readonly<Record<string, readonly [string, string]>> = {
    '': ['[', ']'],
    '[': ['[', ']'],
    ']': ['[', ']'],
    '"': ['"', '"'],
    "'": ["'", "'"],
    '(': ['(', ')'],
    ')': ['(', ')'],
    '<': ['<', '>'],
    '>': ['<', '>'],
    '{': ['{', '}'],
    '}': ['{', '}'],
    '`': ['`', '`'],
  };
  const pair = pairs[mark.charAt(0)];
  if (pair === undefined || text.length > 128) return null;
  return pair[0] + text.replaceAll(pair[1], pair[1] + pair[1]) + pair[1];
}

function translate(args: readonly SqlValue[], context: FunctionContext): SqlValue {
  const from = textAt(args, 1, context);
  const to = textAt(args, 2, context);
  if (from.length !== to.length) {
    throw new SqlError(
      9828,
      16,
      1,
      'The second and third arguments of the TRANSLATE built-in function must contain an equal number of characters.',
    );
  }
  const type = typeAt(context, 0);
  const keys = foldForSearch(from, type);
  const text = textAt(args, 0, context);
  const folded = foldForSearch(text, type);
  return text
    .split('')
    .map((character, index) => {
      const at = keys.indexOf(folded.charAt(index));
      return at < 0 ? character : to.charAt(at);
    })
    .join('');
}

function changeCase(upper: boolean) {
  return (args: readonly SqlValue[], context: FunctionContext): SqlValue => {
    const text = textAt(args, 0, context);
    const language = languageOf(collationOf(typeAt(context, 0).collation));
    const changed = upper ? text.toLocaleUpperCase(language) : text.toLocaleLowerCase(language);
    // The product maps character by character: ß has no single upper-case letter.
    if (changed.length === text.length) return changed;
    return text
      .split('')
      .map((unit) =>
        (upper ? unit.toUpperCase() : unit.toLowerCase()).length === 1 ? (upper ? unit.toUpperCase() : unit.toLowerCase()) : unit,
      )
      .join('');
  };
}

function requireText(args: readonly ArgumentType[], index: number, name: string): void {
  const type = argumentType(args, index);
  if (type.name === 'xml' || type.name === 'image') throw invalidArgument(type, index + 1, name);
}

/** LEN to TRANSLATE. */
export const textFunctions: FunctionTable = {
  LEN: strict({
    arity: 1,
    type: (args) => {
      requireText(args, 0, 'len');
      return countType(0)(args);
    },
    apply: (args, context) => {
      const [value] = args;
      return count(value instanceof Uint8Array ? value.length : trimEnd(textAt(args, 0, context)).length, context);
    },
  }),
  DATALENGTH: strict({ arity: 1, type: countType(0), apply: byteLength }),
  SUBSTRING: strict({ arity: 3, type: partType(2), apply: substring }),
  LEFT: strict({
    arity: 2,
    type: partType(1),
    apply: (args, context) => {
      const length = intAt(args, 1, context);
      if (length < 0) throw lengthError('LEFT');
      return textAt(args, 0, context).slice(0, length);
    },
  }),
  RIGHT: strict({
    arity: 2,
    type: partType(1),
    apply: (args, context) => {
      const length = intAt(args, 1, context);
      if (length < 0) throw lengthError('RIGHT');
      const text = textAt(args, 0, context);
      return text.slice(Math.max(0, text.length - length));
    },
  }),
  UPPER: strict({ arity: 1, type: sameText, apply: changeCase(true) }),
  LOWER: strict({ arity: 1, type: sameText, apply: changeCase(false) }),
  LTRIM: strict({
    arity: [1, 2],
    type: sameText,
    apply: (args, context) => trimSet(textAt(args, 0, context), args.length > 1 ? textAt(args, 1, context) : ' ', true, false),
  }),
  RTRIM: strict({
    arity: [1, 2],
    type: sameText,
    apply: (args, context) => trimSet(textAt(args, 0, context), args.length > 1 ? textAt(args, 1, context) : ' ', false, true),
  }),
  // TRIM(characters FROM text) comes with the characters first.
  TRIM: strict({
    arity: [1, 2],
    type: (args) => {
      const source = argumentType(args, args.length - 1);
      return variableText(source, lengthOf(source));
    },
    apply: (args, context) =>
      args.length > 1
        ? trimSet(textAt(args, 1, context), textAt(args, 0, context), true, true)
        : trimSet(textAt(args, 0, context), ' ', true, true),
  }),
  REPLACE: strict({ arity: 3, type: widestText([0, 1, 2]), apply: replace }),
  REPLICATE: strict({
    arity: 2,
    type: widestText([0]),
    apply: (args, context) => {
      const times = intAt(args, 1, context);
      if (times < 0) return null;
      const text = textAt(args, 0, context);
      const limit = typeof context.resultType.length === 'number' ? context.resultType.length : 2 ** 27;
      return text.repeat(Math.min(times, Math.ceil(limit / Math.max(1, text.length)))).slice(0, limit);
    },
  }),
  REVERSE: strict({ arity: 1, type: sameText, apply: (args, context) => textAt(args, 0, context).split('').reverse().join('') }),
  SPACE: strict({
    arity: 1,
    type: (args) => ({ name: 'varchar', length: Math.max(1, Math.min(constantNumber(args, 0) ?? 8000, 8000)) }),
    apply: (args, context) => {
      const length = intAt(args, 0, context);
      return length < 0 ? null : ' '.repeat(Math.min(length, 8000));
    },
  }),
  STUFF: lenient({ arity: 4, type: widestText([0, 3]), apply: stuff }),
  CHARINDEX: strict({ arity: [2, 3], type: countType(1), apply: charIndex }),
  STR: strict({
    arity: [1, 3],
    type: (args) => ({ name: 'varchar', length: Math.max(1, Math.min(constantNumber(args, 1) ?? 10, 8000)) }),
    apply: str,
  }),
  ASCII: strict({
    arity: 1,
    type: intType,
    apply: (args, context) => {
      const text = textAt(args, 0, context);
      return text === '' ? null : (encodeText(text.charAt(0), collationOf(typeAt(context, 0).collation).codePage)[0] ?? null);
    },
  }),
  CHAR: strict({
    arity: 1,
    type: { name: 'char', length: 1 },
    apply: (args, context) => {
      const code = intAt(args, 0, context);
      return code < 0 || code > 255 ? null : decodeText(Uint8Array.of(code), collationOf(context.resultType.collation).codePage);
    },
  }),
  UNICODE: strict({
    arity: 1,
    type: intType,
    apply: (args, context) => {
      const text = textAt(args, 0, context);
      if (text === '') return null;
      return collationOf(typeAt(context, 0).collation).supplementary ? (text.codePointAt(0) ?? null) : text.charCodeAt(0);
    },
  }),
  NCHAR: strict({
    arity: 1,
    type: { name: 'nchar', length: 1 },
    apply: (args, context) => {
      const code = intAt(args, 0, context);
      return code < 0 || code > 65_535 ? null : String.fromCharCode(code);
    },
  }),
  QUOTENAME: strict({ arity: [1, 2], type: { name: 'nvarchar', length: 258 }, apply: quoteName }),
  TRANSLATE: strict({ arity: 3, type: sameText, apply: translate }),
};
