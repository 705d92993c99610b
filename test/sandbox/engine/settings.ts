import type { SessionSettings } from '../query/queryEnvironment';

/** SET options of a new connection, as ODBC, OLE DB and the TDS drivers ask for them in LOGIN7. */
export function defaultSettings(): SessionSettings {
  return {
    nocount: false,
    xactAbort: false,
    ansiNulls: true,
    ansiWarnings: true,
    arithAbort: false,
    quotedIdentifier: true,
    concatNullYieldsNull: true,
    implicitTransactions: false,
    dateFirst: 7,
    dateFormat: 'mdy',
    language: 'us_english',
    rowCount: 0,
    textSize: 2147483647,
    lockTimeout: -1,
    isolationLevel: 2,
    identityInsert: undefined,
  };
}

/** `transaction_isolation_level` of sys.dm_exec_sessions. */
export const isolationLevels: Readonly<Record<string, number>> = {
  'READ UNCOMMITTED': 1,
  'READ COMMITTED': 2,
  'REPEATABLE READ': 3,
  SERIALIZABLE: 4,
  SNAPSHOT: 5,
};
