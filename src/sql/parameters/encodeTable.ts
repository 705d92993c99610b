import { SprocketError } from '../../core/errors';
import type { TableCell, TableParameter } from '../../core/ports';
import type { DeclaredType } from '../../core/values/declaredType';
import { parseDeclaredType } from '../../core/values/declaredType';
import { encodeValue } from './encodeValue';
import type { EncodedParameter } from './encodedParameter';
import { encodeVariant, VARIANT_NULL, VARIANT_TYPE_INFO } from './encodeVariant';
import type { WireValue } from './wireValues';

/** MS-TDS 2.2.5.5.5: TVP_TYPE_INFO, and the tokens of its metadata and rows. */
const TABLE = 0xf3;
const ROW = Buffer.of(0x01);
const NO_BYTES = Buffer.alloc(0);
const END_TOKEN = 0x00;
const COLUMN_IS_DEFAULT = 0x0200;
const COLUMN_IS_NULLABLE = 0x0001;
const NO_COLLATION = Buffer.alloc(5);
const LARGE_TEXT_TYPES = new Set([0xe7, 0xa5]);
const LARGE = 0xffff;
const NULL_LARGE = Buffer.alloc(8, 0xff);

/**
 * A table-valued parameter whose bytes are made. Its type goes by the name that the declaration of sp_executesql gives, and stands on the wire
 * too, where a name of two parts is asked for. Throws invalid_input when a value does not fit its type.
 */
export function encodeTable(name: string, parameter: TableParameter): EncodedParameter {
  if (parameter.columns.length === 0) {
    throw wrong(name, 'it has no columns');
  }
  const { schema, table } = splitName(parameter.tableType);
  let sent = 0;
  const columns = parameter.columns.map(({ type, isDefault }) => {
    const index = isDefault ? undefined : sent++;
    return { isDefault, ...encodeColumn(name, type, index === undefined ? [] : parameter.rows.map((row) => row[index] ?? null)) };
  });
  const given = columns.filter((column) => !column.isDefault);
  const rows = (collation: Buffer): Buffer =>
    Buffer.concat(parameter.rows.flatMap((_, row) => [ROW, ...given.map(({ values }) => bytesOf(values[row], collation))]));
  return {
    name,
    type: {
      id: TABLE,
      type: 'ENCODED_TABLE',
      name: 'EncodedTable',
      declaration: () => `${parameter.tableType} READONLY`,
      validate: (given: unknown) => given,
      writeTypeInfo: (buffer) => {
        buffer.writeUInt8(TABLE);
        for (const part of ['', schema, table]) {
          buffer.writeUInt8(part.length);
          buffer.writeBuffer(Buffer.from(part, 'utf16le'));
        }
      },
      writeValue: (buffer, { collation }) => {
        const collationBytes = collation?.toBuffer().subarray(0, 5) ?? NO_COLLATION;
        buffer.writeUInt16LE(parameter.columns.length);
        for (const column of columns) {
          buffer.writeUInt32LE(0);
          buffer.writeUInt16LE(column.isDefault ? COLUMN_IS_DEFAULT : COLUMN_IS_NULLABLE);
          buffer.writeBuffer(column.typeInfo);
          if (column.hasCollation) {
            buffer.writeBuffer(collationBytes);
          }
          buffer.writeUInt8(0);
        }
        buffer.writeUInt8(END_TOKEN);
        buffer.writeBuffer(rows(collationBytes));
        buffer.writeUInt8(END_TOKEN);
      },
    },
  };
}

/** Text in a sql_variant has the collation of the database in the middle of it. */
type CellBytes = Buffer | ((collation: Buffer) => Buffer);

function bytesOf(cell: CellBytes | undefined, collation: Buffer): Buffer {
  return typeof cell === 'function' ? cell(collation) : (cell ?? NO_BYTES);
}

interface EncodedColumn {
  readonly typeInfo: Buffer;
  readonly hasCollation: boolean;
  readonly values: readonly CellBytes[];
}

/** All values of a column are of one type: when one needs the (max) form, all take it. */
function encodeColumn(name: string, typeText: string, given: readonly TableCell[]): EncodedColumn {
  const type = declaredType(name, typeText);
  if (type.name === 'sql_variant') {
    return { typeInfo: VARIANT_TYPE_INFO, hasCollation: false, values: given.map((cell) => variantCell(name, cell)) };
  }
  const wires = given.map((cell) => encodeCell(name, type, cell));
  const large = wires.find((wire) => isLarge(wire.typeInfo));
  const first = large ?? wires[0] ?? encodeCell(name, type, null);
  return {
    typeInfo: first.typeInfo,
    hasCollation: first.collation === true,
    values: wires.map((wire) => (large === undefined || isLarge(wire.typeInfo) ? wire.value : asLarge(wire.value))),
  };
}

function variantCell(name: string, cell: TableCell): CellBytes {
  if (typeof cell !== 'object' || cell === null) {
    if (cell !== null) {
      throw wrong(name, 'a sql_variant comes without its base type');
    }
    return VARIANT_NULL;
  }
  const type = declaredType(name, cell.type);
  if (cell.value === null) {
    return VARIANT_NULL;
  }
  const wire = encodeCell(name, type, cell.value);
  return (collation) => encodeVariant(type, wire, collation);
}

function encodeCell(name: string, type: DeclaredType, cell: TableCell): WireValue {
  const wire = encodeValue(type, typeof cell === 'object' && cell !== null ? cell.value : cell);
  if ('expected' in wire) {
    throw wrong(name, `a value of the type ${type.declaration} ${wire.reason}`);
  }
  return wire;
}

function declaredType(name: string, text: string): DeclaredType {
  const type = parseDeclaredType(text);
  if ('problem' in type) {
    throw wrong(name, type.problem);
  }
  return type;
}

function isLarge(typeInfo: Buffer): boolean {
  return LARGE_TEXT_TYPES.has(typeInfo[0] ?? 0) && typeInfo.readUInt16LE(1) === LARGE;
}

/** A value with a length of two bytes in the form of (max): its whole length, one chunk, the end. */
function asLarge(value: Buffer): Buffer {
  const length = value.readUInt16LE(0);
  if (length === LARGE) {
    return NULL_LARGE;
  }
  const head = Buffer.alloc(8);
  head.writeBigUInt64LE(BigInt(length));
  if (length === 0) {
    return Buffer.concat([head, Buffer.alloc(4)]);
  }
  const chunk = Buffer.alloc(4);
  chunk.writeUInt32LE(length);
  return Buffer.concat([head, chunk, value.subarray(2), Buffer.alloc(4)]);
}

function wrong(name: string, reason: string): SprocketError {
  return new SprocketError('invalid_input', `The rows of @${name} cannot be sent: ${reason}.`, {
    nextStep: `Correct the rows of @${name}.`,
  });
}

/** `[sales].[OrderLineList]` as two names. */
function splitName(text: string): { schema: string; table: string } {
  const parts = [...text.matchAll(/\[((?:[^\]]|\]\])+)\]|([^.[\]]+)/gu)].map(
    ([, quoted, plain]) => quoted?.replaceAll(']]', ']') ?? plain ?? '',
  );
  return { schema: parts.length > 1 ? (parts[0] ?? '') : '', table: parts.at(-1) ?? '' };
}
