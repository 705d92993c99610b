import type { Effect } from '../core/safety/policy';
import type { Session } from '../core/sessions/session';
import { readQueryParameters } from './queryParameterValues';
import type { ToolCall, ToolContext } from './tool';

interface QueryInput {
  readonly connection?: string | undefined;
  readonly database?: string | undefined;
  readonly query: string;
  readonly parameters?: Readonly<Record<string, unknown>> | undefined;
  readonly timeout_seconds?: number | undefined;
  readonly max_rows?: number | undefined;
}

/** Checks a query with the policy and starts it; `background`: the call does not wait for its end. Throws SprocketError. */
export async function startQuerySession(
  context: ToolContext,
  tool: { readonly name: string; readonly effect: Effect; readonly background: boolean },
  input: QueryInput,
  call: ToolCall,
): Promise<Session> {
  const parameters = readQueryParameters(input.parameters);
  const { target, profile } = context.connections.resolve(input.connection, input.database);
  await context.policy.check(
    {
      tool: tool.name,
      effect: tool.effect,
      connection: profile.name,
      access: profile.access,
      database: input.database ?? profile.database,
      sql: input.query,
    },
    call.signal,
  );
  return context.sessions.start({
    kind: 'query',
    target,
    text: input.query,
    parameters,
    origin: 'agent',
    background: tool.background,
    ...(input.timeout_seconds === undefined ? {} : { timeoutSeconds: input.timeout_seconds }),
    ...(input.max_rows === undefined ? {} : { maxRows: input.max_rows }),
  });
}
