import { SqlError } from '../engine/sqlError';
import { decodeText, encodeText } from './codePage';
import { collationOf } from './collation';
import { binaryText, toText, utf16CodePage } from './format';
import { toStorageBytes } from './binaryForm';
import type { SqlValue } from './sqlValue';
import type { SqlType } from './sqlType';
import { isBinary, isCharacter, isDateTime, isFloat, isInteger, isMoney, isUnicode } from './types';
import { conversionOverflow, errorConverting, expressionOverflow } from './valueErrors';

const doubleByteOrUtf8: ReadonlySet<number> = new Set([932, 936, 949, 950, 65001]);

/** The code page of a character type's data; 1200 stands for the UTF-16LE of the national types. */
function codePageOf(type: SqlType): number {
  return isUnicode(type) ? utf16CodePage : collationOf(type.collation).codePage;
}

/** The bytes that a character value takes in storage. */
export function textToBytes(text: string, type: SqlType): Uint8Array {
  const codePage = codePageOf(type);
  return codePage === utf16CodePage ? Buffer.from(text, 'utf16le') : encodeText(text, codePage);
}

/** How many bytes a character value takes in storage. */
export function textByteLength(text: string, type: SqlType): number {
  const codePage = codePageOf(type);
  if (codePage === utf16CodePage) return text.length * 2;
  return doubleByteOrUtf8.has(codePage) && !isPlainAscii(text) ? encodeText(text, codePage).length : text.length;
}

function isPlainAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 126) return false;
  return true;
}

/** What remains of text when it is stored in the code page of a char or varchar type: characters that it lacks become `?`. */
function toCodePage(text: string, type: SqlType): string {
  if (isUnicode(type) || isPlainAscii(text)) return text;
  const codePage = codePageOf(type);
  return codePage === 65001 ? text : decodeText(encodeText(text, codePage), codePage);
}

/** Cuts text to the declared length of a character type, and fills char and nchar with spaces. */
export function fitText(text: string, type: SqlType): string {
  const { length } = type;
  if (length === undefined || length === 'max') return text;
  const codePage = codePageOf(type);
  if (codePage !== utf16CodePage && doubleByteOrUtf8.has(codePage) && !isPlainAscii(text)) return fitBytes(text, length, type, codePage);
  const cut = text.length > length ? text.slice(0, length) : text;
  return type.name === 'char' || type.name === 'nchar' ? cut.padEnd(length) : cut;
}

function fitBytes(text: string, length: number, type: SqlType, codePage: number): string {
  let used = 0;
  let kept = '';
  for (const character of text) {
    const size = encodeText(character, codePage).length;
    if (used + size > length) break;
    used += size;
    kept += character;
  }
  return type.name === 'char' ? kept + ' '.repeat(length - used) : kept;
}

/** Makes a function that converts non-null values of one type to a character type. Too long text is cut; too long numbers fail as in the product. */
export function textConverter(from: SqlType, to: SqlType, style: number | undefined): (value: SqlValue) => SqlValue {
  const collation = collationOf(to.collation);
  if (isCharacter(from)) {
    const samePage = isUnicode(to) || (!isUnicode(from) && collationOf(from.collation).codePage === collation.codePage);
    return (value) => {
      const text = typeof value === 'string' ? value : '';
      return fitText(samePage ? text : toCodePage(text, to), to);
    };
  }
  if (isBinary(from)) {
    return (value) => (value instanceof Uint8Array ? fitText(binaryText(value, style ?? 0, codePageOf(to)), to) : '');
  }
  const limit = typeof to.length === 'number' ? to.length : Infinity;
  return (value) => {
    const text = toText(value, from, style);
    if (text.length > limit && !isDateTime(from) && from.name !== 'xml' && from.name !== 'json') return tooLong(text, from, to);
    return fitText(toCodePage(text, to), to);
  };
}

function tooLong(text: string, from: SqlType, to: SqlType): string {
  if (isInteger(from)) {
    if (from.name !== 'bigint' && !isUnicode(to)) return fitText('*', to);
    throw expressionOverflow(to);
  }
  if (isMoney(from)) throw new SqlError(234, 16, 2, `There is insufficient result space to convert a ${from.name} value to ${to.name}.`);
  if (isFloat(from)) throw new SqlError(232, 16, 2, `Arithmetic overflow error for type ${to.name}, value = ${text}.`);
  if (from.name === 'uniqueidentifier') {
    throw new SqlError(8170, 16, 2, 'Insufficient result space to convert uniqueidentifier value to char.');
  }
  throw conversionOverflow(from, to);
}

/** Makes a function that converts non-null values of one type to binary, varbinary, image or rowversion. */
export function binaryConverter(from: SqlType, to: SqlType, style: number | undefined): (value: SqlValue) => SqlValue {
  // A number keeps its low bytes, everything else its first.
  const keepsTail = isInteger(from) || isMoney(from);
  const size = to.name === 'rowversion' ? 8 : typeof to.length === 'number' ? to.length : Infinity;
  const padded = to.name === 'binary' || to.name === 'rowversion';
  return (value) => {
    let bytes: Uint8Array | undefined;
    if (typeof value === 'string' && from.name !== 'uniqueidentifier') {
      bytes = style === 1 || style === 2 ? hexBytes(value, style, from, to) : textToBytes(value, from);
    } else bytes = toStorageBytes(value, from);
    if (bytes === undefined) throw errorConverting(from, to);
    if (bytes.length > size) return keepsTail ? bytes.slice(bytes.length - size) : bytes.slice(0, size);
    if (!padded || bytes.length === size) return bytes;
    const full = new Uint8Array(size);
    full.set(bytes, keepsTail || to.name === 'rowversion' ? size - bytes.length : 0);
    return full;
  };
}

function hexBytes(text: string, style: number, from: SqlType, to: SqlType): Uint8Array {
  const match = (style === 1 ? /^0x((?:[\da-f]{2})*)$/i : /^((?:[\da-f]{2})*)$/i).exec(text.trim());
  if (match === null) throw errorConverting(from, to);
  return Uint8Array.from(Buffer.from(match[1] ?? '', 'hex'));
}

/** Reads a uniqueidentifier, with or without braces; what follows the 36 characters does not count. Throws SqlError 8169. */
export function parseGuid(text: string): string {
  const match = /^\{?([\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12})/i.exec(text.trimStart());
  if (match === null || (text.trimStart().startsWith('{') && text.trimStart()[37] !== '}')) {
    throw new SqlError(8169, 16, 2, 'Conversion failed when converting from a character string to uniqueidentifier.');
  }
  return (match[1] ?? '').toUpperCase();
}
