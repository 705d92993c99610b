import { z } from 'zod';
import { boundedTable, tableAsText, tableOutput } from './boundedTable';
import { connectionParameters, listingParameters } from './parameters';
import { defineTool } from './tool';

const usualLimit = 200;

export const listTables = defineTool({
  name: 'list_tables',
  title: 'List Tables',
  description: 'Lists tables and views with approximate rows and size.',
  effect: 'read',
  input: z.strictObject({ ...connectionParameters, ...listingParameters, include_views: z.boolean().optional() }),
  output: z.object({ connection: z.string(), database: z.string(), ...tableOutput, next_offset: z.int().optional() }),
  handle: async (context, input, call) => {
    const { target } = context.connections.resolve(input.connection, input.database);
    const offset = input.offset ?? 0;
    const filter = {
      includeViews: input.include_views ?? true,
      offset,
      limit: input.limit ?? usualLimit,
      ...(input.schema === undefined ? {} : { schema: input.schema }),
      ...(input.name_like === undefined ? {} : { nameLike: input.name_like }),
    };
    const { items, total, database, notes } = await context.catalog.tables(target, filter, call.signal);
    const rows = items.map((item) => [item.schema, item.name, item.kind, item.rows, item.reservedKb, item.description]);
    const columns = ['schema', 'name', 'kind', 'row_count', 'reserved_kb', 'description'];
    const { columns: used, rows: kept } = boundedTable(columns, rows, context.settings.current.pageBytes, [], '');
    const next = offset + kept.length;
    const said = [
      ...notes,
      ...(items.length === 0 && total > 0 ? [`There are only ${String(total)}: offset ${String(offset)} is beyond the last.`] : []),
    ];
    const table = {
      columns: used,
      rows: kept,
      ...(kept.length === total ? {} : { total }),
      ...(said.length === 0 ? {} : { notes: said }),
    };
    const isMore = kept.length > 0 && next < total;
    const range = kept.length === total ? '' : `, ${String(offset)} to ${String(next - 1)} listed`;
    return {
      structured: { connection: target.connection, database, ...table, ...(isMore ? { next_offset: next } : {}) },
      text: [
        tableAsText(`${String(total)} tables and views in ${target.connection}/${database}${kept.length === 0 ? '' : range}.`, table),
        ...(isMore ? [`\nNext: offset ${String(next)}.`] : []),
      ].join('\n'),
    };
  },
});
