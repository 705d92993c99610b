import assert from 'node:assert/strict';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { z } from 'zod';
import { call, errorOf } from './mcpHost';
import type { Answer } from './mcpHost';
import { SandboxHost } from './sandboxHost';

export const table = z.object({
  columns: z.array(z.string()),
  rows: z.array(z.array(z.union([z.string(), z.number(), z.boolean(), z.null()]))),
});
const password = 'Visitor-1-of-this-test';

/** The rows of a table as objects. */
export function records(given: unknown): Record<string, unknown>[] {
  const { columns, rows } = table.parse(given);
  return rows.map((row) => Object.fromEntries(columns.map((name, index) => [name, row[index]])));
}

/** The sample over a client, with logins of few rights: `visitor` executes what is in dbo, `reader` reads its definitions. */
export class ProcedureHost {
  private constructor(
    readonly host: SandboxHost,
    readonly client: Client,
  ) {}

  static async start(): Promise<ProcedureHost> {
    const host = await SandboxHost.start((sandbox) => ({
      visitor: sandbox.connectionString({ user: 'visitor', password }),
      reader: sandbox.connectionString({ user: 'reader', password }),
    }));
    const started = new ProcedureHost(host, await host.client());
    await started.script(`CREATE LOGIN visitor WITH PASSWORD = '${password}';
CREATE USER visitor FOR LOGIN visitor;
CREATE LOGIN reader WITH PASSWORD = '${password}';
CREATE USER reader FOR LOGIN reader;
GRANT EXECUTE ON SCHEMA::dbo TO visitor;
GRANT VIEW DEFINITION ON SCHEMA::dbo TO reader;`);
    return started;
  }

  stop(): Promise<void> {
    return this.host.stop();
  }

  /** Runs batches in the sample database, beside the product. */
  async script(text: string): Promise<void> {
    await this.host.sandbox.engine.runScript(`USE SprocketShop;\nGO\n${text}`);
  }

  /** The answer of a call that must succeed. */
  async answer(tool: string, input: Record<string, unknown>): Promise<Answer> {
    const answer = await call(this.client, tool, input);
    assert.equal(answer.isError, false, answer.text);
    return answer;
  }

  /** The error of a call that must fail. */
  async refusal(tool: string, input: Record<string, unknown>): Promise<Record<string, unknown>> {
    return errorOf(await call(this.client, tool, input));
  }

  parametersOf(procedure: string, more: Record<string, unknown> = {}): Promise<Answer> {
    return this.answer('get_stored_procedure_parameters', { procedure_name: procedure, ...more });
  }

  /** Name, type and default of each parameter; null: it has none. */
  async defaultsOf(procedure: string): Promise<unknown[][]> {
    const { structured } = await this.parametersOf(procedure);
    return records(structured).map((row) => [row['name'], row['type'], row['default'] ?? null]);
  }

  /** Requests and rows that some work costs the server. */
  async cost(work: () => Promise<unknown>): Promise<{ calls: number; rows: number }> {
    const { statistics } = this.host.sandbox.server;
    const { calls, rowsSent } = statistics;
    await work();
    return { calls: statistics.calls - calls, rows: statistics.rowsSent - rowsSent };
  }
}
