import type { SqlType } from '../values/sqlType';
import type { SqlValue, TableValue } from '../values/sqlValue';
import type { ByteReader } from './byteReader';
import { ProtocolError } from './protocolError';
import { readTypeInfo, type TypedReader } from './typeReader';

/** MS-TDS 2.2.5.5.5: a table-valued parameter. */
const tableToken = { end: 0x00, row: 0x01, orderUnique: 0x10, columnOrdering: 0x11 } as const;
const noColumns = 0xffff;
const columnIsDefault = 0x0200;

interface ParameterColumn extends TypedReader {
  readonly ordinal: number;
  readonly isDefault: boolean;
}

/**
 * Reads the type and rows. Columns have no names on the wire. A column that takes its default in every row is left out, and the
 * others then tell their `ordinal`. NULL stands for a table without metadata, which the product takes as an empty table. Throws ProtocolError.
 */
export function readTableParameter(reader: ByteReader): { readonly type: SqlType; readonly value: SqlValue } {
  reader.uint8();
  reader.shortText();
  const schema = reader.shortText();
  const name = reader.shortText();
  const type: SqlType = name === '' ? { name: 'table' } : { name: 'table', userType: schema === '' ? name : `${schema}.${name}` };
  const count = reader.uint16();
  const columns = count === noColumns ? undefined : Array.from({ length: count }, (_, ordinal) => readColumn(reader, ordinal));
  const order = readOptionalMetadata(reader);
  const sent = arrange(columns ?? [], order).filter((column) => !column.isDefault);
  const rows = readRows(reader, sent);
  return { type, value: columns === undefined ? null : tableValue(columns, sent, rows) };
}

function readColumn(reader: ByteReader, ordinal: number): ParameterColumn {
  reader.uint32();
  const flags = reader.uint16();
  const { type, read } = readTypeInfo(reader);
  reader.shortText();
  return { type, read, ordinal, isDefault: (flags & columnIsDefault) !== 0 };
}

/** The order in which the rows give the columns, from 1; undefined when it is that of the type. Sort hints are read and dropped. */
function readOptionalMetadata(reader: ByteReader): readonly number[] | undefined {
  let order: readonly number[] | undefined;
  for (let token = reader.uint8(); token !== tableToken.end; token = reader.uint8()) {
    if (token === tableToken.orderUnique) reader.bytes(reader.uint16() * 3);
    else if (token === tableToken.columnOrdering) order = Array.from({ length: reader.uint16() }, () => reader.uint16());
    else throw new ProtocolError(`A table-valued parameter has the unknown token 0x${token.toString(16)}.`);
  }
  return order;
}

function arrange(columns: readonly ParameterColumn[], order: readonly number[] | undefined): readonly ParameterColumn[] {
  if (order === undefined) return columns;
  const arranged = order.flatMap((position) => columns[position - 1] ?? []);
  if (new Set(arranged).size !== columns.length)
    throw new ProtocolError('The column order of a table-valued parameter does not name every column once.');
  return arranged;
}

function readRows(reader: ByteReader, columns: readonly ParameterColumn[]): SqlValue[][] {
  const rows: SqlValue[][] = [];
  for (let token = reader.uint8(); token !== tableToken.end; token = reader.uint8()) {
    if (token !== tableToken.row) throw new ProtocolError(`A table-valued parameter has the unknown token 0x${token.toString(16)}.`);
    rows.push(columns.map((column) => column.read(reader)));
  }
  return rows;
}

/** Brings the values back into the order of the type. */
function tableValue(columns: readonly ParameterColumn[], sent: readonly ParameterColumn[], rows: readonly SqlValue[][]): TableValue {
  const positions = sent.map((column, position) => ({ column, position })).toSorted((a, b) => a.column.ordinal - b.column.ordinal);
  const complete = sent.length === columns.length;
  return {
    kind: 'table',
    columns: positions.map(({ column }) => ({ name: '', type: column.type, ...(complete ? {} : { ordinal: column.ordinal }) })),
    rows: rows.map((row) => positions.map(({ position }) => row[position] ?? null)),
  };
}
