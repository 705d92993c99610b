import { z } from 'zod';
import { sessionStates } from '../core/sessions/sessionTypes';
import { connectionParameters, queryParameters } from './parameters';
import { startQuerySession } from './startSession';
import { defineTool } from './tool';

const tool = { name: 'start_query', effect: 'query', background: true } as const;

export const startQuery = defineTool({
  name: tool.name,
  effect: tool.effect,
  title: 'Start Query',
  description:
    'Starts a T-SQL batch in the background and answers at once with session_id. Follow with get_session_status, read rows with get_session_result even while it runs, stop with cancel_session. No time limit unless timeout_seconds is given. For short queries use execute_query.',
  input: z.strictObject({ ...connectionParameters, ...queryParameters }),
  output: z.object({
    session_id: z.string(),
    status: z.enum(sessionStates),
    connection: z.string(),
    timeout_seconds: z.int().describe('0: no limit'),
  }),
  handle: async (context, input, call) => {
    const session = await startQuerySession(context, tool, input, call);
    const { connection } = session.spec.target;
    const limit = session.timeoutSeconds === 0 ? 'no time limit' : `time limit ${String(session.timeoutSeconds)} s`;
    return {
      structured: { session_id: session.id, status: session.state, connection, timeout_seconds: session.timeoutSeconds },
      text: `Session ${session.id} is ${session.state} on ${connection}, ${limit}.\nNext: get_session_status with wait_seconds, then get_session_result.`,
    };
  },
});
