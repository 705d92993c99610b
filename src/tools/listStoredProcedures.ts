import { z } from 'zod';
import { parametersOf } from '../core/procedures/assembleProcedure';
import { parametersText } from '../core/procedures/parameterText';
import type { ProcedureListing } from '../core/procedures/procedurePort';
import type { Cell } from './cells';
import { listingFilter, listingOutput, listingPage, listingParameters } from './listing';
import { counted, onOneLine } from './markdown';
import { connectionParameters } from './parameters';
import { noteLines, tablePart } from './textParts';
import { defineTool } from './tool';

const usualLimit = 100;

export const listStoredProcedures = defineTool({
  name: 'list_stored_procedures',
  title: 'List Stored Procedures',
  description: 'Lists stored procedures with their parameters in short.',
  effect: 'read',
  input: z.strictObject({ ...connectionParameters, ...listingParameters }),
  output: z.object(listingOutput),
  handle: async (context, input, call) => {
    const { target } = context.connections.resolve(input.connection, input.database);
    const filter = listingFilter(input, usualLimit);
    const { items, total, database, notes } = await context.procedures.list(target, filter, call.signal);
    const columns = ['schema', 'name', 'parameters', 'created', 'modified', 'kind', 'encrypted'];
    const extended = items.some(({ kind }) => kind === 'extended') ? ['Parameters of extended procedures are not in the catalog.'] : [];
    const { table, next, range, lines } = listingPage(
      { columns, rows: items.map(listingRow), offset: filter.offset, total, notes: [...notes, ...extended] },
      context.settings.current.pageBytes,
    );
    const unknown = table.rows.some((row) => String(row[2]).includes(' = ?')) ? ['= ? is a default that is not known.'] : [];
    return {
      structured: { connection: target.connection, database, ...table, ...next },
      text: [
        onOneLine(`${counted(total, 'stored procedure')} in ${target.connection}/${database}${range}.`),
        ...tablePart('Procedures', table.columns, table.rows),
        ...noteLines([...(table.notes ?? []), ...unknown]),
        ...lines,
      ].join('\n'),
    };
  },
});

function listingRow(item: ProcedureListing): Cell[] {
  return [
    item.schema,
    item.name,
    parametersText(parametersOf(item)),
    item.createdAt,
    item.modifiedAt,
    item.kind === 'sql' ? null : item.kind,
    item.isEncrypted ? true : null,
  ];
}
