import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import type { Bench, BenchResult } from '../bench';
import { callTool, timed } from '../calls/benchClient';
import { withHosts } from '../calls/withHosts';
import { milliseconds } from '../format';
import { runOnDriver } from '../reader/driverReader';
import { interleave, median } from '../statistics';

const warmUpCalls = 100;

/** Single calls over HTTP, next to a tool that does nothing on the bare SDK. */
export const toolCalls: Bench = {
  names: ['call_vs_empty', 'start_query_vs_empty', 'execute_query_vs_empty_and_driver'],
  measure: ({ runs, calls }) =>
    withHosts(async ({ product, bare, driver }) => {
      const sides = [
        () => timed(() => callTool(bare, 'empty')),
        () => timed(() => callTool(product, 'list_connections')),
        () => timed(() => runOnDriver(driver, 'SELECT 1')),
        () => timed(() => callTool(product, 'execute_query', { query: 'SELECT 1' })),
        () => timeOfStart(product),
      ];
      await interleave(sides, warmUpCalls);
      const given = await interleave(sides, runs * calls);
      const [empty = 0, list = 0, roundTrip = 0, execute = 0, start = 0] = given.map(median);
      const line = (name: string, what: string, ours: number, against: string, theirs: number, goal: number): BenchResult => ({
        name,
        what,
        against,
        ours: milliseconds(ours),
        theirs: milliseconds(theirs),
        ratio: ours / theirs,
        goal,
      });
      const emptyTool = 'an empty tool on the bare SDK';
      return [
        line('call_vs_empty', 'list_connections over HTTP', list, emptyTool, empty, 1.3),
        line('start_query_vs_empty', 'start_query to its answer', start, emptyTool, empty, 1.5),
        line(
          'execute_query_vs_empty_and_driver',
          'execute_query SELECT 1, warm',
          execute,
          `${emptyTool}, and the driver's round trip`,
          empty + roundTrip,
          1.25,
        ),
      ];
    }),
};

/** The session ends before the next call is timed. */
async function timeOfStart(product: Client): Promise<number> {
  let session: unknown;
  const time = await timed(async () => {
    session = (await callTool(product, 'start_query', { query: 'SELECT 1' }))['session_id'];
  });
  await callTool(product, 'get_session_status', { session_id: session, wait_seconds: 5 });
  return time;
}
