import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseConnectionString } from '../../../src/core/connections/connectionString';
import type { ConnectionTarget } from '../../../src/core/ports';
import type { Session } from '../../../src/core/sessions/session';
import { SessionManager } from '../../../src/core/sessions/sessionManager';
import { SettingsHolder } from '../../../src/core/settings';
import { createSqlServer } from '../../../src/sql/sqlServer';
import { preparedQuery } from './readerProtocol';
import type { Reader, ServerAddress } from './readerProtocol';

/** The product's sessions without the tools around them. */
export interface SessionReader extends Reader {
  readonly sessions: SessionManager;
  readonly target: ConnectionTarget;
  /** The session of the last read. */
  readonly last: Session | undefined;
}

/** The connection string of the bench server; without encryption, whose cost is the same for everybody. */
export function connectionStringOf({ host, port, user, password, database }: ServerAddress): string {
  return `Server=${host},${port};Database=${database};User ID=${user};Password=${password};Encrypt=false`;
}

export async function openSessionReader(server: ServerAddress): Promise<SessionReader> {
  const directory = await mkdtemp(path.join(tmpdir(), 'sprocket-bench-'));
  const sql = createSqlServer();
  const sessions = new SessionManager({ server: sql, settings: new SettingsHolder(), temporaryDirectory: directory });
  const target = { connection: 'bench', settings: parseConnectionString(connectionStringOf(server)) };
  let last: Session | undefined;
  return {
    sessions,
    target,
    get last() {
      return last;
    },
    read: async (rows) => {
      const session = sessions.start({
        kind: 'query',
        target,
        text: preparedQuery(rows),
        parameters: [],
        origin: 'agent',
        background: true,
      });
      last = session;
      await session.waitForEnd();
      if (session.state !== 'completed' || session.rows !== rows) {
        throw new Error(`The session ${session.state} with ${session.rows} rows. ${session.error?.message ?? ''}`);
      }
    },
    close: async () => {
      await sessions.dispose();
      await sql.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
