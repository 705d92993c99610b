import type { TransactionStatement } from '../syntax/statementAst';
import { commands, done } from './done';
import { messages } from './errors/messages';
import { evaluateText } from './evaluate';
import type { Flow, Frame } from './frame';
import { beginTransaction, commitTransaction, rollbackTransaction, saveTransaction } from './transactions';

/** BEGIN, COMMIT, ROLLBACK and SAVE TRANSACTION. */
export function runTransaction(frame: Frame, statement: TransactionStatement): Flow {
  const { session, sink } = frame;
  if (session.functionDepth > 0) throw messages.statementNotAllowedInFunction(`${statement.action.toUpperCase()} TRANSACTION`);
  const { name } = statement;
  const text = name === undefined ? '' : typeof name === 'string' ? name : (evaluateText(frame, name) ?? '');
  switch (statement.action) {
    case 'begin':
      beginTransaction(session, text, sink);
      break;
    case 'commit':
      commitTransaction(session, sink);
      break;
    case 'rollback':
      if (session.insertExecDepth > 0) throw messages.rollbackInInsertExec();
      rollbackTransaction(session, text, sink);
      break;
    case 'save':
      saveTransaction(session, text);
      break;
  }
  session.rowCount = 0;
  done(frame, commands.other);
  return undefined;
}

/** SET IMPLICIT_TRANSACTIONS ON: the first statement that touches data begins a transaction. */
export function beginImplicitly(frame: Frame): void {
  const { session, sink } = frame;
  if (session.settings.implicitTransactions && !session.transaction && session.functionDepth === 0) beginTransaction(session, '', sink);
}
