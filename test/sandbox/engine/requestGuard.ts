import { messages } from './errors/messages';
import { BatchAbort, emitError, Raise, ScopeAbort } from './errors/raise';
import type { Frame } from './frame';
import type { Step } from './steps';
import { rollbackTransaction } from './transactions';

/** Runs what a client asked for up to its end or to the error that ends it. */
export function* guarded(frame: Frame, body: () => Step<void>): Step<void> {
  const { session, sink } = frame;
  try {
    yield* body();
  } catch (error) {
    if (error instanceof Raise) emitError(frame, error.error);
    else if (!(error instanceof BatchAbort) && !(error instanceof ScopeAbort)) throw error;
  }
  if (session.transaction?.doomed) {
    const error = messages.uncommittableAtEnd();
    error.line = 1;
    emitError(frame, error);
    rollbackTransaction(session, '', sink);
    sink.statementDone({ rowCount: undefined, command: 0, inProcedure: false, failed: true });
  }
}
