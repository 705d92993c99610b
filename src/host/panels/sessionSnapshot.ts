import type { SprocketError } from '../../core/errors';
import type { ServerMessage } from '../../core/ports';
import type { ProcedureResult } from '../../core/procedures/procedureTypes';
import type { Session } from '../../core/sessions/session';
import type { Truncation } from '../../core/sessions/sessionTypes';
import { beginningOf } from '../../core/values/beginningOf';
import type { SessionMessage, SessionSnapshot } from '../../shared/sessionResults';

/** Of a batch, the characters that a page shows. */
const shownCharacters = 20_000;
const shownCounts = 100;
/** SQL Server calls a message of this severity or above an error. */
const leastErrorSeverity = 11;

const truncationInWords: Readonly<Record<Truncation['reason'], (limit: string) => string>> = {
  max_rows: (limit) => `The result was cut at ${limit} rows, the limit of this session.`,
  max_bytes: (limit) => `The result was cut at ${limit} bytes, the limit of one session.`,
  max_result_sets: (limit) => `The result was cut at ${limit} result sets, the limit of one session.`,
  max_disk_bytes: (limit) => `The result was cut: the temporary files of all sessions reached ${limit} bytes, their limit.`,
};

/** A session as pages are told of it. */
export function sessionSnapshot(session: Session): SessionSnapshot {
  const { spec, error, truncated, procedureResult } = session;
  return {
    id: session.id,
    state: session.state,
    connecting: session.state === 'running' && session.serverProcessId === undefined,
    cancelling: session.state === 'running' && session.cancelRequested,
    text: beginningOf(spec.text, shownCharacters),
    procedure: spec.procedure ?? null,
    connection: spec.target.connection,
    database: spec.target.database ?? spec.target.settings.database ?? null,
    startedBy: spec.origin,
    elapsedMilliseconds: session.elapsedMilliseconds,
    rows: session.rows,
    resultSets: session.resultSets.map(({ rowCount, complete }) => ({ rows: rowCount, complete })),
    messages: session.messages.total,
    errors: session.messages.latest().filter(({ severity }) => severity >= leastErrorSeverity).length,
    rowsAffected: { total: session.rowsAffected.total, newest: [...session.rowsAffected.latest(shownCounts)] },
    error: error === undefined ? null : describe(error),
    truncated: truncated === undefined ? null : truncationInWords[truncated.reason](truncated.limit.toLocaleString('en-US')),
    notes: [...session.notes],
    procedureResult: procedureResult === undefined ? null : describeResult(procedureResult),
  };
}

function describe(error: SprocketError): NonNullable<SessionSnapshot['error']> {
  const expected = error.expected === undefined ? '' : ` Expected: ${error.expected}.`;
  return {
    message: `${error.message}${expected}`,
    nextStep: error.nextStep ?? null,
    sqlErrors: error.sqlErrors.map(({ number, class: severity, state, line, procedure, message }) => ({
      number,
      severity,
      state,
      line,
      procedure,
      text: message,
    })),
  };
}

function describeResult({ returnValue, outputs }: ProcedureResult): NonNullable<SessionSnapshot['procedureResult']> {
  return { returnValue, outputs: outputs.map(({ name, type, value, length }) => ({ name, type, value, length: length ?? null })) };
}

/** The messages from number `from` on that the session still keeps. */
export function messagesFrom(session: Session, from: number): SessionMessage[] {
  const { total } = session.messages;
  const newest = session.messages.latest(Math.max(0, total - from));
  return newest.map((message, index) => toMessage(message, total - newest.length + index));
}

function toMessage({ time, ...message }: ServerMessage, index: number): SessionMessage {
  const { number, severity, state, line, procedure, text } = message;
  return { index, time: time.toISOString(), number, severity, state, line, procedure, text };
}
