import { z } from 'zod';
import { dryRunAnswer, dryRunOutput, prepareProcedureCall, procedureCallInput, startProcedureCall } from './procedureCall';
import { startedAnswer, startedOutput } from './startedSession';
import { defineTool } from './tool';

const tool = { name: 'start_stored_procedure', effect: 'write', background: true } as const;

export const startStoredProcedure = defineTool({
  name: tool.name,
  effect: tool.effect,
  title: 'Start Stored Procedure',
  description: 'As execute_stored_procedure, in the background: answers at once with session_id. Follow as start_query.',
  input: procedureCallInput,
  output: z.object({ ...startedOutput.partial().shape, ...dryRunOutput, notes: z.array(z.string()).optional() }),
  handle: async (context, input, call) => {
    const prepared = await prepareProcedureCall(context, input, call);
    return input.dry_run === true
      ? dryRunAnswer(context, prepared)
      : startedAnswer(await startProcedureCall(context, tool, input, prepared, call));
  },
});
