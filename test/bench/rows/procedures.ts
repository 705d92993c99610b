import { parseConnectionString } from '../../../src/core/connections/connectionString';
import { ProcedureCatalog } from '../../../src/core/procedures/procedureCatalog';
import { DESCRIBE } from '../../../src/sql/catalog/procedureQuestions';
import { createSqlServer } from '../../../src/sql/sqlServer';
import type { Bench, BenchResult } from '../bench';
import { timed } from '../calls/benchClient';
import { milliseconds } from '../format';
import { openDriver, runOnDriver } from '../reader/driverReader';
import { connectionStringOf } from '../reader/sessionReader';
import { withBenchServer } from '../server/startBenchServer';
import { interleave, median } from '../statistics';

const procedure = 'bench.usp_ManyParameters';
const warmUps = 10;
/** The catalog's question as a batch, which the driver runs without a client around it. */
const question = `DECLARE @schema sysname = N'bench', @name sysname = N'usp_ManyParameters';\n${DESCRIBE}`;

/** Discovering a procedure with 100 parameters. Most of the time is the server's, which is the sandbox here. */
export const procedures: Bench = {
  names: ['procedure_first_vs_round_trip', 'procedure_cached_vs_round_trip', 'procedure_first_vs_its_question'],
  measure: ({ runs, calls }) =>
    withBenchServer(async (address) => {
      const sql = createSqlServer();
      const driver = await openDriver(address);
      const target = { connection: 'bench', settings: parseConnectionString(connectionStringOf(address)) };
      const kept = new ProcedureCatalog(sql);
      try {
        const sides = [
          () => timed(() => runOnDriver(driver, 'SELECT 1')),
          () => timed(() => runOnDriver(driver, question)),
          () => timed(() => new ProcedureCatalog(sql).describe(target, procedure)),
          () => timed(() => kept.describe(target, procedure)),
        ];
        await interleave(sides, warmUps);
        const [roundTrip = 0, bare = 0, first = 0, cached = 0] = (await interleave(sides, runs * Math.ceil(calls / 10))).map(median);
        const line = (name: string, what: string, ours: number, against: string, theirs: number): BenchResult => ({
          name,
          what,
          against,
          ours: milliseconds(ours),
          theirs: milliseconds(theirs),
          ratio: ours / theirs,
        });
        const select = "the driver's round trip of SELECT 1";
        return [
          line('procedure_first_vs_round_trip', 'a procedure with 100 parameters, described', first, select, roundTrip),
          line('procedure_cached_vs_round_trip', 'the same, known and unchanged', cached, select, roundTrip),
          line(
            'procedure_first_vs_its_question',
            'a procedure with 100 parameters, described',
            first,
            'the same question on the bare driver',
            bare,
          ),
        ];
      } finally {
        driver.close();
        await sql.close();
      }
    }),
};
