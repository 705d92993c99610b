import { z } from 'zod';
import { tableAsText } from './boundedTable';
import { listingFilter, listingOutput, listingPage, listingParameters } from './listing';
import { connectionParameters } from './parameters';
import { defineTool } from './tool';

const usualLimit = 200;

export const listTables = defineTool({
  name: 'list_tables',
  title: 'List Tables',
  description: 'Lists tables and views with approximate rows and size.',
  effect: 'read',
  input: z.strictObject({ ...connectionParameters, ...listingParameters, include_views: z.boolean().optional() }),
  output: z.object(listingOutput),
  handle: async (context, input, call) => {
    const { target } = context.connections.resolve(input.connection, input.database);
    const filter = { ...listingFilter(input, usualLimit), includeViews: input.include_views ?? true };
    const { items, total, database, notes } = await context.catalog.tables(target, filter, call.signal);
    const rows = items.map((item) => [item.schema, item.name, item.kind, item.rows, item.reservedKb, item.description]);
    const columns = ['schema', 'name', 'kind', 'row_count', 'reserved_kb', 'description'];
    const { table, next, range, lines } = listingPage(
      { columns, rows, offset: filter.offset, total, notes },
      context.settings.current.pageBytes,
    );
    return {
      structured: { connection: target.connection, database, ...table, ...next },
      text: [tableAsText(`${String(total)} tables and views in ${target.connection}/${database}${range}.`, table), ...lines].join('\n'),
    };
  },
});
