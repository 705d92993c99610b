import { z } from 'zod';
import { boundedTable, tableAsText, tableOutput } from './boundedTable';
import { counted } from './markdown';
import { connectionParameters } from './parameters';
import { defineTool } from './tool';

const columns = ['name', 'state', 'compatibility_level', 'collation', 'read_only', 'created', 'recovery_model', 'accessible'];

export const listDatabases = defineTool({
  name: 'list_databases',
  title: 'List Databases',
  description: 'Lists the databases of the server with state, compatibility level, collation, and whether the login may use them.',
  effect: 'read',
  input: z.strictObject({ connection: connectionParameters.connection }),
  output: z.object({ connection: z.string(), ...tableOutput }),
  handle: async (context, input, call) => {
    const { target } = context.connections.resolve(input.connection);
    const { items, notes } = await context.catalog.databases(target, call.signal);
    const rows = items.map((item) => [
      item.name,
      item.state,
      item.compatibilityLevel,
      item.collation,
      item.isReadOnly,
      item.createDate,
      item.recoveryModel,
      item.accessible,
    ]);
    const table = boundedTable(columns, rows, context.settings.current.pageBytes, notes, 'Query sys.databases for the rest.');
    const heading = `${counted(items.length, 'database')} on ${target.connection}.`;
    return { structured: { connection: target.connection, ...table }, text: tableAsText(heading, table) };
  },
});
