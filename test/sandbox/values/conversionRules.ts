import type { SqlType } from './sqlType';
import { isBinary, isCharacter, isDateTime, isDecimal, isExactNumeric, isFloat, isInteger, isMoney, isNumeric } from './types';
import { explicitNotAllowed, implicitNotAllowed, operandClash } from './valueErrors';

/** Whether a conversion happens by itself, only when asked for, or not at all. Source: the chart of "CAST and CONVERT". */
export type ConversionKind = 'implicit' | 'explicit' | 'none';

/** How a value of one type becomes one of another. */
export function conversionKind(from: SqlType, to: SqlType): ConversionKind {
  if (from.name === to.name) return 'implicit';
  if (to.name === 'table' || from.name === 'table') return 'none';
  if (to.name === 'sql_variant') return fitsVariant(from) ? 'implicit' : 'none';
  if (from.name === 'sql_variant') return fitsVariant(to) ? 'explicit' : 'none';
  if (from.name === 'text' || from.name === 'ntext')
    return isCharacter(to) || to.name === 'xml' || to.name === 'json' ? 'implicit' : 'none';
  if (to.name === 'text' || to.name === 'ntext') return isCharacter(from) ? 'implicit' : 'none';
  if (from.name === 'image') return isBinary(to) ? 'implicit' : to.name === 'xml' ? 'explicit' : 'none';
  if (to.name === 'image') return isBinary(from) || from.name === 'char' || from.name === 'varchar' ? 'implicit' : 'none';
  if (isCharacter(from)) return fromCharacter(to);
  if (isBinary(from)) return fromBinary(from, to);
  if (isDateTime(from)) return fromDateTime(from, to);
  if (isNumeric(from)) return fromNumber(from, to);
  return fromOther(from, to);
}

/**
 * Throws when the conversion does not exist or must be asked for: SqlError 206, 257 or 529.
 * A NULL constant needs no check: it takes any type.
 */
export function checkConversion(from: SqlType, to: SqlType, explicit: boolean): void {
  const kind = conversionKind(from, to);
  if (kind === 'implicit' || (kind === 'explicit' && explicit)) return;
  if (explicit) throw explicitNotAllowed(from, to);
  throw kind === 'explicit' ? implicitNotAllowed(from, to) : operandClash(from, to);
}

function fitsVariant(type: SqlType): boolean {
  if (type.length === 'max') return false;
  return !['text', 'ntext', 'image', 'xml', 'json', 'vector', 'rowversion', 'geometry', 'geography', 'hierarchyid', 'table'].includes(
    type.name,
  );
}

function isSpatial(type: SqlType): boolean {
  return type.name === 'geometry' || type.name === 'geography' || type.name === 'hierarchyid';
}

function fromCharacter(to: SqlType): ConversionKind {
  if (to.name === 'rowversion' || to.name === 'binary' || to.name === 'varbinary') return 'explicit';
  return 'implicit';
}

function fromBinary(from: SqlType, to: SqlType): ConversionKind {
  if (isBinary(to) || isCharacter(to) || isSpatial(to)) return 'implicit';
  if (isFloat(to) || to.name === 'json' || to.name === 'vector') return 'none';
  if (from.name === 'rowversion') {
    if (isExactNumeric(to)) return 'implicit';
    return to.name === 'datetime' || to.name === 'smalldatetime' ? 'implicit' : 'none';
  }
  if (to.name === 'date' || to.name === 'time' || to.name === 'datetime2' || to.name === 'datetimeoffset') return 'explicit';
  return 'implicit';
}

function fromDateTime(from: SqlType, to: SqlType): ConversionKind {
  if (isCharacter(to)) return 'implicit';
  if (isDateTime(to)) {
    const clash = (from.name === 'date' && to.name === 'time') || (from.name === 'time' && to.name === 'date');
    return clash ? 'none' : 'implicit';
  }
  if (to.name === 'binary' || to.name === 'varbinary') return 'explicit';
  const classic = from.name === 'datetime' || from.name === 'smalldatetime';
  return classic && isNumeric(to) ? 'explicit' : 'none';
}

function fromNumber(from: SqlType, to: SqlType): ConversionKind {
  if (isNumeric(to)) return 'implicit';
  if (isCharacter(to)) return isMoney(from) ? 'explicit' : 'implicit';
  if (to.name === 'binary' || to.name === 'varbinary') return 'implicit';
  if (to.name === 'rowversion') return isFloat(from) ? 'none' : 'implicit';
  if (to.name === 'datetime' || to.name === 'smalldatetime')
    return isInteger(from) || isDecimal(from) || isMoney(from) || isFloat(from) ? 'implicit' : 'none';
  return 'none';
}

function fromOther(from: SqlType, to: SqlType): ConversionKind {
  switch (from.name) {
    case 'uniqueidentifier':
      return isCharacter(to) || to.name === 'binary' || to.name === 'varbinary' ? 'implicit' : 'none';
    case 'xml':
      return isCharacter(to) || isBinary(to) ? 'explicit' : 'none';
    case 'json':
    case 'vector':
      return isCharacter(to) || to.name === 'json' ? 'implicit' : 'none';
    case 'hierarchyid':
    case 'geometry':
    case 'geography':
      return isCharacter(to) || isBinary(to) ? 'explicit' : 'none';
    default:
      return 'none';
  }
}
