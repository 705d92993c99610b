import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { z } from 'zod';
import { call } from '../mcp/support/mcpHost';
import type { Answer } from '../mcp/support/mcpHost';
import type { FaultWindows } from './faultWindows';
import { makeWork } from './kinds';
import type { Work } from './kinds';
import type { Random } from './random';
import type { Tally } from './tally';

const endedShape = z.object({
  session_id: z.string(),
  status: z.enum(['running', 'completed', 'failed', 'cancelled']),
  row_count: z.int(),
  error: z.object({ kind: z.string(), sql_errors: z.array(z.object({ number: z.int() })).optional() }).optional(),
  truncated: z.object({ reason: z.string(), limit: z.int() }).optional(),
  notes: z.array(z.string()).optional(),
  messages: z.array(z.object({ text: z.string() })).optional(),
  procedure_result: z.object({ return_value: z.int(), outputs: z.array(z.object({ value: z.unknown() })) }).optional(),
});
type Ended = z.output<typeof endedShape>;

// Shapes are made once: each that is made anew is compiled anew, and that stays in memory.
const startedShape = z.object({ session_id: z.string() });
const pageShape = z.object({ rows: z.array(z.array(z.unknown())).default([]) });
const errorShape = z.object({ error: z.object({ kind: z.string() }) });

/** How work may fail that met trouble. */
const troubleKinds = new Set(['connection_lost', 'unreachable', 'sql', 'login_failed', 'timeout', 'unknown_database', 'internal']);

function toolFor(verb: 'execute' | 'start', work: Work): string {
  return `${verb}_${'query' in work.what ? 'query' : 'stored_procedure'}`;
}

/** A client that starts sessions, watches, pages and cancels them, and looks whether each came to what it must. */
export class Agent {
  constructor(
    private readonly client: Client,
    private readonly random: Random,
    private readonly faults: FaultWindows,
    private readonly tally: Tally,
  ) {}

  /** Runs one session from its start to its end. */
  async runOne(): Promise<void> {
    const work = makeWork(this.random);
    const mark = this.faults.mark;
    const input = {
      ...work.what,
      ...(work.maxRows === undefined ? {} : { max_rows: work.maxRows }),
      timeout_seconds: work.timeoutSeconds ?? 20,
    };
    if (this.random.chance(0.25)) {
      await this.#waitFor(work, input, mark);
    } else {
      await this.#follow(work, input, mark);
    }
  }

  /** execute_query, at times cancelled by the client. */
  async #waitFor(work: Work, input: Record<string, unknown>, mark: number): Promise<void> {
    if (this.random.chance(0.15)) {
      const signal = AbortSignal.timeout(1 + this.random.below(60));
      const cancelled = await call(this.client, toolFor('execute', work), input, { signal }).then(
        () => false,
        () => true,
      );
      this.tally.add(cancelled ? 'calls that the client cancelled' : 'calls that ended before the client cancelled');
      return;
    }
    const answer = await call(this.client, toolFor('execute', work), input);
    if (!this.#isRefused(work, answer, mark)) {
      this.#judge(work, endedShape.parse(answer.structured), mark, false);
    }
  }

  /** start_query, then whatever an agent does with a session. */
  async #follow(work: Work, input: Record<string, unknown>, mark: number): Promise<void> {
    const started = await call(this.client, toolFor('start', work), input);
    if (this.#isRefused(work, started, mark)) {
      return;
    }
    const id = startedShape.parse(started.structured).session_id;
    if (this.random.chance(0.4)) {
      await this.#readPage(id, work);
    }
    const cancelled = this.random.chance(0.2);
    if (cancelled) {
      await pause(this.random.below(80));
      await call(this.client, 'cancel_session', { session_id: id });
      if (this.random.chance(0.2)) {
        await call(this.client, 'cancel_session', { session_id: id });
      }
    }
    let ended: Ended;
    do {
      ended = endedShape.parse((await call(this.client, 'get_session_status', { session_id: id, wait_seconds: 30 })).structured);
    } while (ended.status === 'running');
    this.#judge(work, ended, mark, cancelled);
    for (let count = this.random.below(3); count > 0; count -= 1) {
      await this.#readPage(id, work, ended.row_count);
    }
    const again = endedShape.parse((await call(this.client, 'get_session_status', { session_id: id })).structured);
    this.tally.expect(again.status === ended.status, `${work.kind}: ${ended.status} became ${again.status}`);
  }

  /** A page anywhere, one that may not be there yet, or a part of a cell. */
  async #readPage(id: string, work: Work, rows = 50): Promise<void> {
    const offset = this.random.below(rows + 1);
    if (work.kind === 'long value' && this.random.chance(0.5)) {
      await call(this.client, 'get_session_result', { session_id: id, row: 0, column: 't', offset: this.random.below(1_000_000) });
      this.tally.add('parts of cells');
      return;
    }
    const answer = await call(this.client, 'get_session_result', { session_id: id, offset, limit: 1 + this.random.below(100) });
    if (answer.isError) {
      const { kind } = errorShape.parse(answer.structured).error;
      this.tally.expect(['not_ready', 'invalid_input'].includes(kind), `${work.kind}: a page failed with ${kind}`);
      this.tally.add('pages refused');
      return;
    }
    const page = pageShape.parse(answer.structured);
    for (const row of page.rows) {
      this.tally.expect(work.generated !== true || row[5] === `Näme ${String(row[0])}`, `${work.kind}: a wrong row ${JSON.stringify(row)}`);
    }
    this.tally.add('pages');
  }

  /** A procedure is looked up before its session begins: trouble that it meets there is the answer. */
  #isRefused(work: Work, answer: Answer, mark: number): boolean {
    if (!answer.isError || 'session_id' in answer.structured) {
      return false;
    }
    const { kind } = errorShape.parse(answer.structured).error;
    this.tally.add('failed for the trouble');
    this.tally.expect('procedure_name' in work.what && this.faults.since(mark) && troubleKinds.has(kind), `${work.kind}: ${answer.text}`);
    return true;
  }

  #judge(work: Work, ended: Ended, mark: number, cancelled: boolean): void {
    this.tally.add(ended.status);
    this.tally.add(`kind ${work.kind}`);
    const disturbed = this.faults.since(mark);
    if (cancelled && ended.status === 'cancelled') {
      return;
    }
    if (disturbed && ended.status === 'failed') {
      this.tally.add('failed for the trouble');
      this.tally.expect(troubleKinds.has(String(ended.error?.kind)), `${work.kind}: ${JSON.stringify(ended.error)}`);
      return;
    }
    try {
      work.check(ended);
    } catch (error) {
      const told = JSON.stringify({ ...ended, messages: undefined });
      this.tally.expect(
        disturbed,
        `${work.kind}${cancelled ? ', cancelled' : ''}: ${told} ${error instanceof assert.AssertionError ? error.message : String(error)}`,
      );
    }
  }
}
