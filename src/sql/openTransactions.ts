import type { Connection } from 'tedious';
import { readRows } from './rowReading';

const COUNT = 'SELECT @@TRANCOUNT';
const ROLL_BACK = 'IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION';
/** How long the question may take on a connection whose work was cancelled. */
const PATIENCE_MILLISECONDS = 5_000;

/**
 * `@@TRANCOUNT` that a batch left behind; that transaction is rolled back. The driver keeps track of begin, commit and rollback as the server
 * reports them, so that most batches cost no question. After a cancel the rollback is left to the closing of the connection, which does
 * not wait for it.
 */
export async function rollBackOpenTransactions(connection: Connection, cancelled: boolean): Promise<number> {
  if (connection.closed || !connection.inTransaction) {
    return 0;
  }
  const patience = AbortSignal.timeout(PATIENCE_MILLISECONDS);
  const { rows } = await readRows(connection, COUNT, [], patience);
  const count = rows[0]?.[0];
  const open = typeof count === 'number' ? count : 1;
  if (!cancelled && open > 0) {
    await readRows(connection, ROLL_BACK, [], undefined);
  }
  return open;
}
