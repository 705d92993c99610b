import { z } from 'zod';
import { sessionParameter } from './parameters';
import { sessionAsOutput, sessionDetails, sessionHeading, sessionOutput } from './sessionAnswer';
import { defineTool } from './tool';

export const cancelSession = defineTool({
  name: 'cancel_session',
  title: 'Cancel Session',
  description: 'Stops a running session on the server and answers when it has stopped. Rows so far stay readable.',
  effect: 'session',
  input: z.strictObject(sessionParameter),
  output: z.object({ ...sessionOutput, was_running: z.boolean() }),
  handle: async (context, input) => {
    const session = context.sessions.get(input.session_id);
    const wasRunning = session.state === 'running';
    await session.cancel();
    const structured = { ...sessionAsOutput(session), was_running: wasRunning };
    const hint = wasRunning ? [] : ['The session had already ended; nothing was cancelled.'];
    return { structured, text: [sessionHeading(session), ...hint, ...sessionDetails(structured)].join('\n') };
  },
});
