import { z } from 'zod';
import { connectionParameters, queryParameters } from './parameters';
import { startedAnswer, startedOutput } from './startedSession';
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
  output: startedOutput,
  handle: async (context, input, call) => startedAnswer(await startQuerySession(context, tool, input, call)),
});
