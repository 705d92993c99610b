import { Collation } from 'tedious/lib/collation';
import { TYPE } from 'tedious/lib/data-type';
import { SprocketError } from '../../core/errors';
import { hexCell, uniqueIdentifierCell } from './binaryCells';
import { need, writeNull } from './cellReader';
import type { JsonWriter } from './jsonWriter';
import { writeDecimal } from './numberCells';
import { textWriter, writeBitCell, writeDateTimeCell, writeFloatCell, writeInteger, writeMoneyCell, writeUtf16 } from './scalarCells';
import { writeDate, writeDateTime2, writeDateTimeOffset, writeTime } from './temporalCells';

const READABLE: ReadonlySet<string> = new Set([
  'TinyInt',
  'SmallInt',
  'Int',
  'BigInt',
  'Bit',
  'Real',
  'Float',
  'Money',
  'SmallMoney',
  'DateTime',
  'SmallDateTime',
  'Date',
  'Time',
  'DateTime2',
  'DateTimeOffset',
  'DecimalN',
  'NumericN',
  'UniqueIdentifier',
  'Binary',
  'VarBinary',
  'NChar',
  'NVarChar',
  'Char',
  'VarChar',
]);

/** sql_variant: length of four bytes (0 is NULL), base type, its properties, the value (MS-TDS 2.2.5.5.4). Written as its base type. */
export function readVariant(view: DataView, at: number, out: JsonWriter): number {
  need(view, at + 4);
  const length = view.getUint32(at, true);
  const end = at + 4 + length;
  if (length === 0) {
    writeNull(out);
    return end;
  }
  need(view, end);
  const properties = at + 6;
  const start = properties + view.getUint8(at + 5);
  writeBase(view.getUint8(at + 4), view, properties, start, end - start, out);
  return end;
}

/** Throws SprocketError `unsupported` for a base type that `readVariant` does not know. */
export function checkVariant(baseType: number): void {
  const name = TYPE[baseType]?.name;
  if (name === undefined || !READABLE.has(name)) {
    throw unreadable(baseType);
  }
}

function unreadable(baseType: number): SprocketError {
  const name = TYPE[baseType]?.name ?? String(baseType);
  return new SprocketError('unsupported', `The server sent a sql_variant of the type ${name}, which cannot be read.`);
}

function writeBase(baseType: number, view: DataView, properties: number, start: number, length: number, out: JsonWriter): void {
  const name = TYPE[baseType]?.name;
  switch (name) {
    case 'TinyInt':
    case 'SmallInt':
    case 'Int':
    case 'BigInt':
      writeInteger(view, start, length, out);
      return;
    case 'Bit':
      writeBitCell(view, start, length, out);
      return;
    case 'Real':
    case 'Float':
      writeFloatCell(view, start, length, out);
      return;
    case 'Money':
    case 'SmallMoney':
      writeMoneyCell(view, start, length, out);
      return;
    case 'DateTime':
    case 'SmallDateTime':
      writeDateTimeCell(view, start, length, out);
      return;
    case 'Date':
      writeDate(view, start, out);
      return;
    case 'Time':
      writeTime(view, start, view.getUint8(properties), out);
      return;
    case 'DateTime2':
      writeDateTime2(view, start, view.getUint8(properties), out);
      return;
    case 'DateTimeOffset':
      writeDateTimeOffset(view, start, view.getUint8(properties), out);
      return;
    case 'DecimalN':
    case 'NumericN':
      writeDecimal(view, start, length, view.getUint8(properties + 1), out);
      return;
    case 'UniqueIdentifier':
      uniqueIdentifierCell(view, start, out);
      return;
    case 'Binary':
    case 'VarBinary':
      hexCell(view, start, length, out);
      return;
    case 'NChar':
    case 'NVarChar':
      writeUtf16(view, start, length, out);
      return;
    case 'Char':
    case 'VarChar':
      textWriter(collationAt(view, properties))(view, start, length, out);
      return;
    default:
      throw unreadable(baseType);
  }
}

/** The collation is the first of the properties of a text, before the maximal length (MS-TDS 2.2.5.5.4). */
function collationAt(view: DataView, properties: number): Collation {
  return Collation.fromBuffer(Buffer.from(view.buffer, view.byteOffset + properties, 5));
}
