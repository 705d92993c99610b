import { SprocketError } from '../errors';
import type { QualifiedName } from '../ports';
import { quoteName } from './quoteName';
import { isReservedKeyword } from './reservedKeywords';

/** sysname is nvarchar(128). */
const longestPart = 128;
const expected =
  'a name of one to three parts: table, schema.table or database.schema.table; brackets or double quotes around a part that needs them';

/**
 * Takes a name apart as T-SQL does: `[my.schema].[t]`, `"a b".t`, `db..t`; `]]` inside brackets is one `]`.
 * Throws invalid_input for what is no name, and unsupported for four parts (a linked server).
 */
export function parseQualifiedName(text: string): QualifiedName {
  const parts = splitParts(text);
  const name = parts.at(-1);
  if (name === undefined || name === '') {
    throw notAName(text);
  }
  if (parts.length > 4) {
    throw notAName(text);
  }
  if (parts.length === 4) {
    throw new SprocketError('unsupported', `${quoted(text)} has four parts; names of linked servers are not supported.`, {
      expected,
      nextStep: 'Leave out the server part and choose the server with the connection parameter.',
    });
  }
  const schema = parts.at(-2);
  const database = parts.at(-3);
  if (database === '') {
    throw notAName(text);
  }
  return {
    name,
    ...(schema === undefined || schema === '' ? {} : { schema }),
    ...(database === undefined ? {} : { database }),
  };
}

function splitParts(text: string): string[] {
  const source = text.trim();
  const parts: string[] = [];
  let position = 0;
  for (;;) {
    const part = readPart(source, position, text);
    if (part.value.length > longestPart) {
      throw notAName(text);
    }
    parts.push(part.value);
    position = part.end;
    if (position >= source.length) {
      return parts;
    }
    if (source[position] !== '.') {
      throw notAName(text);
    }
    position += 1;
  }
}

function readPart(source: string, start: number, text: string): { value: string; end: number } {
  let position = start;
  while (source[position] === ' ') {
    position += 1;
  }
  const open = source[position];
  if (open !== '[' && open !== '"') {
    const dot = source.indexOf('.', position);
    const end = dot === -1 ? source.length : dot;
    const value = source.slice(position, end).trim();
    if (/[\s[\]"';]/u.test(value)) {
      throw notAName(text);
    }
    return { value, end };
  }
  const close = open === '[' ? ']' : '"';
  let value = '';
  for (position += 1; position < source.length; position += 1) {
    const character = source[position] ?? '';
    if (character !== close) {
      value += character;
    } else if (source[position + 1] === close) {
      value += close;
      position += 1;
    } else {
      if (value === '') {
        throw notAName(text);
      }
      let end = position + 1;
      while (source[end] === ' ') {
        end += 1;
      }
      return { value, end };
    }
  }
  throw notAName(text);
}

function notAName(text: string): SprocketError {
  return new SprocketError('invalid_input', `${quoted(text)} is not a valid object name.`, { expected });
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);
}

/** The name as a person writes it: brackets only where T-SQL needs them. */
export function formatQualifiedName(name: QualifiedName): string {
  return [name.database, name.schema, name.name]
    .filter((part) => part !== undefined)
    .map((part) => (isRegularIdentifier(part) ? part : quoteName(part)))
    .join('.');
}

/** Documentation, "Database identifiers": letters and decimal digits without supplementary characters, no reserved word; one that begins with @ is a variable. */
function isRegularIdentifier(part: string): boolean {
  return /^[\p{L}_#][\p{L}\p{Nd}_@#$]*$/u.test(part) && !/[\ud800-\udfff]/.test(part) && !isReservedKeyword(part);
}
