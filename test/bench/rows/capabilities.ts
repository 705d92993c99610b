import { CapabilityDetector } from '../../../src/core/capabilities/capabilityDetector';
import { parseConnectionString } from '../../../src/core/connections/connectionString';
import { SERVER_AND_STATE } from '../../../src/sql/catalog/capabilityQuestions';
import { createSqlServer } from '../../../src/sql/sqlServer';
import type { Bench } from '../bench';
import { timed } from '../calls/benchClient';
import { milliseconds } from '../format';
import { openDriver, runOnDriver } from '../reader/driverReader';
import { connectionStringOf } from '../reader/sessionReader';
import { withBenchServer } from '../server/startBenchServer';
import { interleave, median } from '../statistics';

const warmUps = 500;
/** A server that is asked once an hour is idle, and so is who asks. Also, the connection is reset behind each question. */
const restMilliseconds = 10;

/** What a server can do. Answering the question is the server's work, which is the sandbox here: the second line is without it. */
export const capabilities: Bench = {
  names: [
    'capabilities_cold_vs_round_trip',
    'capabilities_cold_vs_its_question',
    'capabilities_in_a_row_vs_round_trip',
    'capabilities_cached_milliseconds',
  ],
  measure: ({ runs, calls }) =>
    withBenchServer(async (address) => {
      const sql = createSqlServer();
      const driver = await openDriver(address);
      const target = { connection: 'bench', settings: parseConnectionString(connectionStringOf(address)) };
      const detector = new CapabilityDetector({ port: sql });
      try {
        await detector.capabilities(target);
        const sides = [
          () => timed(() => runOnDriver(driver, 'SELECT 1')),
          () => timed(() => runOnDriver(driver, SERVER_AND_STATE)),
          () => timed(() => detector.capabilities(target, { refresh: true })),
          () => timed(() => detector.capabilities(target)),
        ];
        await interleave(sides, warmUps);
        const rounds = runs * Math.ceil(calls / 10);
        const [tripInARow = 0, , inARow = 0] = (await interleave(sides, rounds)).map(median);
        const [trip = 0, question = 0, cold = 0, cached = 0] = (await interleave(sides, rounds, restMilliseconds)).map(median);
        const asked = 'what the server can do, asked';
        const roundTrip = "the driver's round trip of SELECT 1";
        const compared = (ours: number, theirs: number) => ({
          ours: milliseconds(ours),
          theirs: milliseconds(theirs),
          ratio: ours / theirs,
        });
        return [
          { name: 'capabilities_cold_vs_round_trip', what: asked, against: roundTrip, ...compared(cold, trip), goal: 5 },
          {
            name: 'capabilities_cold_vs_its_question',
            what: asked,
            against: 'the same question on the bare driver',
            ...compared(cold, question),
          },
          {
            name: 'capabilities_in_a_row_vs_round_trip',
            what: 'the same, again and again without a rest',
            against: roundTrip,
            ...compared(inARow, tripInARow),
          },
          {
            name: 'capabilities_cached_milliseconds',
            what: 'what the server can do, known',
            against: '',
            ours: milliseconds(cached),
            theirs: '',
            ratio: cached,
            goal: 1,
          },
        ];
      } finally {
        driver.close();
        await sql.close();
      }
    }),
};
