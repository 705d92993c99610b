import { z } from 'zod';
import type { Session } from '../core/sessions/session';
import { sessionStates } from '../core/sessions/sessionTypes';
import type { ToolAnswer } from './toolAnswer';

/** What a tool answers that starts work and does not wait for it. */
export const startedOutput = z.object({
  session_id: z.string(),
  status: z.enum(sessionStates),
  connection: z.string(),
  timeout_seconds: z.int().describe('0: no limit'),
});

export function startedAnswer(session: Session): ToolAnswer<z.input<typeof startedOutput>> {
  const { connection } = session.spec.target;
  const limit = session.timeoutSeconds === 0 ? 'no time limit' : `time limit ${String(session.timeoutSeconds)} s`;
  return {
    structured: { session_id: session.id, status: session.state, connection, timeout_seconds: session.timeoutSeconds },
    text: `Session ${session.id} is ${session.state} on ${connection}, ${limit}.\nNext: get_session_status with wait_seconds, then get_session_result.`,
  };
}
