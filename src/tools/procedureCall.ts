import { z } from 'zod';
import { ProcedureRunner } from '../core/procedures/procedureRunner';
import type { PreparedCall } from '../core/procedures/procedureRunner';
import type { Effect } from '../core/safety/policy';
import { beginningOf } from '../core/values/beginningOf';
import type { Session } from '../core/sessions/session';
import { connectionParameters, queryParameters } from './parameters';
import { procedureIdentity } from './procedureParameters';
import type { ToolCall, ToolContext } from './tool';
import type { ToolAnswer } from './toolAnswer';

/** What the tools take that call a stored procedure. */
export const procedureCallInput = z.strictObject({
  ...connectionParameters,
  procedure_name: z.string().min(1),
  parameters: z.record(z.string(), z.unknown()).optional().describe('name: value; exact numbers as strings; table: [{column: value}]'),
  timeout_seconds: queryParameters.timeout_seconds,
  max_rows: queryParameters.max_rows,
  dry_run: z.boolean().optional().describe('only show the T-SQL'),
});

/** What they answer to `dry_run`. */
export const dryRunOutput = {
  procedure: z.string().optional().describe('with dry_run'),
  database: z.string().optional(),
  script: z.string().optional().describe('T-SQL that does the same; it was not run'),
  script_length: z.int().optional().describe('characters of the whole script, when it is shortened'),
};

type Input = z.output<typeof procedureCallInput>;

interface ProcedureTool {
  readonly name: string;
  readonly effect: Effect;
  readonly background: boolean;
}

/** Finds the procedure and checks the values of a call. Throws SprocketError. */
export async function prepareProcedureCall(context: ToolContext, input: Input, call: ToolCall): Promise<PreparedCall> {
  const { target } = context.connections.resolve(input.connection, input.database);
  return await runner(context).prepare(target, input.procedure_name, input.parameters ?? {}, call.signal);
}

/** Asks the policy about a prepared call, with the very T-SQL, and starts it. Throws SprocketError. */
export async function startProcedureCall(
  context: ToolContext,
  tool: ProcedureTool,
  input: Input,
  prepared: PreparedCall,
  call: ToolCall,
): Promise<Session> {
  const { profile } = context.connections.resolve(input.connection, input.database);
  const { name, access } = profile;
  const database = prepared.procedure.database;
  await context.policy.check(
    { tool: tool.name, effect: tool.effect, connection: name, access, database, sql: prepared.script },
    call.signal,
  );
  return runner(context).start(prepared, {
    origin: 'agent',
    background: tool.background,
    ...(input.timeout_seconds === undefined ? {} : { timeoutSeconds: input.timeout_seconds }),
    ...(input.max_rows === undefined ? {} : { maxRows: input.max_rows }),
  });
}

function runner(context: ToolContext): ProcedureRunner {
  return new ProcedureRunner(context.procedures, context.sessions);
}

/** The T-SQL of a call that is not run; a very long one is shortened and says so. */
export function dryRunAnswer(
  context: ToolContext,
  { procedure, script, bound }: PreparedCall,
): ToolAnswer<{ procedure: string; database: string; script: string; script_length?: number; notes?: string[] }> {
  const shown = beginningOf(script, context.settings.current.pageBytes);
  const identity = procedureIdentity(procedure);
  const denied = procedure.canExecute === false ? [`The login has no EXECUTE permission on ${identity.procedure}.`] : [];
  const cut = shown.length < script.length ? [`The script is shortened: it has ${String(script.length)} characters.`] : [];
  const notes = [...bound.notes, ...denied];
  const structured = {
    procedure: identity.procedure,
    database: identity.database,
    script: shown,
    ...(cut.length === 0 ? {} : { script_length: script.length }),
    ...(notes.length === 0 ? {} : { notes }),
  };
  const fence = '`'.repeat(Math.max(3, ...[...shown.matchAll(/`+/gu)].map((run) => run[0].length + 1)));
  const lines = [`T-SQL of the call of ${identity.procedure}, not run:`, `${fence}sql`, shown.trimEnd(), fence];
  return { structured, text: [...lines, ...[...notes, ...cut].map((note) => `Note: ${note}`)].join('\n') };
}
