import type { Frame } from '../frame';
import { procedureNameOf } from '../frame';
import type { SessionState } from '../sessionState';
import type { SqlError } from '../sqlError';
import { rollbackTransaction } from '../transactions';
import { messages } from './messages';
import { effectOf, type ErrorEffect } from './errorEffects';

/** An error on its way to the CATCH block, function or trigger that takes it; what it does to the transaction is decided. */
export class Raise extends Error {
  override readonly name = 'Raise';
  constructor(
    readonly error: SqlError,
    /** A frame whose own TRY blocks do not see the error: it arose when that frame's statement was compiled. */
    readonly compiledIn: Frame | undefined,
  ) {
    super(error.message);
  }
}

/** The error was sent; the batch is over. */
export class BatchAbort extends Error {
  override readonly name = 'BatchAbort';
  constructor(readonly endsConnection = false) {
    super('The batch was aborted.');
  }
}

/** The error was sent; this procedure or dynamic batch is over, its caller goes on. */
export class ScopeAbort extends Error {
  override readonly name = 'ScopeAbort';
  constructor(readonly frame: Frame) {
    super('The procedure was aborted.');
  }
}

type Origin = 'raiserror' | 'throw';

const origins = new WeakMap<SqlError, Origin>();
const effects = new WeakMap<SqlError, ErrorEffect>();

/** Says that RAISERROR or THROW made the error: they end less, or more, than the product's own errors. */
export function fromStatement(error: SqlError, origin: Origin): SqlError {
  origins.set(error, origin);
  return error;
}

/** Overrides what the number of an error would end. */
export function withEffect(error: SqlError, effect: ErrorEffect): SqlError {
  effects.set(error, effect);
  return error;
}

/**
 * Decides what an error of a statement ends. Returns when the next statement runs; otherwise throws Raise, ScopeAbort or BatchAbort.
 * Unless it is raised to a CATCH block, the error is sent to the client; after a change of rows that it ends (`changesRows`) with 3621.
 */
export function handleError(frame: Frame, error: SqlError, line: number, changesRows = false): void {
  const { session } = frame;
  locate(frame, error, line);
  session.lastError = error.number;
  session.rowCount = 0;
  const origin = origins.get(error);
  const effect = effects.get(error) ?? (origin ? originEffect(error, origin) : effectOf(error));
  if (effect === 'connection') {
    emitError(frame, error);
    throw new BatchAbort(true);
  }
  if (session.functionDepth > 0) throw new Raise(error, undefined);
  const endsTransaction = (effect === 'batch' && origin === undefined) || (session.settings.xactAbort && origin !== 'raiserror');
  const compiledIn = effect === 'scope' ? frame : undefined;
  if (session.tryDepth - (compiledIn?.tryDepth ?? 0) > 0) {
    if (endsTransaction && session.transaction) session.transaction.doomed = true;
    throw new Raise(error, compiledIn);
  }
  if (session.triggerDepth > 0 && origin !== 'raiserror') throw new Raise(withEffect(error, 'batch'), undefined);
  emitError(frame, error);
  if (changesRows && terminating.has(error.number) && !endsTransaction)
    emitInformation(frame, 3621, 'The statement has been terminated.', line);
  if (endsTransaction && session.transaction) rollbackTransaction(session, '', frame.sink);
  if (endsTransaction || effect === 'batch') throw new BatchAbort();
  if (effect === 'scope') throw new ScopeAbort(frame);
}

/** Errors of values and constraints: the change of rows had begun. */
const terminating = new Set([220, 232, 512, 515, 517, 537, 547, 550, 2601, 2627, 2628, 8115, 8134, 8152, 8672, 11728]);

function originEffect(error: SqlError, origin: Origin): ErrorEffect {
  if (error.severity >= 20) return 'connection';
  return origin === 'throw' ? 'batch' : 'statement';
}

/** Gives an error that does not know its place the line of its statement and the name of its module. */
export function locate(frame: Frame, error: SqlError, line: number): void {
  if (error.line !== 0) return;
  error.line = line;
  if (error.procedure === '') error.procedure = procedureNameOf(frame);
}

export function emitError(frame: Frame, error: SqlError): void {
  send(frame, error);
  if (constraintErrors.has(error.number)) send(frame, messages.couldNotCreateConstraint({ line: error.line, procedure: error.procedure }));
}

/** After these the product says with a second error that the constraint was not made. */
const constraintErrors = new Set([1767, 1769, 1770, 1776, 1778, 1779, 8111]);

function send(frame: Frame, { number, severity, state, message, line, procedure }: SqlError): void {
  frame.sink.message({ number, severity, state, message, line, procedure });
}

/** A warning or information, severity 10 and below. */
export function emitInformation(frame: Frame, number: number, message: string, line: number, severity = 0, state = 1): void {
  frame.sink.message({ number, severity, state, message, line, procedure: procedureNameOf(frame) });
}

/** The database and language messages that USE and SET LANGUAGE send besides their environment change. */
export function emitContext(session: SessionState, frame: Frame, number: 5701 | 5703, line: number): void {
  const text =
    number === 5701
      ? `Changed database context to '${session.database.name}'.`
      : `Changed language setting to ${session.settings.language}.`;
  emitInformation(frame, number, text, line, 0, number === 5701 ? 2 : 1);
}
