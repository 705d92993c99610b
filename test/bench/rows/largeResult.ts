import type { Bench, BenchResult } from '../bench';
import { endScript, startScript } from '../childProcess';
import { megabytes, milliseconds } from '../format';
import { readReport } from '../reader/readerProtocol';
import type { ReaderKind, ReaderReport, ServerAddress } from '../reader/readerProtocol';
import { withBenchServer } from '../server/startBenchServer';
import { interleave, median } from '../statistics';

interface Side {
  readonly milliseconds: number;
  readonly cpuMilliseconds: number;
  readonly memoryGrowth: number;
}

/** The large result through a session, next to the bare driver, `mssql` and a bare socket. */
export const largeResult: Bench = {
  names: ['source_vs_driver', 'session_vs_driver', 'session_vs_mssql', 'session_memory_vs_mssql', 'ten_sessions_memory'],
  measure: ({ rows, runs }) =>
    withBenchServer(async (server) => {
      const reader =
        (kind: ReaderKind, atOnce = 1) =>
        (): Promise<ReaderReport> =>
          read({ kind, server, rows, atOnce });
      const given = await interleave([reader('socket'), reader('driver'), reader('mssql'), reader('session'), reader('session', 10)], runs);
      const [socket, driver, mssql, session, ten] = given.map(middle);
      if (socket === undefined || driver === undefined || mssql === undefined || session === undefined || ten === undefined) return [];
      const speed = (side: Side): string => `${milliseconds(side.milliseconds)}, ${Math.round(rows / side.milliseconds)} rows/ms`;
      const time = (name: string, what: string, ours: Side, against: string, theirs: Side, goal?: number): BenchResult => ({
        name,
        what,
        against,
        ours: speed(ours),
        theirs: speed(theirs),
        ratio: ours.milliseconds / theirs.milliseconds,
        ...(goal === undefined ? {} : { goal }),
        cpuRatio: ours.cpuMilliseconds / theirs.cpuMilliseconds,
      });
      const memory = (name: string, what: string, ours: Side, against: string, theirs: Side, goal: number): BenchResult => ({
        name,
        what,
        against,
        ours: megabytes(ours.memoryGrowth),
        theirs: megabytes(theirs.memoryGrowth),
        // A small result may need none.
        ratio: ours.memoryGrowth / Math.max(1, theirs.memoryGrowth),
        goal,
      });
      return [
        time('source_vs_driver', 'the source of the rows: a socket that drops their bytes', socket, 'the driver dropping the rows', driver),
        time('session_vs_driver', 'a session, stored and pageable', session, 'the driver dropping the rows', driver, 0.7),
        time('session_vs_mssql', 'a session, stored and pageable', session, 'mssql request.query()', mssql, 0.5),
        memory('session_memory_vs_mssql', 'memory of a session', session, 'mssql request.query()', mssql, 0.1),
        memory('ten_sessions_memory', 'memory of ten sessions at once', ten, 'one session', session, 2),
      ];
    }),
};

/** What memory rises by depends on what a process had before, and so on its loader: all readers keep that of the tests. */
const readerLoader = ['--import', 'tsx'];

async function read(task: { kind: ReaderKind; server: ServerAddress; rows: number; atOnce: number }): Promise<ReaderReport> {
  const { line, child } = await startScript('reader/main.ts', [JSON.stringify(task)], readerLoader);
  await endScript(child);
  return readReport(line);
}

function middle(reports: readonly ReaderReport[]): Side {
  return {
    milliseconds: median(reports.map((report) => report.milliseconds)),
    cpuMilliseconds: median(reports.map((report) => report.cpuMilliseconds)),
    memoryGrowth: median(reports.map((report) => report.memoryGrowth)),
  };
}
