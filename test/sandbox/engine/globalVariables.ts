import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import { messages } from './errors/messages';
import type { Frame } from './frame';

interface GlobalVariable {
  readonly type: SqlType;
  read(frame: Frame): SqlValue;
}

const int: SqlType = { name: 'int' };
const smallint: SqlType = { name: 'smallint' };
const tinyint: SqlType = { name: 'tinyint' };
const text: SqlType = { name: 'nvarchar', length: 255 };
const identityType: SqlType = { name: 'numeric', precision: 38, scale: 0 };

function of(type: SqlType, read: (frame: Frame) => SqlValue): GlobalVariable {
  return { type, read };
}

const globalVariables: Readonly<Record<string, GlobalVariable>> = {
  '@@ERROR': of(int, ({ session }) => session.lastError),
  '@@ROWCOUNT': of(int, ({ session }) => session.rowCount),
  '@@TRANCOUNT': of(int, ({ session }) => session.transaction?.count ?? 0),
  '@@IDENTITY': of(identityType, ({ session }) =>
    session.lastIdentity === null ? null : { kind: 'decimal', unscaled: session.lastIdentity, scale: 0 },
  ),
  '@@FETCH_STATUS': of(int, ({ session }) => session.fetchStatus),
  '@@CURSOR_ROWS': of(int, ({ session }) => session.cursorRows),
  '@@NESTLEVEL': of(int, ({ session }) => session.nestLevel),
  '@@PROCID': of(int, (frame) => frame.module?.objectId ?? 0),
  '@@SPID': of(smallint, ({ session }) => session.id),
  '@@LANGUAGE': of({ name: 'nvarchar', length: 128 }, ({ session }) => session.settings.language),
  '@@LANGID': of(smallint, () => 0),
  '@@DATEFIRST': of(tinyint, ({ session }) => session.settings.dateFirst),
  '@@LOCK_TIMEOUT': of(int, ({ session }) => session.settings.lockTimeout),
  '@@TEXTSIZE': of(int, ({ session }) => session.settings.textSize),
  '@@OPTIONS': of(int, ({ session }) => options(session.settings)),
  '@@VERSION': of({ name: 'nvarchar', length: 300 }, ({ session }) => session.host.model.profile.versionText),
  '@@SERVERNAME': of({ name: 'nvarchar', length: 128 }, ({ session }) => session.host.model.profile.serverName),
  '@@SERVICENAME': of(text, () => 'MSSQLSERVER'),
  '@@MICROSOFTVERSION': of(int, ({ session }) => packedVersion(session.host.model.profile.productVersion)),
  '@@MAX_PRECISION': of(tinyint, () => 38),
  '@@MAX_CONNECTIONS': of(int, () => 32767),
  '@@CONNECTIONS': of(int, ({ session }) => session.id - 50),
  '@@DBTS': of({ name: 'varbinary', length: 8 }, ({ session }) => rowVersion(session.database.nextRowVersion - 1n)),
  '@@REMSERVER': of({ name: 'nvarchar', length: 128 }, () => null),
  '@@CPU_BUSY': of(int, () => 0),
  '@@IDLE': of(int, () => 0),
  '@@IO_BUSY': of(int, () => 0),
  '@@PACK_RECEIVED': of(int, () => 0),
  '@@PACK_SENT': of(int, () => 0),
  '@@PACKET_ERRORS': of(int, () => 0),
  '@@TIMETICKS': of(int, () => 31250),
  '@@TOTAL_ERRORS': of(int, () => 0),
  '@@TOTAL_READ': of(int, () => 0),
  '@@TOTAL_WRITE': of(int, () => 0),
};

/** `@@NAME`: its type and present value. Throws SqlError 137 for a name that does not exist. */
export function globalVariable(frame: Frame, name: string): { readonly type: SqlType; readonly value: SqlValue } {
  const found = globalVariables[name.toUpperCase()];
  if (!found) throw messages.variableNotDeclared(name);
  return { type: found.type, value: found.read(frame) };
}

/** Bits of @@OPTIONS, "Configure the user options" of the documentation. */
function options(settings: Frame['session']['settings']): number {
  const bits: readonly (readonly [boolean, number])[] = [
    [settings.implicitTransactions, 2],
    [settings.ansiWarnings, 8],
    [true, 16],
    [settings.ansiNulls, 32],
    [settings.arithAbort, 64],
    [settings.quotedIdentifier, 256],
    [settings.nocount, 512],
    [true, 1024],
    [settings.concatNullYieldsNull, 4096],
    [settings.xactAbort, 16384],
  ];
  return bits.reduce((sum, [on, bit]) => sum + (on ? bit : 0), 0);
}

function packedVersion(version: string): number {
  const [major = 0, minor = 0, build = 0] = version.split('.').map(Number);
  return (major << 24) | (minor << 16) | build;
}

function rowVersion(value: bigint): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(value);
  return bytes;
}
