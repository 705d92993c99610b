/**
 * How a value of SQL Server is written in JSON, to the last digit that the server sent. NULL is `null`.
 *
 * | type | JSON |
 * | --- | --- |
 * | bit | `true`, `false` |
 * | tinyint, smallint, int | number |
 * | bigint | string of all digits |
 * | decimal, numeric, money, smallmoney | string with all digits of the scale, trailing zeros too: `"1.5000"` |
 * | float | number: the shortest text that reads back the same |
 * | real | number: the shortest text that reads back the same as a 32-bit float |
 * | date | `"2024-01-31"` |
 * | time(s) | `"12:34:56.1234567"` with exactly s digits behind the second |
 * | datetime | `"2024-01-31T12:34:56.997"` |
 * | smalldatetime | `"2024-01-31T12:34:00"` |
 * | datetime2(s) | `"2024-01-31T12:34:56.1234567"` with exactly s digits |
 * | datetimeoffset(s) | local time and offset: `"2024-01-31T12:34:56.1234567+05:30"` |
 * | char, varchar, nchar, nvarchar, text, ntext, xml, json, vector | string; half a surrogate pair as `\uD83D` |
 * | binary, varbinary, image, rowversion, hierarchyid, geometry, geography, other CLR types | `"0x"` and upper-case hexadecimal digits |
 * | uniqueidentifier | string in upper case |
 * | sql_variant | as its base type |
 *
 * No time carries a `Z` or offset unless the type has one. The text of FOR JSON and FOR XML, which the server splits over many rows, is one
 * row with one string.
 */
export type CellValue = string | number | boolean | null;

export type CellRow = readonly CellValue[];

/** One row from its bytes. */
export function decodeRow(bytes: Uint8Array): CellRow {
  // A Buffer reads short texts several times faster than a TextDecoder.
  const row: unknown = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'));
  if (!isCellRow(row)) {
    throw new TypeError('not an encoded row');
  }
  return row;
}

function isCellRow(value: unknown): value is CellRow {
  return Array.isArray(value) && value.every((cell) => cell === null || typeof cell !== 'object');
}
