import type { ConnectionTarget } from '../ports';
import type { ServerFacts } from './serverFacts';

/** The way to what a server says about itself. */
export interface CapabilityPort {
  /**
   * Asks in two round trips: what every login may know, then what only some may. What is refused becomes a note.
   * Throws SprocketError when there is no connection or the server does not even say who it is.
   */
  serverFacts(target: ConnectionTarget, signal?: AbortSignal): Promise<ServerFacts>;
}
