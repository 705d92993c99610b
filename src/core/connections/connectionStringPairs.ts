import { SprocketError } from '../errors';
import { findKeyword } from './connectionStringKeywords';

/** One `keyword=value` of a connection string, unquoted. */
export interface ConnectionStringPair {
  readonly keyword: string;
  readonly value: string;
  readonly quoted: boolean;
}

const QUOTING =
  'Put quotes around a value that contains a semicolon: Password="a;b" (double an inner quote), or Password={a;b} (write } as }}).';

/**
 * Splits `keyword=value;keyword=value`. Values may stand in '…', "…" or {…}, with the closing character doubled inside.
 * Throws SprocketError('invalid_input') that tells where, and never what the text was.
 */
export function splitPairs(text: string): ConnectionStringPair[] {
  const pairs: ConnectionStringPair[] = [];
  let position = 0;
  while (position < text.length) {
    const character = text.charAt(position);
    if (character === ';' || isSpace(character)) {
      position++;
      continue;
    }
    const equals = keywordEnd(text, position);
    if (equals === undefined) {
      throw fragmentError(pairs);
    }
    const keyword = text.slice(position, equals).trim().replaceAll('==', '=');
    if (keyword === '') {
      throw fragmentError(pairs);
    }
    const read = readValue(text, equals + 1, keyword);
    pairs.push({ keyword, value: read.value, quoted: read.quoted });
    position = read.end;
  }
  return pairs;
}

/** Position of the `=` that ends the keyword; undefined when the fragment has none. `==` is a literal `=`. */
function keywordEnd(text: string, start: number): number | undefined {
  for (let position = start; position < text.length; position++) {
    const character = text.charAt(position);
    if (character === ';') {
      return undefined;
    }
    if (character === '=') {
      if (text.charAt(position + 1) !== '=') {
        return position;
      }
      position++;
    }
  }
  return undefined;
}

interface ReadValue {
  readonly value: string;
  readonly quoted: boolean;
  readonly end: number;
}

function readValue(text: string, start: number, keyword: string): ReadValue {
  let position = start;
  while (position < text.length && isSpace(text.charAt(position))) {
    position++;
  }
  const open = text.charAt(position);
  if (open === "'" || open === '"') {
    const quoted = readQuoted(text, position, open);
    if (quoted === undefined) {
      throw new SprocketError('invalid_input', `The value of '${shown(keyword)}' opens a quote ${open} that is never closed.`, {
        expected: `A value in quotes ends with ${open} before the next semicolon; an inner ${open} is doubled.`,
        nextStep: QUOTING,
      });
    }
    return quoted;
  }
  if (open === '{') {
    // A brace is a quote in ODBC and JDBC only: where it does not close properly it belongs to the value.
    const quoted = readQuoted(text, position, '}');
    if (quoted !== undefined) {
      return quoted;
    }
  }
  const semicolon = text.indexOf(';', position);
  const end = semicolon === -1 ? text.length : semicolon;
  return { value: text.slice(position, end).trim(), quoted: false, end: end + 1 };
}

function readQuoted(text: string, open: number, close: string): ReadValue | undefined {
  let value = '';
  let position = open + 1;
  for (;;) {
    const next = text.indexOf(close, position);
    if (next === -1) {
      return undefined;
    }
    value += text.slice(position, next);
    if (text.charAt(next + 1) === close) {
      value += close;
      position = next + 2;
      continue;
    }
    let end = next + 1;
    while (end < text.length && isSpace(text.charAt(end))) {
      end++;
    }
    return end === text.length || text.charAt(end) === ';' ? { value, quoted: true, end: end + 1 } : undefined;
  }
}

function fragmentError(before: readonly ConnectionStringPair[]): SprocketError {
  const last = before.at(-1);
  if (last === undefined) {
    return new SprocketError('invalid_input', 'This is not a connection string: it has no keyword=value at its beginning.', {
      expected: 'Server=host,1433;Database=name;User ID=login;Password="…";Encrypt=true, or the ODBC, JDBC or mssql:// form of it',
      nextStep: 'Paste the whole connection string.',
    });
  }
  return new SprocketError('invalid_input', `What follows the value of '${shown(last.keyword)}' is not keyword=value.`, {
    expected: 'keyword=value pairs with a semicolon between them',
    nextStep: QUOTING,
  });
}

/** A keyword as it may be repeated in a message: what is none may be a piece of a password with a semicolon in it. */
function shown(keyword: string): string {
  return findKeyword(keyword) === undefined ? '…' : keyword;
}

function isSpace(character: string): boolean {
  return character === ' ' || character === '\t' || character === '\r' || character === '\n';
}
