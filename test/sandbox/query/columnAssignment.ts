import type { Column, Database, Table } from '../engine/model';
import { textByteLength } from '../values/convertText';
import { converter } from '../values/convert';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import { isBinary, isCharacter, isUnicode } from '../values/types';
import { dmlErrors } from './dmlErrors';
import type { Compiled } from '../select/scope';

/** Turns a value of an expression into one that the column stores. */
export type Assigner = (value: SqlValue) => SqlValue;

/**
 * Makes the conversion of an assignment. Throws SqlError 206 and 257 at once when the types do not convert; the function throws the errors of
 * conversion, and 2628 (8152 below compatibility level 150) for text or bytes that are too long for the column.
 */
export function assigner(from: SqlType, column: Column, table: Table, database: Database): Assigner {
  const to = column.type;
  const fit = converter(from, to);
  const { length } = to;
  if (typeof length !== 'number' || !(isCharacter(to) || isBinary(to))) return fit;
  if (
    isCharacter(from) ? isCharacter(to) && isWithin(from, to) : isBinary(from) && typeof from.length === 'number' && from.length <= length
  )
    return fit;
  if (isCharacter(from) && isCharacter(to)) {
    return (value) => {
      if (typeof value === 'string' && isTooLong(value, to, length)) {
        throw dmlErrors.truncated(database, table, column.name, value.slice(0, keptCharacters(value, to, length)));
      }
      return fit(value);
    };
  }
  if (isBinary(to)) {
    const whole = isBinary(from) || isCharacter(from) ? converter(from, { name: 'varbinary', length: 'max' }) : undefined;
    if (!whole) return fit;
    return (value) => {
      const bytes = whole(value);
      if (bytes instanceof Uint8Array && bytes.length > length && bytes.subarray(length).some((byte) => byte !== 0)) {
        throw dmlErrors.truncated(database, table, column.name, '');
      }
      return fit(value);
    };
  }
  return fit;
}

/** Text of the one type always fits the other. */
function isWithin(from: SqlType, to: SqlType): boolean {
  return (
    typeof from.length === 'number' &&
    typeof to.length === 'number' &&
    from.length <= to.length &&
    (isUnicode(to) || (!isUnicode(from) && from.collation === to.collation))
  );
}

/** Spaces at the end do not count. */
function isTooLong(text: string, type: SqlType, length: number): boolean {
  if (text.length <= length && isUnicode(type)) return false;
  const trimmed = text.replace(/ +$/, '');
  return (isUnicode(type) ? trimmed.length : textByteLength(trimmed, type)) > length;
}

function keptCharacters(text: string, type: SqlType, length: number): number {
  let kept = Math.min(text.length, length);
  while (!isUnicode(type) && kept > 0 && textByteLength(text.slice(0, kept), type) > length) kept--;
  return kept;
}

/** The conversion of an expression's value; the constant NULL suits every column. */
export function assignerOf(compiled: Pick<Compiled, 'type' | 'untyped'>, column: Column, table: Table, database: Database): Assigner {
  return compiled.untyped ? () => null : assigner(compiled.type, column, table, database);
}
