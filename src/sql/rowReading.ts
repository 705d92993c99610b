import type { Connection } from 'tedious';
import type { CellRow } from '../core/values/cellEncoding';
import { RowDecoder } from '../core/values/rowDecoder';
import type { RequestEnd } from './executeRequest';
import { executeRequest } from './executeRequest';
import type { EncodedParameter } from './parameters/encodedParameter';

export interface Rows extends RequestEnd {
  readonly rows: readonly CellRow[];
}

/** Runs a question whose answer is small, and reads all rows of all its results. */
export async function readRows(
  connection: Connection,
  text: string,
  parameters: readonly EncodedParameter[],
  signal: AbortSignal | undefined,
): Promise<Rows> {
  const rows: CellRow[] = [];
  const decoder = new RowDecoder();
  const end = await executeRequest(
    connection,
    text,
    parameters,
    {
      columns: () => {
        decoder.begin();
      },
      rows: (block) => {
        rows.push(...decoder.decode(block));
      },
      message: () => undefined,
      statementDone: () => undefined,
    },
    signal,
  );
  return { ...end, rows };
}
