import { z } from 'zod';
import { answerWhenDone, executedOutput } from './executedSession';
import { connectionParameters, queryParameters } from './parameters';
import { startQuerySession } from './startSession';
import { defineTool } from './tool';

const tool = { name: 'execute_query', effect: 'query', background: false } as const;

export const executeQuery = defineTool({
  name: tool.name,
  effect: tool.effect,
  title: 'Execute Query',
  description:
    'Runs a T-SQL batch and answers with the first rows of every result set, messages and rows affected; get_session_result pages the rest. If it takes long, answers with status running: go on with get_session_status. No GO. Pass values as parameters.',
  input: z.strictObject({ ...connectionParameters, ...queryParameters }),
  output: executedOutput,
  handle: async (context, input, call) => answerWhenDone(context, await startQuerySession(context, tool, input, call), call),
});
