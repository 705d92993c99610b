import { syntaxError } from './syntaxErrors';
import type { Token, TokenKind } from './token';

const wordPattern = /[\p{L}_#][\p{L}\p{Nd}_@#$]*/uy;
const variablePattern = /@[\p{L}\p{Nd}_@#$]*/uy;
const pseudoColumnPattern = /\$(?:action|identity|rowguid|partition|cuid)\b/iy;
const moneyPattern = /[$£€¥]\s*[+-]?\d*(?:\.\d*)?/uy;
const binaryPattern = /0[xX](?:[0-9a-fA-F]|\\\r?\n)*/y;
const numberPattern = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d*)?/y;
const spacePattern = /[\s\p{Cc}\ufeff]+/uy;
const operators = ['||=', '<>', '<=', '>=', '!=', '!<', '!>', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '||', '::'];
const singleOperators = new Set('+-*/%&|^~=<>!(),;.:{}');

/**
 * Splits a batch into tokens; the last one is of kind `end`. With `quotedIdentifier` false, "…" is a character string.
 * Throws SqlError 105 (open quotation mark), 113 (open comment), 1038 (empty name), 102 (a character T-SQL does not know).
 */
export function tokenize(text: string, quotedIdentifier = true): Token[] {
  const tokens: Token[] = [];
  let offset = 0;
  let line = 1;

  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = offset;
    return pattern.exec(text)?.[0];
  };
  const countLines = (from: number, to: number): void => {
    for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) line++;
  };
  const push = (kind: TokenKind, value: string, length: number, upper = ''): void => {
    tokens.push({ kind, text: value, upper, start: offset, end: offset + length, line });
    countLines(offset, offset + length);
    offset += length;
  };
  const skip = (to: number): void => {
    countLines(offset, to);
    offset = to;
  };

  while (offset < text.length) {
    const space = match(spacePattern);
    if (space !== undefined) {
      skip(offset + space.length);
      continue;
    }
    if (text.startsWith('--', offset)) {
      const end = text.indexOf('\n', offset);
      skip(end === -1 ? text.length : end);
      continue;
    }
    if (text.startsWith('/*', offset)) {
      const end = endOfComment(text, offset);
      if (end === -1) throw syntaxError(113, "Missing end comment mark '*/'.", line);
      skip(end);
      continue;
    }
    const character = text.charAt(offset);
    if (character === "'" || ((character === 'N' || character === 'n') && text[offset + 1] === "'")) {
      const open = character === "'" ? offset : offset + 1;
      const end = closing(text, open, "'");
      if (end === -1) throw unclosed(text.slice(open + 1), line);
      push(open === offset ? 'string' : 'nationalString', stringValue(text.slice(open + 1, end), "'"), end + 1 - offset);
      continue;
    }
    if (character === '"' || character === '[') {
      const close = character === '[' ? ']' : '"';
      const end = closing(text, offset, close);
      if (end === -1) throw unclosed(text.slice(offset + 1), line);
      const raw = text.slice(offset + 1, end);
      if (character === '"' && !quotedIdentifier) push('string', stringValue(raw, close), end + 1 - offset);
      else {
        if (raw === '') throw emptyName(line);
        push('name', raw.replaceAll(close + close, close), end + 1 - offset);
      }
      continue;
    }
    const variable = match(variablePattern);
    if (variable !== undefined) {
      if (variable.startsWith('@@')) push('globalVariable', variable, variable.length, variable.toUpperCase());
      else push('variable', variable, variable.length);
      continue;
    }
    const word = match(wordPattern) ?? match(pseudoColumnPattern);
    if (word !== undefined) {
      push('word', word, word.length, word.toUpperCase());
      continue;
    }
    const binary = match(binaryPattern);
    if (binary !== undefined) {
      push('binary', binary.replaceAll(/\\\r?\n/g, ''), binary.length);
      continue;
    }
    const number = match(numberPattern);
    if (number !== undefined) {
      push('number', number, number.length);
      continue;
    }
    const money = match(moneyPattern);
    if (money !== undefined) {
      push('money', money, money.length);
      continue;
    }
    const operator =
      operators.find((candidate) => text.startsWith(candidate, offset)) ?? (singleOperators.has(character) ? character : undefined);
    if (operator === undefined) throw syntaxError(102, `Incorrect syntax near '${character}'.`, line);
    push('operator', operator, operator.length, operator);
  }
  tokens.push({ kind: 'end', text: '', upper: '', start: text.length, end: text.length, line });
  return tokens;
}

/** The offset behind the comment that opens at `start`, or -1 when it is never closed. T-SQL comments nest. */
export function endOfComment(text: string, start: number): number {
  const marks = /\/\*|\*\//g;
  marks.lastIndex = start;
  let depth = 0;
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    depth += mark[0] === '/*' ? 1 : -1;
    if (depth === 0) return marks.lastIndex;
  }
  return -1;
}

/** The offset of the closing quote for the one at `open`, doubled quotes passed over, or -1. */
export function closing(text: string, open: number, quote: string): number {
  let at = text.indexOf(quote, open + 1);
  while (at !== -1 && text[at + 1] === quote) at = text.indexOf(quote, at + 2);
  return at;
}

/** A backslash before a line end continues a constant on the next line. */
function stringValue(raw: string, quote: string): string {
  const undoubled = raw.replaceAll(quote + quote, quote);
  return undoubled.includes('\\') ? undoubled.replaceAll(/\\\r?\n/g, '') : undoubled;
}

function unclosed(rest: string, line: number): Error {
  return syntaxError(105, `Unclosed quotation mark after the character string '${rest}'.`, line);
}

function emptyName(line: number): Error {
  const message =
    'An object or column name is missing or empty. For SELECT INTO statements, verify each column has a name. ' +
    'For other statements, look for empty alias names. Aliases defined as "" or [] are not allowed. Change the alias to a valid name.';
  return syntaxError(1038, message, line);
}
