import type { Metadata } from 'tedious/lib/metadata-parser';
import { SprocketError } from '../../core/errors';
import { checkVariant } from './variantCells';
import { timeBytes } from './temporalCells';

/** How the end of a value is found (MS-TDS 2.2.5.2). */
export interface CellLength {
  readonly kind: typeof FIXED | typeof BYTE | typeof SHORT | typeof VARIANT;
  /** FIXED: bytes. BYTE: a bit for each length that the type has. */
  readonly lengths: number;
}

const FIXED = 0;
const BYTE = 1;
const SHORT = 2;
const VARIANT = 3;
/** NULL where two bytes say the length. */
const SHORT_NULL = 0xffff;

/** undefined: one of the columns has values of any size. */
export function cellLengths(columns: readonly Metadata[]): readonly CellLength[] | undefined {
  const lengths = columns.map(cellLength);
  return lengths.every((length) => length !== undefined) ? lengths : undefined;
}

function cellLength(metadata: Metadata): CellLength | undefined {
  const scale = metadata.scale ?? 0;
  switch (metadata.type.name) {
    case 'Null':
      return fixed(0);
    case 'TinyInt':
    case 'Bit':
      return fixed(1);
    case 'SmallInt':
      return fixed(2);
    case 'Int':
    case 'Real':
    case 'SmallMoney':
    case 'SmallDateTime':
      return fixed(4);
    case 'BigInt':
    case 'Float':
    case 'Money':
    case 'DateTime':
      return fixed(8);
    case 'IntN':
      return byte(1, 2, 4, 8);
    case 'BitN':
      return byte(1);
    case 'FloatN':
    case 'MoneyN':
    case 'DateTimeN':
      return byte(4, 8);
    case 'DecimalN':
    case 'NumericN':
      return byte(5, 9, 13, 17);
    case 'Date':
      return byte(3);
    case 'Time':
      return byte(timeBytes(scale));
    case 'DateTime2':
      return byte(timeBytes(scale) + 3);
    case 'DateTimeOffset':
      return byte(timeBytes(scale) + 5);
    case 'UniqueIdentifier':
      return byte(16);
    case 'Char':
    case 'VarChar':
    case 'NChar':
    case 'NVarChar':
    case 'Binary':
    case 'VarBinary':
      return metadata.dataLength === SHORT_NULL ? undefined : { kind: SHORT, lengths: 0 };
    case 'Variant':
      return { kind: VARIANT, lengths: 0 };
    default:
      return undefined;
  }
}

function fixed(length: number): CellLength {
  return { kind: FIXED, lengths: length };
}

function byte(...lengths: readonly number[]): CellLength {
  return { kind: BYTE, lengths: lengths.reduce((bits, length) => bits | (1 << length), 0) };
}

/**
 * Where the value that begins at `at` ends; beyond `limit`, where the bytes end, when it is not whole: then at least so many bytes are needed.
 * Throws SprocketError for a length that the type does not have, and for a variant that cannot be read.
 */
export function skipCell({ kind, lengths }: CellLength, buffer: Buffer, at: number, limit: number): number {
  switch (kind) {
    case FIXED:
      return at + lengths;
    case BYTE: {
      if (at >= limit) {
        return at + 1;
      }
      const length = buffer[at] ?? 0;
      if (length !== 0 && (length > 31 || (lengths & (1 << length)) === 0)) {
        throw new SprocketError('internal', `The server sent a value of ${String(length)} bytes, which its type does not have.`);
      }
      return at + 1 + length;
    }
    case SHORT: {
      if (at + 2 > limit) {
        return at + 2;
      }
      const length = (buffer[at] ?? 0) | ((buffer[at + 1] ?? 0) << 8);
      return at + 2 + (length === SHORT_NULL ? 0 : length);
    }
    case VARIANT: {
      if (at + 4 > limit) {
        return at + 4;
      }
      const length = buffer.readUInt32LE(at);
      if (length !== 0 && at + 4 < limit) {
        checkVariant(buffer[at + 4] ?? 0);
      }
      return at + 4 + length;
    }
  }
}
