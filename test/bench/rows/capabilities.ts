import { parseConnectionString } from '../../../src/core/connections/connectionString';
import { CapabilityDetector } from '../../../src/core/capabilities/capabilityDetector';
import { SERVER, stateParts, stateQuestion } from '../../../src/sql/catalog/capabilityQuestions';
import { createSqlServer } from '../../../src/sql/sqlServer';
import type { Bench } from '../bench';
import { timed } from '../calls/benchClient';
import { milliseconds } from '../format';
import { openDriver, runOnDriver } from '../reader/driverReader';
import { connectionStringOf } from '../reader/sessionReader';
import { withBenchServer } from '../server/startBenchServer';
import { interleave, median } from '../statistics';

const warmUps = 10;

/** What a server can do. Answering the questions is the server's work, which is the sandbox here: the second line is without it. */
export const capabilities: Bench = {
  names: ['capabilities_cold_vs_round_trip', 'capabilities_cold_vs_its_questions', 'capabilities_cached_milliseconds'],
  measure: ({ runs, calls }) =>
    withBenchServer(async (address) => {
      const sql = createSqlServer();
      const driver = await openDriver(address);
      const target = { connection: 'bench', settings: parseConnectionString(connectionStringOf(address)) };
      const detector = new CapabilityDetector({ port: sql });
      try {
        const { texts, numbers, columns } = await sql.serverFacts(target);
        const majorVersion = Number.parseInt(texts.ProductVersion ?? '', 10);
        const state = stateQuestion(stateParts({ engineEdition: numbers.EngineEdition, majorVersion, columns }));
        await detector.capabilities(target);
        const sides = [
          () => timed(() => runOnDriver(driver, 'SELECT 1')),
          () =>
            timed(async () => {
              await runOnDriver(driver, SERVER);
              await runOnDriver(driver, state);
            }),
          () => timed(() => new CapabilityDetector({ port: sql }).capabilities(target)),
          () => timed(() => detector.capabilities(target)),
        ];
        await interleave(sides, warmUps);
        const [roundTrip = 0, questions = 0, cold = 0, cached = 0] = (await interleave(sides, runs * Math.ceil(calls / 10))).map(median);
        return [
          {
            name: 'capabilities_cold_vs_round_trip',
            what: 'what the server can do, asked',
            against: "the driver's round trip of SELECT 1",
            ours: milliseconds(cold),
            theirs: milliseconds(roundTrip),
            ratio: cold / roundTrip,
            goal: 5,
          },
          {
            name: 'capabilities_cold_vs_its_questions',
            what: 'what the server can do, asked',
            against: 'the same two questions on the bare driver',
            ours: milliseconds(cold),
            theirs: milliseconds(questions),
            ratio: cold / questions,
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
