import type { Context } from 'mocha';
import { parseConnectionString } from '../../src/core/connections/connectionString';
import { describeTarget } from '../../src/core/connections/connectionStringFormat';
import { SprocketError } from '../../src/core/errors';
import type { MetadataPort } from '../../src/core/metadata/metadataPort';
import type {
  CatalogPort,
  ConnectionTarget,
  QueryParameter,
  ResultColumn,
  RowBlock,
  RunObserver,
  RunOutcome,
  ServerMessage,
  SqlServerPort,
} from '../../src/core/ports';
import type { ProcedurePort } from '../../src/core/procedures/procedurePort';
import type { CellRow } from '../../src/core/values/cellEncoding';
import { RowDecoder } from '../../src/core/values/rowDecoder';
import { createSqlServer } from '../../src/sql/sqlServer';
import { startSandbox } from '../sandbox/startSandbox';

/** A server to test against: the one of SPROCKET_TEST_CONNECTION, or a sandbox of its own. */
export interface TestServer {
  readonly sql: SqlServerPort & CatalogPort & MetadataPort & ProcedurePort;
  readonly target: ConnectionTarget;
  readonly isSandbox: boolean;
  close(): Promise<void>;
}

export async function startTestServer(): Promise<TestServer> {
  const given = process.env['SPROCKET_TEST_CONNECTION'];
  const sandbox = given === undefined || given === '' ? await startSandbox() : undefined;
  const settings = parseConnectionString(sandbox?.connectionString() ?? given ?? '');
  if (sandbox === undefined) {
    console.log(`      against ${describeTarget(settings)}`);
  }
  const sql = createSqlServer();
  return {
    sql,
    target: { connection: 'test', settings },
    isSandbox: sandbox !== undefined,
    close: async () => {
      await sql.close();
      await sandbox?.close();
    },
  };
}

/** What a batch gave. */
export interface BatchAnswer {
  readonly results: readonly { readonly columns: readonly ResultColumn[]; readonly rows: readonly CellRow[] }[];
  readonly messages: readonly ServerMessage[];
  readonly counts: readonly (number | undefined)[];
  readonly serverProcessId: number;
  readonly outcome: RunOutcome;
}

/** Runs a batch to its end. Throws the error with which it failed. `hear` is told of each event as it comes. */
export async function runText(
  server: TestServer,
  text: string,
  parameters: readonly QueryParameter[] = [],
  signal: AbortSignal = new AbortController().signal,
  hear: (event: 'columns' | 'rows' | 'message') => void = () => undefined,
): Promise<BatchAnswer> {
  const results: { columns: readonly ResultColumn[]; rows: CellRow[] }[] = [];
  const messages: ServerMessage[] = [];
  const counts: (number | undefined)[] = [];
  const decoder = new RowDecoder();
  let serverProcessId = 0;
  const observer: RunObserver = {
    connected: (id) => {
      serverProcessId = id;
    },
    columns: (columns, incoming) => {
      decoder.begin(incoming?.asSent());
      results.push({ columns, rows: [] });
      hear('columns');
    },
    rows: (block: RowBlock) => {
      for (const row of decoder.decode(block)) {
        results.at(-1)?.rows.push(row);
      }
      hear('rows');
    },
    message: (message) => {
      messages.push(message);
      hear('message');
    },
    statementDone: (count) => {
      counts.push(count);
    },
  };
  const outcome = await server.sql.run({ target: server.target, text, parameters }, observer, signal);
  if (outcome.error !== undefined) {
    throw outcome.error;
  }
  return { results, messages, counts, serverProcessId, outcome };
}

/** Skips a test that this server cannot do, and prints why. Any other failure stays one. */
export async function orSkip<T>(context: Context, numbers: readonly number[], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const refusal = error instanceof SprocketError ? error.sqlErrors.find((each) => numbers.includes(each.number)) : undefined;
    if (refusal !== undefined) {
      console.log(`      SKIPPED, this server cannot: ${refusal.number} ${refusal.message}`);
      context.skip();
    }
    throw error;
  }
}
