import type { ColumnMetadata } from 'tedious/lib/token/colmetadata-token-parser';
import { need } from './cellReader';
import type { CellReader } from './cellReader';
import { isPartiallyLengthPrefixed } from './columnType';
import { PlpCell } from './plpCell';

/** The column in which the server splits the text of FOR JSON and FOR XML over many rows. */
const SPLIT_COLUMN = /^(JSON|XML)_F52E2B61-18A1-11d1-B105-00805F49916B$/i;

/**
 * The reader of the one column of a result whose rows are the pieces of one text; undefined for every other result, also one whose only
 * column was given that name but holds something else. Pieces are written without quotes, NULL as nothing.
 */
export function splitTextReader(columns: readonly ColumnMetadata[]): CellReader | PlpCell | undefined {
  const [column, second] = columns;
  if (column === undefined || second !== undefined || !SPLIT_COLUMN.test(column.colName)) {
    return undefined;
  }
  switch (column.type.name) {
    case 'NVarChar':
      return isPartiallyLengthPrefixed(column) ? new PlpCell(column, true) : undefined;
    case 'NText':
      return readPieceOfNText;
    default:
      return undefined;
  }
}

/** A pointer with its length byte (0 is NULL), eight bytes of timestamp, a length of four bytes, the text (MS-TDS 2.2.5.4). */
function readPieceOfNText(...[view, at, out]: Parameters<CellReader>): number {
  need(view, at + 1);
  const pointer = view.getUint8(at);
  if (pointer === 0) {
    return at + 1;
  }
  const header = at + 1 + pointer + 8;
  need(view, header + 4);
  const start = header + 4;
  const end = start + view.getUint32(header, true);
  need(view, end);
  out.utf16(view, start, end);
  return end;
}
