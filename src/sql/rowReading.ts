import type { Connection } from 'tedious';
import type { RowBlock } from '../core/ports';
import type { RequestEnd } from './executeRequest';
import { executeRequest } from './executeRequest';
import type { EncodedParameter } from './parameters/encodedParameter';

/** One row of a small answer: JSON values as `values/cellEncoding.ts` describes them. */
export type Row = readonly unknown[];

export interface Rows extends RequestEnd {
  readonly rows: readonly Row[];
}

/** Runs a question whose answer is small, and reads all rows of all its results. */
export async function readRows(
  connection: Connection,
  text: string,
  parameters: readonly EncodedParameter[],
  signal: AbortSignal | undefined,
): Promise<Rows> {
  const rows: Row[] = [];
  const end = await executeRequest(
    connection,
    text,
    parameters,
    {
      columns: () => undefined,
      rows: (block) => {
        rows.push(...decodeRows(block));
      },
      message: () => undefined,
      statementDone: () => undefined,
    },
    signal,
  );
  return { ...end, rows };
}

/** The rows of a block as JSON values. */
export function decodeRows(block: RowBlock): Row[] {
  const text = new TextDecoder();
  let start = 0;
  return Array.from(block.ends, (end) => {
    const row: unknown = JSON.parse(text.decode(block.bytes.subarray(start, end)));
    start = end;
    return isRow(row) ? row : [];
  });
}

function isRow(value: unknown): value is Row {
  return Array.isArray(value);
}
