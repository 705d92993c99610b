import type { CatalogContext, ErrorFacts, RequestFacts, SessionFacts, UpdatedColumns } from './catalogContext';
import { currentError, type Frame } from './frame';
import { globalVariable } from './globalVariables';
import type { Database, Table } from './model';
import { hasPermission, isMember } from './permissions';
import type { SessionState } from './sessionState';

/** The live view of a frame that catalog views and metadata functions take. `frame` is asked at every use; all are of one session. */
export function catalogContext(frame: () => Frame): CatalogContext {
  const { session } = frame();
  const { model, sessions, globalTemporaryTables } = session.host;
  return {
    server: model,
    session: sessionFacts(session),
    login: session.login,
    sessionContext: session.sessionContext,
    get sessions(): SessionFacts[] {
      return [...sessions.values()].sort((a, b) => a.id - b.id).map(sessionFacts);
    },
    get database(): Database {
      return session.database;
    },
    get settings(): SessionFacts['settings'] {
      return session.settings;
    },
    get error(): ErrorFacts | undefined {
      return currentError(frame());
    },
    get scopeIdentity(): bigint | null {
      return frame().scopeIdentity;
    },
    get transactionState(): -1 | 0 | 1 {
      if (!session.transaction) return 0;
      return session.transaction.doomed ? -1 : 1;
    },
    get transactionCount(): number {
      return session.transaction?.count ?? 0;
    },
    get rowCount(): number {
      return session.rowCount;
    },
    get procedureId(): number {
      return frame().module?.objectId ?? 0;
    },
    get triggerDepth(): number {
      return session.triggerDepth;
    },
    get updatedColumns(): UpdatedColumns | undefined {
      const { triggerTables, updatedColumns: ids } = frame();
      const columns = triggerTables.get('inserted')?.columns;
      return columns && ids && { columns, ids };
    },
    get contextInfo(): Uint8Array | null {
      return session.contextInfo;
    },
    get temporaryTables(): Table[] {
      return [...visibleTemporaryTables(frame()), ...globalTemporaryTables.values()];
    },
    describeModule: (module) => session.host.interpreter.describeModule(frame(), module),
    cursorStatus: (name) => cursorStatus(frame(), name),
    hasPermission: (permission, scope) => hasPermission(session.login, model.databases, permission, scope),
    isMember: (database, role) => isMember(session.login, database, role),
    globalVariable: (name) => globalVariable(frame(), name),
  };
}

function visibleTemporaryTables(frame: Frame): Table[] {
  const seen = new Map<string, Table>();
  for (let each: Frame | undefined = frame; each; each = each.caller) {
    for (const [name, table] of each.temporaryTables) if (!seen.has(name)) seen.set(name, table);
  }
  for (const [name, table] of frame.session.temporaryTables) if (!seen.has(name)) seen.set(name, table);
  return [...seen.values()];
}

function cursorStatus(frame: Frame, name: string): number {
  const key = name.toLowerCase();
  const cursor = frame.cursors.get(key) ?? frame.session.cursors.get(key);
  if (!cursor) return -3;
  if (!cursor.isOpen) return -1;
  return cursor.isEmpty ? 0 : 1;
}

function sessionFacts(session: SessionState): SessionFacts {
  const { loginRequest } = session;
  return {
    id: session.id,
    login: session.login,
    loginTime: session.loginTime,
    hostName: loginRequest.hostName,
    applicationName: loginRequest.applicationName,
    clientInterface: loginRequest.clientInterface,
    packetSize: 4096,
    isEncrypted: loginRequest.isEncrypted ?? false,
    originalLogin: session.login.name,
    get database(): Database {
      return session.database;
    },
    get settings(): SessionFacts['settings'] {
      return session.settings;
    },
    get transactionCount(): number {
      return session.transaction?.count ?? 0;
    },
    get lastRequestStart(): Date | null {
      return session.lastRequestStart;
    },
    get lastRequestEnd(): Date | null {
      return session.lastRequestEnd;
    },
    get rowCount(): number {
      return session.rowCount;
    },
    get cpuTime(): number {
      return session.cpuTime;
    },
    get request(): RequestFacts | undefined {
      return requestFacts(session);
    },
  };
}

function requestFacts(session: SessionState): RequestFacts | undefined {
  const { request } = session;
  if (!request) return undefined;
  const elapsedTime = Math.trunc(performance.now() - request.startClock);
  const wait = session.host.locks.waitOf(session);
  const waitType = wait ? (wait.mode === 'exclusive' ? 'LCK_M_X' : 'LCK_M_S') : request.waitType;
  const waitTime = waitType ? Math.trunc(performance.now() - request.waitStart) : 0;
  return {
    startTime: request.startTime,
    status: waitType ? 'suspended' : 'running',
    command: request.command,
    text: request.frame?.text ?? request.text,
    statementStart: request.statement?.position.offset ?? 0,
    waitType,
    waitTime,
    waitResource: wait ? `OBJECT: ${wait.resource}:0` : '',
    blockingSessionId: wait?.blockers[0]?.id ?? 0,
    percentComplete: 0,
    cpuTime: Math.max(0, elapsedTime - waitTime),
    elapsedTime,
    reads: 0,
    logicalReads: request.rows,
    rowCount: request.rows,
    nestLevel: session.nestLevel,
  };
}
