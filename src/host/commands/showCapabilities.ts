import type { ConnectionRegistry } from '../../core/connections/connectionRegistry';
import type { CapabilitiesPanels } from '../panels/capabilitiesPanels';
import { pickConnection } from './pickConnection';

export interface ShowCapabilitiesServices {
  readonly connections: ConnectionRegistry;
  readonly capabilityPanels: CapabilitiesPanels;
}

/** Shows what a server can do: of the named connection, else of the active one, else of the one that the user picks. */
export async function showCapabilities({ connections, capabilityPanels }: ShowCapabilitiesServices, name?: string): Promise<void> {
  const chosen = name ?? connections.active?.name ?? (await pickConnection(connections, 'Show Server Capabilities'));
  if (chosen !== undefined) capabilityPanels.show(connections.get(chosen)?.name ?? chosen);
}
