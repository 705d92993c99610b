import type { ResultSink } from './session';
import { messages } from './errors/messages';
import type { SessionState } from './sessionState';

/** An open transaction. Its undo log begins at 0: outside a transaction the log is empty between statements. */
export interface Transaction {
  readonly descriptor: bigint;
  readonly name: string;
  /** @@TRANCOUNT. */
  count: number;
  /** XACT_STATE() = -1. */
  doomed: boolean;
  /** Began by itself for the statement that runs, because a trigger needs one. */
  readonly ofStatement: boolean;
  readonly savepoints: { readonly name: string; readonly mark: number }[];
}

export function beginTransaction(session: SessionState, name: string, sink: ResultSink, ofStatement = false): void {
  if (session.transaction) {
    session.transaction.count++;
    return;
  }
  const descriptor = session.host.nextDescriptor();
  session.transaction = { descriptor, name, count: 1, doomed: false, ofStatement, savepoints: [] };
  if (!ofStatement) sink.environmentChange({ kind: 'beginTransaction', descriptor });
}

/** Throws SqlError 3902 (none open) and 3930 (uncommittable). */
export function commitTransaction(session: SessionState, sink: ResultSink): void {
  const { transaction } = session;
  if (!transaction) throw messages.transactionNotOpen('COMMIT');
  if (transaction.doomed) throw messages.uncommittable();
  transaction.count--;
  if (transaction.count > 0) return;
  session.transaction = undefined;
  session.undo.clear();
  session.host.locks.releaseAll(session);
  if (!transaction.ofStatement) sink.environmentChange({ kind: 'commitTransaction', descriptor: transaction.descriptor });
}

/** Rolls back to a savepoint, or everything. Throws SqlError 3903 (none open), 6401 (unknown name), 3931. */
export function rollbackTransaction(session: SessionState, name: string, sink: ResultSink | undefined): void {
  const { transaction } = session;
  if (!transaction) throw messages.transactionNotOpen('ROLLBACK');
  if (name !== '' && name.toLowerCase() !== transaction.name.toLowerCase()) {
    const index = transaction.savepoints.findLastIndex((savepoint) => savepoint.name.toLowerCase() === name.toLowerCase());
    const savepoint = transaction.savepoints[index];
    if (!savepoint) throw messages.noSuchSavepoint(name);
    if (transaction.doomed) throw messages.uncommittableSavepoint();
    session.undo.rollbackTransaction(savepoint.mark);
    transaction.savepoints.length = index + 1;
    return;
  }
  session.undo.rollbackTransaction(0);
  session.transaction = undefined;
  session.host.locks.releaseAll(session);
  if (!transaction.ofStatement) sink?.environmentChange({ kind: 'rollbackTransaction', descriptor: transaction.descriptor });
}

/** Throws SqlError 628 and 3930. */
export function saveTransaction(session: SessionState, name: string): void {
  const { transaction } = session;
  if (!transaction) throw messages.saveWithoutTransaction();
  if (transaction.doomed) throw messages.uncommittable();
  transaction.savepoints.push({ name, mark: session.undo.mark() });
}

/** After a statement: outside a transaction what it did is permanent now. */
export function endStatement(session: SessionState, sink: ResultSink): void {
  if (session.dataDepth > 0) return;
  if (session.transaction?.ofStatement) commitTransaction(session, sink);
  if (!session.transaction) session.undo.clear();
}
