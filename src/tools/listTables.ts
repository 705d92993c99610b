import { z } from 'zod';
import { boundedTable, tableAsText, tableOutput } from './boundedTable';
import { connectionParameters } from './parameters';
import { defineTool } from './tool';

export const listTables = defineTool({
  name: 'list_tables',
  title: 'List Tables',
  description: 'Lists tables, and views unless include_views is false, with approximate row counts. Narrow with schema or name_like.',
  effect: 'read',
  input: z.strictObject({
    ...connectionParameters,
    schema: z.string().min(1).optional(),
    name_like: z.string().min(1).optional().describe('LIKE pattern'),
    include_views: z.boolean().optional(),
  }),
  output: z.object({ connection: z.string(), database: z.string().optional(), ...tableOutput }),
  handle: async (context, input, call) => {
    const { target, profile } = context.connections.resolve(input.connection, input.database);
    const filter = {
      includeViews: input.include_views ?? true,
      ...(input.schema === undefined ? {} : { schema: input.schema }),
      ...(input.name_like === undefined ? {} : { nameLike: input.name_like }),
    };
    const { items, notes } = await context.catalog.tables(target, filter, call.signal);
    const rows = items.map((item) => [item.schema, item.name, item.kind, item.rowCount, item.description]);
    const columns = ['schema', 'name', 'kind', 'row_count', 'description'];
    const table = boundedTable(columns, rows, context.settings.current.pageBytes, notes, 'Narrow the list with schema or name_like.');
    const database = input.database ?? profile.database;
    const where = database === undefined ? target.connection : `${target.connection}/${database}`;
    return {
      structured: { connection: target.connection, ...(database === undefined ? {} : { database }), ...table },
      text: tableAsText(`${String(items.length)} tables and views in ${where}.`, table),
    };
  },
});
