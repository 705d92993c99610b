import { readFile } from 'node:fs/promises';
import { createSystemCatalog } from '../catalog/systemCatalog';
import { defaultProfileName, profiles } from '../catalog/profiles';
import { splitBatches } from '../syntax/splitBatches';
import { ConnectionSession } from './connectionSession';
import { describeModule } from './describeModule';
import { messages } from './errors/messages';
import { runStatements } from './interpreter';
import { LockManager } from './lockManager';
import type { Database, Login, ServerModel, ServerProfile } from './model';
import { callScalarFunction, callTableFunction, runTrigger } from './moduleRunner';
import { canConnect } from './permissions';
import { silentSink } from './frames';
import { createServerModel } from './serverModel';
import type { LoginRequest, SqlEngine, SqlSession } from './session';
import { type EngineHost, SessionState } from './sessionState';
import { SqlError } from './sqlError';

export interface EngineOptions {
  /** What the sandbox plays; the default profile of the catalog unless given. */
  readonly profile?: ServerProfile;
  /** The password of `sa`: a throw-away of this sandbox. */
  readonly password?: string;
  /** More logins, without any permission but those in `grants` (see permissions.ts for their form). */
  readonly logins?: readonly LoginOptions[];
}

export interface LoginOptions {
  readonly name: string;
  readonly password: string;
  readonly defaultDatabase?: string;
  readonly isSysadmin?: boolean;
  readonly isDisabled?: boolean;
  readonly grants?: readonly string[];
  readonly denies?: readonly string[];
}

/** The password of `sa` when none is given. */
export const defaultPassword = 'Sprocket!Sandbox1';

/** The engine of one sandbox server. */
export interface Engine extends SqlEngine {
  readonly model: ServerModel;
  /** Sessions that are open now. */
  readonly sessionCount: number;
  /** Runs a script with GO lines as `sa`. Throws the first SqlError of severity 11 and above. */
  runScript(text: string): Promise<void>;
  /** Runs script files in order. Throws as runScript does, with the file in the message. */
  loadScripts(paths: readonly string[]): Promise<void>;
}

/** A server with the system databases and the login `sa`. */
export function createEngine(options: EngineOptions = {}): Engine {
  const profile = options.profile ?? profiles.get(defaultProfileName);
  if (!profile) throw new Error(`There is no profile ${defaultProfileName}.`);
  const model = createServerModel(profile);
  addLogin(model, { name: 'sa', password: options.password ?? defaultPassword, isSysadmin: true });
  for (const login of options.logins ?? []) addLogin(model, login);
  const host = createHost(model);
  const open = (login: Login, request: LoginRequest, database: Database): SqlSession => {
    const id = firstFree(host.sessions);
    const state = new SessionState(id, host, login, request, database);
    host.sessions.set(id, state);
    return new ConnectionSession(state, () => host.sessions.delete(id));
  };
  const engine: Engine = {
    model,
    get sessionCount() {
      return host.sessions.size;
    },
    login: (request) => {
      const login = authenticate(model, request);
      return open(login, request, initialDatabase(model, login, request.database));
    },
    close: () => host.sessions.clear(),
    runScript: (text) => runScript(engine, options.password ?? defaultPassword, text),
    loadScripts: async (paths) => {
      for (const path of paths) {
        try {
          await engine.runScript(await readFile(path, 'utf8'));
        } catch (error) {
          throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
        }
      }
    },
  };
  return engine;
}

function createHost(model: ServerModel): EngineHost {
  let descriptor = 0n;
  return {
    model,
    locks: new LockManager(),
    sessions: new Map(),
    globalTemporaryTables: new Map(),
    interpreter: {
      statements: runStatements,
      describeModule,
      scalarFunction: callScalarFunction,
      tableFunction: callTableFunction,
      trigger: runTrigger,
    },
    createCatalog: createSystemCatalog,
    nextDescriptor: () => ++descriptor,
  };
}

/** User sessions begin at 51. */
function firstFree(sessions: ReadonlyMap<number, unknown>): number {
  let id = 51;
  while (sessions.has(id)) id++;
  return id;
}

function addLogin(model: ServerModel, options: LoginOptions): void {
  const { name, password, defaultDatabase = 'master', isSysadmin = false, isDisabled = false } = options;
  const grants = new Set(options.grants);
  const denies = new Set(options.denies);
  model.logins.set(name.toLowerCase(), { name, password, defaultDatabase, isSysadmin, isDisabled, grants, denies });
}

/** Throws SqlError 18456 and 18470. A token stands for `sa`: who it was issued to is not the sandbox's business. */
function authenticate(model: ServerModel, { credentials }: LoginRequest): Login {
  if (credentials.kind === 'token') {
    const administrator = model.logins.get('sa');
    if (credentials.token === '' || !administrator) throw messages.loginFailed('<token-identified principal>');
    return administrator;
  }
  const login = model.logins.get(credentials.userName.toLowerCase());
  if (login?.password !== credentials.password) throw messages.loginFailed(credentials.userName);
  if (login.isDisabled) throw messages.loginDisabled(login.name);
  return login;
}

/** Throws SqlError 4060. */
function initialDatabase(model: ServerModel, login: Login, wanted: string): Database {
  const name = wanted === '' ? login.defaultDatabase : wanted;
  const database = model.databases.get(name.toLowerCase());
  if (!database || database.state === 'OFFLINE' || !canConnect(login, model.databases, database)) throw messages.cannotOpenDatabase(name);
  return database;
}

async function runScript(engine: Engine, password: string, text: string): Promise<void> {
  const session = engine.login({
    credentials: { kind: 'sql', userName: 'sa', password },
    database: 'master',
    applicationName: 'Sandbox',
    hostName: 'localhost',
    clientInterface: 'Sandbox',
    readOnlyIntent: false,
  });
  const { signal } = new AbortController();
  let error: SqlError | undefined;
  let firstLine = 1;
  const sink = {
    ...silentSink,
    message: ({ number, severity, state, message, line }: Parameters<typeof silentSink.message>[0]) => {
      if (severity > 10) error ??= new SqlError(number, severity, state, message, { line: line + firstLine - 1 });
    },
  };
  try {
    for (const batch of splitBatches(text)) {
      firstLine = batch.line;
      for (let run = 0; run < batch.count; run++) await session.batch(batch.text, sink, signal);
      if (error) throw new SqlError(error.number, error.severity, error.state, `Line ${error.line}: ${error.message}`, error);
    }
  } finally {
    session.close();
  }
}
