import type { Connection } from 'tedious';
import { readRows } from './rowReading';

const COUNT = 'SELECT @@TRANCOUNT';
const ROLL_BACK = 'IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION';
/** How long the question may take; it is cheap, so that a server that takes longer does not answer at all. */
const PATIENCE_MILLISECONDS = 2_000;

/**
 * `@@TRANCOUNT` that a batch left behind; that transaction is rolled back. The driver keeps track of begin, commit and rollback as the server
 * reports them, so that most batches cost no question. After a cancel, and when one comes meanwhile, the rollback is left to the closing of
 * the connection, which does not wait for it. Never rejects.
 */
export async function rollBackOpenTransactions(connection: Connection, cancelled: boolean, signal: AbortSignal): Promise<number> {
  if (connection.closed || !connection.inTransaction) {
    return 0;
  }
  const close = (): void => {
    connection.close();
  };
  const patience = setTimeout(close, PATIENCE_MILLISECONDS);
  const { rows } = await readRows(connection, COUNT, [], undefined).finally(() => {
    clearTimeout(patience);
  });
  const count = rows[0]?.[0];
  const open = typeof count === 'number' ? count : 1;
  if (!cancelled && open > 0) {
    if (signal.aborted) {
      close();
      return open;
    }
    signal.addEventListener('abort', close, { once: true });
    await readRows(connection, ROLL_BACK, [], undefined);
    signal.removeEventListener('abort', close);
  }
  return open;
}
