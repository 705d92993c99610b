import { z } from 'zod';
import { parametersOf } from '../core/procedures/assembleProcedure';
import { parametersText } from '../core/procedures/parameterText';
import type { ProcedureListing } from '../core/procedures/procedurePort';
import { boundedTable, tableOutput } from './boundedTable';
import type { Cell } from './cells';
import { counted, onOneLine } from './markdown';
import { connectionParameters, listingParameters } from './parameters';
import { noteLines, tablePart } from './textParts';
import { defineTool } from './tool';

const usualLimit = 100;

export const listStoredProcedures = defineTool({
  name: 'list_stored_procedures',
  title: 'List Stored Procedures',
  description: 'Lists stored procedures with their parameters in short.',
  effect: 'read',
  input: z.strictObject({ ...connectionParameters, ...listingParameters }),
  output: z.object({ connection: z.string(), database: z.string(), ...tableOutput, next_offset: z.int().optional() }),
  handle: async (context, input, call) => {
    const { target } = context.connections.resolve(input.connection, input.database);
    const offset = input.offset ?? 0;
    const filter = {
      offset,
      limit: input.limit ?? usualLimit,
      ...(input.schema === undefined ? {} : { schema: input.schema }),
      ...(input.name_like === undefined ? {} : { nameLike: input.name_like }),
    };
    const { items, total, database, notes } = await context.procedures.list(target, filter, call.signal);
    const columns = ['schema', 'name', 'parameters', 'created', 'modified', 'kind', 'encrypted'];
    const { columns: used, rows } = boundedTable(columns, items.map(listingRow), context.settings.current.pageBytes, [], '');
    const next = offset + rows.length;
    const isMore = rows.length > 0 && next < total;
    const said = [
      ...notes,
      ...(items.some(({ kind }) => kind === 'extended') ? ['Parameters of extended procedures are not in the catalog.'] : []),
      ...(items.length === 0 && total > 0 ? [`There are only ${String(total)}: offset ${String(offset)} is beyond the last.`] : []),
    ];
    const table = {
      columns: used,
      rows,
      ...(rows.length === total ? {} : { total }),
      ...(said.length === 0 ? {} : { notes: said }),
    };
    const range = rows.length === total || rows.length === 0 ? '' : `, ${String(offset)} to ${String(next - 1)} listed`;
    const unknown = rows.some((row) => String(row[2]).includes(' = ?')) ? ['= ? is a default that is not known.'] : [];
    return {
      structured: { connection: target.connection, database, ...table, ...(isMore ? { next_offset: next } : {}) },
      text: [
        onOneLine(`${counted(total, 'stored procedure')} in ${target.connection}/${database}${range}.`),
        ...tablePart('Procedures', used, rows),
        ...noteLines([...said, ...unknown]),
        ...(isMore ? [`\nNext: offset ${String(next)}.`] : []),
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
