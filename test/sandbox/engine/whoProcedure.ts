import type { Argument } from './executeProcedure';
import { executeText } from './executeText';
import type { Frame } from './frame';
import { pick } from './smallProcedures';
import type { Step } from './steps';

/** The columns of the page "sp_who (Transact-SQL)". */
const sessions = `SELECT CONVERT(smallint, s.session_id) AS spid, CONVERT(smallint, 0) AS ecid, CONVERT(nchar(30), s.status) AS status,
  CONVERT(nchar(128), s.login_name) AS loginame, CONVERT(nchar(128), s.host_name) AS hostname,
  CONVERT(char(5), CONVERT(varchar(5), ISNULL(r.blocking_session_id, 0))) AS blk, CONVERT(nchar(128), DB_NAME(s.database_id)) AS dbname,
  CONVERT(nchar(16), ISNULL(r.command, N'AWAITING COMMAND')) AS cmd, CONVERT(int, 0) AS request_id
FROM sys.dm_exec_sessions AS s
LEFT JOIN sys.dm_exec_requests AS r ON r.session_id = s.session_id
WHERE @loginame IS NULL OR s.login_name = @loginame
ORDER BY s.session_id;`;

/** sp_who @loginame: who is connected. A number and 'active' in place of a login are not known here. */
export function* who(frame: Frame, args: readonly Argument[]): Step<number> {
  const value = pick(args, '@loginame', 0)?.value ?? null;
  yield* executeText(frame, sessions, (own) => {
    own.variables.set('@loginame', { type: { name: 'nvarchar', length: 128 }, value });
  });
  return 0;
}
