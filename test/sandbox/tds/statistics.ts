/** Counts since the server started. A plain object: the engine may show it as a table. */
export interface TdsStatistics {
  /** Sockets accepted, also those that never logged in. */
  connections: number;
  openConnections: number;
  encryptedConnections: number;
  logins: number;
  failedLogins: number;
  batches: number;
  calls: number;
  transactionRequests: number;
  attentions: number;
  /** Messages that the client gave up while sending them. */
  ignoredMessages: number;
  /** Requests with RESETCONNECTION or RESETCONNECTIONSKIPTRAN. */
  resets: number;
  rowsSent: number;
  protocolErrors: number;
}

export function createStatistics(): TdsStatistics {
  return {
    connections: 0,
    openConnections: 0,
    encryptedConnections: 0,
    logins: 0,
    failedLogins: 0,
    batches: 0,
    calls: 0,
    transactionRequests: 0,
    attentions: 0,
    ignoredMessages: 0,
    resets: 0,
    rowsSent: 0,
    protocolErrors: 0,
  };
}
