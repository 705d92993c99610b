import { z } from 'zod';
import { answerWhenDone, executedOutput } from './executedSession';
import { dryRunAnswer, dryRunOutput, prepareProcedureCall, procedureCallInput, startProcedureCall } from './procedureCall';
import { defineTool } from './tool';

const tool = { name: 'execute_stored_procedure', effect: 'write', background: false } as const;

export const executeStoredProcedure = defineTool({
  name: tool.name,
  effect: tool.effect,
  title: 'Execute Stored Procedure',
  description:
    'Calls a stored procedure: result sets, messages, OUTPUT and RETURN values. Omitted parameters take their defaults. Answers with status running if it takes long.',
  input: procedureCallInput,
  output: z.object({ ...executedOutput.partial().shape, ...dryRunOutput }),
  handle: async (context, input, call) => {
    const prepared = await prepareProcedureCall(context, input, call);
    if (input.dry_run === true) {
      return dryRunAnswer(context, prepared);
    }
    return await answerWhenDone(context, await startProcedureCall(context, tool, input, prepared, call), call);
  },
});
