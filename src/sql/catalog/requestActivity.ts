import type { RequestActivity } from '../../core/ports';
import type { CatalogQuestion } from './catalogQuestion';
import { numberOf, textOf, textOrNull } from './catalogQuestion';

/**
 * sys.dm_exec_requests (SQL Server 2016 and later, Azure SQL). Without VIEW SERVER STATE (2022: VIEW SERVER PERFORMANCE STATE) it shows only
 * the asking session, so the answer has no row. A negative blocker is no session: -2 an orphaned distributed transaction, -3 a deferred
 * recovery, -4 and -5 latches whose owner is not tracked.
 */
const REQUEST = `SELECT status, command, wait_type, wait_time, wait_resource, blocking_session_id, percent_complete, cpu_time,
  CONVERT(varchar(20), logical_reads), CONVERT(varchar(20), writes)
FROM sys.dm_exec_requests WHERE session_id = @session_id`;

/** What the server does for one of its sessions; undefined when it does nothing or the login may not see it. */
export async function readRequestActivity(question: CatalogQuestion, serverProcessId: number): Promise<RequestActivity | undefined> {
  const [row] = await question.ask(REQUEST, [{ name: 'session_id', type: 'int', value: serverProcessId }]);
  if (row === undefined) {
    return undefined;
  }
  const blocker = numberOf(row[5] ?? 0);
  const percent = numberOf(row[6] ?? 0);
  return {
    status: textOf(row[0]),
    command: textOf(row[1]),
    waitType: textOrNull(row[2]),
    waitMilliseconds: numberOf(row[3] ?? 0),
    waitResource: textOrNull(row[4]),
    blockedBy: blocker > 0 ? blocker : null,
    percentComplete: percent > 0 ? percent : null,
    cpuMilliseconds: numberOf(row[7] ?? 0),
    logicalReads: textOf(row[8]),
    writes: textOf(row[9]),
  };
}
