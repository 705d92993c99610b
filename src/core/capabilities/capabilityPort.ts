import type { ConnectionTarget } from '../ports';
import type { ServerFacts } from './serverFacts';

/** The way to what a server says about itself. */
export interface CapabilityPort {
  /**
   * Asks in one round trip what every login may know and what only some may; an engine that lacks some of it is asked again for less. What is
   * refused becomes a note.
   * Throws SprocketError when there is no connection or the server does not even say who it is.
   */
  serverFacts(target: ConnectionTarget, signal?: AbortSignal): Promise<ServerFacts>;
}
