import type { ResultColumn } from '../../sandbox/engine/session';
import { ByteWriter } from '../../sandbox/tds/byteWriter';
import { columnEncoder } from '../../sandbox/tds/columnEncoder';
import { writeRowToken } from '../../sandbox/tds/tokens';
import type { SqlType } from '../../sandbox/values/sqlType';
import type { SqlValue } from '../../sandbox/values/sqlValue';

const collation = 'SQL_Latin1_General_CP1_CI_AS';
/** Rows that differ; then they begin again. */
const differentRows = 10_000;
const rowsPerBlock = 1_000;
const daysTo2024 = 738_885;

interface PreparedColumn {
  readonly name: string;
  readonly type: SqlType;
  readonly nullable: boolean;
  readonly value: (row: number) => SqlValue;
}

/** Every `step`-th value is NULL. */
function sometimesNull(step: number, value: (row: number) => SqlValue): (row: number) => SqlValue {
  return (row) => (row % step === step - 1 ? null : value(row));
}

const names = ['Ana Costa', 'Zoë van Dijk', 'Customer of the northern region', 'Łukasz', '山田太郎', 'O\'Brien & Sons "Ltd"', 'Bo'];

/** Ten mixed columns: whole and exact numbers, a float with all its digits, moments, an identifier, text of several scripts, NULLs. */
const preparedColumns: readonly PreparedColumn[] = [
  { name: 'id', type: { name: 'int' }, nullable: false, value: (row) => row },
  { name: 'big', type: { name: 'bigint' }, nullable: true, value: (row) => BigInt(row) * 4_294_967_296_123n - 9_000_000_000_000_000n },
  {
    name: 'amount',
    type: { name: 'decimal', precision: 38, scale: 10 },
    nullable: true,
    // One in eight has more digits than a double.
    value: sometimesNull(20, (row) => ({
      kind: 'decimal',
      unscaled: (row % 8 === 0 ? 123_456_789_012_345_678_901n : 1n) * (BigInt(row) * 12_345_678_901n - 3_000_000_000_000n),
      scale: 10,
    })),
  },
  {
    name: 'price',
    type: { name: 'money' },
    nullable: true,
    value: (row) => ({ kind: 'decimal', unscaled: BigInt(row) * 12_345n, scale: 4 }),
  },
  { name: 'ratio', type: { name: 'float' }, nullable: true, value: sometimesNull(25, (row) => row / 7) },
  {
    name: 'created',
    type: { name: 'datetime2', scale: 7 },
    nullable: true,
    value: (row) => ({ kind: 'datetime', days: daysTo2024 + (row % 700), ticks: (row * 86_399_999) % 864_000_000_000 }),
  },
  {
    name: 'day',
    type: { name: 'date' },
    nullable: true,
    value: sometimesNull(10, (row) => ({ kind: 'datetime', days: daysTo2024 - (row % 20_000), ticks: 0 })),
  },
  {
    name: 'uid',
    type: { name: 'uniqueidentifier' },
    nullable: true,
    value: (row) => `${(row * 265_443).toString(16).toUpperCase().padStart(8, '0')}-1234-5678-9ABC-DEF012345678`,
  },
  {
    name: 'name',
    type: { name: 'nvarchar', length: 60, collation },
    nullable: true,
    value: sometimesNull(15, (row) => `${names[row % names.length] ?? ''} ${row}`),
  },
  { name: 'active', type: { name: 'bit' }, nullable: true, value: (row) => row & 1 },
];

export const preparedResultColumns: readonly ResultColumn[] = preparedColumns.map(({ name, type, nullable }) => ({
  name,
  type,
  nullable,
  identity: false,
  computed: false,
}));

/** The rows as ROW tokens, in blocks that repeat without end. */
export function preparedBlocks(): { readonly tokens: Buffer; readonly rows: number }[] {
  const encoders = preparedColumns.map(({ type, nullable }) =>
    columnEncoder(type, nullable, { json: false, vector: false, utf8: true, database: 'master', collation }),
  );
  return Array.from({ length: differentRows / rowsPerBlock }, (_, block) => {
    const writer = new ByteWriter(256 * 1024);
    for (let row = block * rowsPerBlock; row < (block + 1) * rowsPerBlock; row++) writeRow(writer, encoders, row);
    return { tokens: Buffer.from(writer.written()), rows: rowsPerBlock };
  });
}

function writeRow(writer: ByteWriter, encoders: readonly ReturnType<typeof columnEncoder>[], row: number): void {
  writeRowToken(writer);
  for (const [index, column] of preparedColumns.entries()) encoders[index]?.writeValue(writer, column.value(row));
}
