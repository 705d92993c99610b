import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import type { Bench } from '../bench';
import { callTool, timed } from '../calls/benchClient';
import { withHosts } from '../calls/withHosts';
import { milliseconds } from '../format';
import { preparedQuery } from '../reader/readerProtocol';
import { interleave, median } from '../statistics';

const pageRows = 100;
const warmUpPages = 50;

/** Pages of a large result: the first rows, which are still in memory, and the last, which are in the temporary file. */
export const pages: Bench = {
  names: ['page_at_end_vs_start'],
  measure: ({ rows, runs, calls }) =>
    withHosts(async ({ product }) => {
      const session = await runToEnd(product, rows);
      const page = (offset: number) => () => timed(() => readPage(product, session, offset));
      const sides = [page(0), page(rows - pageRows)];
      await interleave(sides, warmUpPages);
      const [first = 0, last = 0] = (await interleave(sides, runs * calls)).map(median);
      return [
        {
          name: 'page_at_end_vs_start',
          what: `a page of ${pageRows} rows at row ${(rows - pageRows).toLocaleString('en')}`,
          against: 'a page at row 0',
          ours: milliseconds(last),
          theirs: milliseconds(first),
          ratio: last / first,
          goal: 1.5,
        },
      ];
    }),
};

async function runToEnd(product: Client, rows: number): Promise<string> {
  const started = await callTool(product, 'start_query', { query: preparedQuery(rows) });
  const session = String(started['session_id']);
  let status: Readonly<Record<string, unknown>>;
  do status = await callTool(product, 'get_session_status', { session_id: session, wait_seconds: 10 });
  while (status['status'] === 'running');
  if (status['row_count'] !== rows) throw new Error(`The session ended with ${JSON.stringify(status)}`);
  return session;
}

async function readPage(product: Client, session: string, offset: number): Promise<void> {
  const page = await callTool(product, 'get_session_result', { session_id: session, offset, limit: pageRows });
  const { rows } = page;
  if (!Array.isArray(rows) || rows.length !== pageRows) throw new Error('The page has another number of rows.');
}
