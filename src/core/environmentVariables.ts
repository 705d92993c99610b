/** A variable that the stdio server reads. */
export interface EnvironmentVariable {
  readonly name: string;
  readonly meaning: string;
  /** What counts when it is absent. */
  readonly fallback: string;
}

/** Everything that the environment can say to the stdio server; the documentation is made from it. */
export const environmentVariables: readonly EnvironmentVariable[] = [
  { name: 'MSSQL_CONNECTIONSTRING', meaning: 'The connection string: ADO.NET, ODBC, JDBC or `mssql://`.', fallback: 'required' },
  { name: 'MSSQL_CONNECTION_NAME', meaning: 'The name of the connection, as tools show it.', fallback: '`default`' },
  {
    name: 'SPROCKET_ACCESS',
    meaning: 'What may run. This version knows `readWrite` only, and does not start when less is asked for.',
    fallback: '`readWrite`',
  },
  { name: 'ENABLE_EXECUTE_QUERY', meaning: '`false` switches execute_query off.', fallback: '`true`' },
  { name: 'ENABLE_START_QUERY', meaning: '`false` switches start_query off.', fallback: '`true`' },
  {
    name: 'ENABLE_EXECUTE_STORED_PROCEDURE',
    meaning: '`false` switches execute_stored_procedure off.',
    fallback: '`true`',
  },
  {
    name: 'ENABLE_START_STORED_PROCEDURE',
    meaning: '`false` switches start_stored_procedure off.',
    fallback: '`true`',
  },
  { name: 'MAX_CONCURRENT_SESSIONS', meaning: 'Sessions that may run at once, 1 to 1000.', fallback: '`10`' },
  { name: 'SESSION_RETENTION_MINUTES', meaning: 'How long a session is kept after it ended or was last read.', fallback: '`15`' },
  {
    name: 'SESSION_CLEANUP_INTERVAL_MINUTES',
    meaning: 'How often sessions are looked for that have been kept for long enough.',
    fallback: '`1`',
  },
  {
    name: 'DEFAULT_COMMAND_TIMEOUT_SECONDS',
    meaning: 'Time limit of execute_query where neither the call nor the connection string names one; `0`: none. start_query has none.',
    fallback: '`300`',
  },
  { name: 'CONNECTION_TIMEOUT_SECONDS', meaning: 'Time for connecting, where the connection string sets none.', fallback: '`15`' },
  { name: 'MAX_SESSION_ROWS', meaning: 'Rows that one session may store.', fallback: '`10000000`' },
  { name: 'MAX_SESSION_BYTES', meaning: 'Bytes of rows that one session may store.', fallback: '`4294967296`' },
  { name: 'MAX_DISK_BYTES', meaning: 'Bytes that the temporary files of all sessions may have together.', fallback: '`17179869184`' },
  {
    name: 'EXECUTE_PATIENCE_SECONDS',
    meaning: 'How long execute_query waits, before it answers with what there is and the work goes on in the background.',
    fallback: '`30`',
  },
  { name: 'MAX_PAGE_BYTES', meaning: 'About how many bytes of rows one answer may hold.', fallback: '`49152`' },
];
