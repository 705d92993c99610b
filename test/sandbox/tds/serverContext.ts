import type { SqlEngine } from '../engine/session';
import type { ServerCertificate } from './certificate';
import type { FaultControl } from './faults';
import type { EncryptionMode } from './prelogin';
import type { TdsStatistics } from './statistics';

/** What all connections of one server share. */
export interface ServerContext {
  readonly engine: SqlEngine;
  readonly encryption: EncryptionMode;
  /** Classic servers take TDS 8 clients too, unless this is false. */
  readonly acceptStrict: boolean;
  /** Product version that PRELOGIN tells before there is a session. */
  readonly version: string;
  readonly faults: FaultControl;
  readonly statistics: TdsStatistics;
  certificate(): ServerCertificate;
}
