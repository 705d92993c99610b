import type { Session } from '../core/sessions/session';
import { shortened } from './cells';
import { counted } from './markdown';
import type { ToolCall } from './tool';

/** Without news the client hears so often. */
const stepMilliseconds = 1_000;
/** Messages that come faster are told together. */
const leastMilliseconds = 100;
/** A timer may fire a little early. */
const toleranceMilliseconds = 5;

/**
 * Waits until the session ends, the time is over or the call is cancelled, and tells the client how far it is: every second, and as soon as
 * the server has sent a message. The end of the session ends the wait at once.
 */
export async function waitWithProgress(session: Session, call: ToolCall, milliseconds: number): Promise<void> {
  const { signal } = call;
  const start = performance.now();
  let progress = 0;
  while (session.state === 'running' && !signal.aborted) {
    const stepStart = performance.now();
    const left = milliseconds - (stepStart - start);
    if (left <= toleranceMilliseconds) {
      return;
    }
    await untilNews(session, Math.min(stepMilliseconds, left), signal);
    const early = Math.min(leastMilliseconds, left) - (performance.now() - stepStart);
    if (early > toleranceMilliseconds) {
      await session.waitForEnd(early, signal);
    }
    progress = Math.max(progress + 0.001, Math.round(performance.now() - start) / 1000);
    call.progress(progress, howItStands(session));
  }
}

/** Settles when a message came, the session ended, the time is over or the signal is aborted. */
async function untilNews(session: Session, milliseconds: number, signal: AbortSignal): Promise<void> {
  const told = session.messages.total;
  const news = new AbortController();
  const stop = (): void => {
    news.abort();
  };
  const subscription = session.onDidChange(() => {
    if (session.messages.total > told) {
      stop();
    }
  });
  signal.addEventListener('abort', stop, { once: true });
  try {
    await session.waitForEnd(milliseconds, news.signal);
  } finally {
    subscription.dispose();
    signal.removeEventListener('abort', stop);
  }
}

function howItStands(session: Session): string {
  const message = session.messages.latest(1)[0];
  const last = message === undefined ? '' : `: ${shortened(message.text, 200)}`;
  return `${session.state}, ${counted(session.rows, 'row')}${last}`;
}
