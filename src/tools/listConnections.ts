import { z } from 'zod';
import { counted, markdownTable } from './markdown';
import { defineTool } from './tool';

const connectionOutput = z.object({
  name: z.string(),
  active: z.boolean().describe('used when a call names no connection'),
  server: z.string().optional(),
  database: z.string().optional().describe('absent: server mode, the database parameter chooses'),
  login: z.string().optional(),
  notes: z.array(z.string()).optional(),
  problem: z.string().optional().describe('why the connection cannot be used'),
});

export const listConnections = defineTool({
  name: 'list_connections',
  title: 'List Connections',
  description: 'Lists the configured SQL Server connections, and which is active.',
  effect: 'read',
  input: z.strictObject({}),
  output: z.object({ connections: z.array(connectionOutput) }),
  handle: (context) => {
    const active = context.connections.active?.name;
    const connections = context.connections.list().map((profile) => ({
      name: profile.name,
      active: profile.name === active,
      ...(profile.server === undefined ? {} : { server: profile.server }),
      ...(profile.database === undefined ? {} : { database: profile.database }),
      ...(profile.login === undefined ? {} : { login: profile.login }),
      ...(profile.notes.length === 0 ? {} : { notes: [...profile.notes] }),
      ...(profile.problem === undefined ? {} : { problem: profile.problem }),
    }));
    const rows = connections.map((item) => [
      item.name,
      item.active ? 'yes' : '',
      item.server ?? '',
      item.database ?? '(server mode)',
      item.login ?? '',
      item.problem ?? item.notes?.join(' ') ?? '',
    ]);
    const table = markdownTable(['name', 'active', 'server', 'database', 'login', 'remarks'], rows);
    return Promise.resolve({ structured: { connections }, text: `${counted(connections.length, 'connection')}.\n\n${table}` });
  },
});
