import { SqlError } from '../../engine/sqlError';
import { escapeJson } from '../jsonText';
import { patternIndex } from '../like';
import { formatValue } from '../netFormat';
import type { SqlValue } from '../sqlValue';
import type { SqlType } from '../sqlType';
import { commonType, isCharacter, isDateTime, isNumeric, isUnicode, textLength } from '../types';
import type { ArgumentType, FunctionContext } from '../functionTypes';
import { invalidArgument } from '../valueErrors';
import {
  argumentType,
  bigintType,
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

/** varchar or nvarchar as long as all arguments together, max when one is. */
function joinedType(args: readonly ArgumentType[], separators: number): SqlType {
  let length: number | 'max' = 0;
  for (const [index, argument] of args.entries()) {
    const part = isNullConstant(argument) ? 1 : textLength(argument.type);
    const times = separators > 0 && index === 0 ? separators : 1;
    length = length === 'max' || part === 'max' ? 'max' : length + part * times;
  }
  const source = args.find((argument) => isUnicode(argument.type)) ?? args.find((argument) => isCharacter(argument.type)) ?? args[0];
  return variableText(source?.type ?? intType, length);
}

function cut(text: string, context: FunctionContext): string {
  const { length } = context.resultType;
  return typeof length === 'number' ? text.slice(0, length) : text;
}

function concat(args: readonly SqlValue[], context: FunctionContext): SqlValue {
  return cut(args.map((value, index) => (value === null ? '' : textAt(args, index, context))).join(''), context);
}

function concatWithSeparator(args: readonly SqlValue[], context: FunctionContext): SqlValue {
  const separator = args[0] === null ? '' : textAt(args, 0, context);
  const parts: string[] = [];
  for (let index = 1; index < args.length; index++) if (args[index] !== null) parts.push(textAt(args, index, context));
  return cut(parts.join(separator), context);
}

const soundexCodes: Readonly<Record<string, string>> = {
  B: '1',
  F: '1',
  P: '1',
  V: '1',
  C: '2',
  G: '2',
  J: '2',
  K: '2',
  Q: '2',
  S: '2',
  X: '2',
  Z: '2',
  D: '3',
  T: '3',
  L: '4',
  M: '5',
  N: '5',
  R: '6',
};

/** The four characters of the American Soundex code. */
function soundex(text: string): string {
  const letters = /^[A-Za-z]+/.exec(text)?.[0].toUpperCase() ?? '';
  if (letters === '') return '0000';
  let code = letters.charAt(0);
  let previous = soundexCodes[code] ?? '';
  for (const letter of letters.slice(1)) {
    const digit = soundexCodes[letter] ?? '';
    if (digit !== '' && digit !== previous) code += digit;
    // H and W do not part two equal sounds, vowels do.
    if (letter !== 'H' && letter !== 'W') previous = digit;
  }
  return code.slice(0, 4).padEnd(4, '0');
}

/** CONCAT to SOUNDEX. */
export const concatenationFunctions: FunctionTable = {
  CONCAT: lenient({ arity: [2, 254], type: (args) => joinedType(args, 0), apply: concat }),
  CONCAT_WS: lenient({
    arity: [3, 254],
    type: (args) => joinedType(args, args.length - 2),
    apply: concatWithSeparator,
  }),
  PATINDEX: strict({
    arity: 2,
    type: (args) => (lengthOf(argumentType(args, 1)) === 'max' ? bigintType : intType),
    apply: (args, context) => {
      const type = isCharacter(typeAt(context, 1)) ? commonType(typeAt(context, 1), typeAt(context, 0)) : typeAt(context, 0);
      const position = patternIndex(textAt(args, 0, context), textAt(args, 1, context), type);
      return context.resultType.name === 'bigint' ? BigInt(position) : position;
    },
  }),
  FORMAT: lenient({
    arity: [2, 3],
    type: (args) => {
      const type = argumentType(args, 0);
      if (!isNullConstant(args[0]) && !isNumeric(type) && !isDateTime(type)) throw invalidArgument(type, 1, 'format');
      return { name: 'nvarchar', length: 4000 };
    },
    apply: (args, context) => {
      const [value = null] = args;
      if (value === null || args[1] === null) return null;
      const culture = args.length > 2 && args[2] !== null ? textAt(args, 2, context) : 'en-US';
      return formatValue(value, typeAt(context, 0), textAt(args, 1, context), culture);
    },
  }),
  STRING_ESCAPE: strict({
    arity: 2,
    type: { name: 'nvarchar', length: 'max' },
    apply: (args, context) => {
      const kind = textAt(args, 1, context);
      if (kind.toLowerCase() !== 'json') {
        throw new SqlError(13621, 16, 1, `Escaping rule '${kind}' is not supported by STRING_ESCAPE function.`);
      }
      return escapeJson(textAt(args, 0, context));
    },
  }),
  SOUNDEX: strict({ arity: 1, type: { name: 'varchar', length: 5 }, apply: (args, context) => soundex(textAt(args, 0, context)) }),
  DIFFERENCE: strict({
    arity: 2,
    type: intType,
    apply: (args, context) => {
      const right = soundex(textAt(args, 1, context));
      return soundex(textAt(args, 0, context))
        .split('')
        .filter((character, index) => character === right.charAt(index)).length;
    },
  }),
};
