import type { Session } from '../core/sessions/session';
import { shortened } from './cells';
import { counted } from './markdown';
import type { ToolCall } from './tool';

const stepMilliseconds = 1_000;

/**
 * Waits until the session ends, the time is over (undefined: no limit) or the call is cancelled, and tells the client every second how far
 * it is. The end of the session ends the wait at once.
 */
export async function waitWithProgress(session: Session, call: ToolCall, milliseconds?: number): Promise<void> {
  for (let waited = 0; session.state === 'running' && !call.signal.aborted; waited += stepMilliseconds) {
    const left = milliseconds === undefined ? stepMilliseconds : milliseconds - waited;
    if (left <= 0) {
      return;
    }
    await session.waitForEnd(Math.min(stepMilliseconds, left), call.signal);
    const message = session.messages.latest(1)[0];
    const seconds = (waited + stepMilliseconds) / 1000;
    call.progress(
      seconds,
      `${session.state}, ${counted(session.rows, 'row')}${message === undefined ? '' : `: ${shortened(message.text, 200)}`}`,
    );
  }
}
