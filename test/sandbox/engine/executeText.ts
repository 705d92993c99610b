import { parsedBatch } from '../syntax/parsedBatches';
import { prepareFrame, refuseReturnValue } from './declarations';
import { handleError } from './errors/raise';
import type { Flow, Frame } from './frame';
import { createFrame } from './frames';
import { precompile } from './precompile';
import { runFrame } from './runFrame';
import { SqlError } from './sqlError';
import type { Step } from './steps';

/**
 * Runs text as a batch of its own, with the variables that `declare` gives it. A syntax error belongs to the text: a TRY
 * around the EXEC catches it.
 */
export function* executeText(caller: Frame, text: string, declare?: (frame: Frame) => void): Step<Frame> {
  const { session, sink } = caller;
  const frame = createFrame(session, 'dynamic', { sink, text, caller });
  yield* runFrame(frame, runText(frame, text, declare));
  return frame;
}

function* runText(frame: Frame, text: string, declare?: (frame: Frame) => void): Step<Flow> {
  try {
    const { statements } = parsedBatch(text, { quotedIdentifier: frame.session.settings.quotedIdentifier });
    refuseReturnValue(statements);
    declare?.(frame);
    prepareFrame(frame, statements);
    precompile(frame, statements);
    return yield* frame.session.host.interpreter.statements(frame, statements);
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    try {
      handleError(frame, error, 1);
    } finally {
      if (frame.session.tryDepth === 0) frame.sink.statementDone({ rowCount: undefined, command: 0, inProcedure: true, failed: true });
    }
    return { kind: 'return', value: 1 };
  }
}
