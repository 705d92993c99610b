import type { ConnectionRegistry } from '../../core/connections/connectionRegistry';
import { pickConnection } from './pickConnection';

/** Chooses the connection that is used when a tool call or a command names none. */
export async function selectConnection(connections: ConnectionRegistry): Promise<void> {
  const chosen = await pickConnection(connections, 'Select Active Connection');
  if (chosen !== undefined) await connections.setActive(chosen);
}
