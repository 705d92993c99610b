import type { Metadata } from 'tedious/lib/metadata-parser';
import { SprocketError } from '../../core/errors';
import type { CellReader } from './cellReader';
import { need, writeNull } from './cellReader';
import { hexCell, uniqueIdentifierCell } from './binaryCells';
import { writeDecimal } from './numberCells';
import type { CellWriter } from './scalarCells';
import { textWriter, writeBitCell, writeDateTimeCell, writeFloatCell, writeInteger, writeMoneyCell, writeUtf16 } from './scalarCells';
import { timeBytes, writeDate, writeDateTime2, writeDateTimeOffset, writeTime } from './temporalCells';
import { readVariant } from './variantCells';

/** Chooses the reader of a column that is not partially length-prefixed. */
export function columnReader(metadata: Metadata): CellReader {
  const scale = metadata.scale ?? 0;
  switch (metadata.type.name) {
    case 'Null':
      return (_view, at, out) => {
        writeNull(out);
        return at;
      };
    case 'TinyInt':
      return fixed(1, writeInteger);
    case 'SmallInt':
      return fixed(2, writeInteger);
    case 'Int':
      return fixed(4, writeInteger);
    case 'BigInt':
      return fixed(8, writeInteger);
    case 'Bit':
      return fixed(1, writeBitCell);
    case 'Real':
      return fixed(4, writeFloatCell);
    case 'Float':
      return fixed(8, writeFloatCell);
    case 'SmallMoney':
      return fixed(4, writeMoneyCell);
    case 'Money':
      return fixed(8, writeMoneyCell);
    case 'SmallDateTime':
      return fixed(4, writeDateTimeCell);
    case 'DateTime':
      return fixed(8, writeDateTimeCell);
    case 'IntN':
      return byteLength([1, 2, 4, 8], writeInteger);
    case 'BitN':
      return byteLength([1], writeBitCell);
    case 'FloatN':
      return byteLength([4, 8], writeFloatCell);
    case 'MoneyN':
      return byteLength([4, 8], writeMoneyCell);
    case 'DateTimeN':
      return byteLength([4, 8], writeDateTimeCell);
    case 'DecimalN':
    case 'NumericN':
      return byteLength([5, 9, 13, 17], (view, at, length, out) => {
        writeDecimal(view, at, length, scale, out);
      });
    case 'Date':
      return byteLength([3], (view, at, _length, out) => {
        writeDate(view, at, out);
      });
    case 'Time':
      return byteLength([timeBytes(scale)], (view, at, _length, out) => {
        writeTime(view, at, scale, out);
      });
    case 'DateTime2':
      return byteLength([timeBytes(scale) + 3], (view, at, _length, out) => {
        writeDateTime2(view, at, scale, out);
      });
    case 'DateTimeOffset':
      return byteLength([timeBytes(scale) + 5], (view, at, _length, out) => {
        writeDateTimeOffset(view, at, scale, out);
      });
    case 'UniqueIdentifier':
      return byteLength([16], (view, at, _length, out) => {
        uniqueIdentifierCell(view, at, out);
      });
    case 'Char':
    case 'VarChar':
      return shortLength(textWriter(metadata.collation));
    case 'NChar':
    case 'NVarChar':
      return shortLength(writeUtf16);
    case 'Binary':
    case 'VarBinary':
      return shortLength(hexCell);
    case 'Text':
      return textPointer(textWriter(metadata.collation));
    case 'NText':
      return textPointer(writeUtf16);
    case 'Image':
      return textPointer(hexCell);
    case 'Variant':
      return readVariant;
    default:
      throw new SprocketError('unsupported', `The server sent a column of the type ${metadata.type.name}, which cannot be read.`);
  }
}

function fixed(length: number, write: CellWriter): CellReader {
  return (view, at, out) => {
    need(view, at + length);
    write(view, at, length, out);
    return at + length;
  };
}

/** A length byte before the value; 0 is NULL. Another length than the type has means that the stream is not understood. */
function byteLength(lengths: readonly number[], write: CellWriter): CellReader {
  return (view, at, out) => {
    need(view, at + 1);
    const length = view.getUint8(at);
    const start = at + 1;
    if (length === 0) {
      writeNull(out);
      return start;
    }
    if (!lengths.includes(length)) {
      throw new SprocketError('internal', `The server sent a value of ${length} bytes, where ${lengths.join(', ')} are possible.`);
    }
    need(view, start + length);
    write(view, start, length, out);
    return start + length;
  };
}

/** Two length bytes before the value; 0xFFFF is NULL. */
function shortLength(write: CellWriter): CellReader {
  return (view, at, out) => {
    need(view, at + 2);
    const length = view.getUint16(at, true);
    const start = at + 2;
    if (length === 0xffff) {
      writeNull(out);
      return start;
    }
    need(view, start + length);
    write(view, start, length, out);
    return start + length;
  };
}

/** text, ntext, image: a pointer with its length byte (0 is NULL), eight bytes of timestamp, a length of four bytes. */
function textPointer(write: CellWriter): CellReader {
  return (view, at, out) => {
    need(view, at + 1);
    const pointer = view.getUint8(at);
    if (pointer === 0) {
      writeNull(out);
      return at + 1;
    }
    const header = at + 1 + pointer + 8;
    need(view, header + 4);
    const length = view.getUint32(header, true);
    const start = header + 4;
    need(view, start + length);
    write(view, start, length, out);
    return start + length;
  };
}
