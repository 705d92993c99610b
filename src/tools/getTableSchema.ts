import { z } from 'zod';
import { SprocketError } from '../core/errors';
import { closestNames } from '../core/names/closestNames';
import { formatQualifiedName, parseQualifiedName } from '../core/names/qualifiedName';
import type { ColumnInfo, ConnectionTarget, QualifiedName } from '../core/ports';
import { boundedTable, tableAsText, tableOutput } from './boundedTable';
import type { Cell } from './cells';
import { onOneLine } from './markdown';
import { connectionParameters } from './parameters';
import { defineTool } from './tool';
import type { ToolCall, ToolContext } from './tool';

export const getTableSchema = defineTool({
  name: 'get_table_schema',
  title: 'Get Table Schema',
  description: 'Gets columns (full types, nullability, identity, computed, default, collation) and primary key of a table or view.',
  effect: 'read',
  input: z.strictObject({ ...connectionParameters, table_name: z.string().min(1).describe('[schema].[name]') }),
  output: z.object({
    table: z.string(),
    kind: z.enum(['table', 'view']),
    description: z.string().optional(),
    primary_key: z.array(z.string()),
    ...tableOutput,
  }),
  handle: async (context, input, call) => {
    const { name, target } = resolveObject(context, input, input.table_name);
    const schema = await context.catalog.tableSchema(target, name, call.signal);
    if (schema === undefined) {
      throw await unknownTable(context, target, name, call);
    }
    const columns = ['name', 'type', 'nullable', 'identity', 'computed', 'default', 'collation', 'description'];
    const rows = schema.columns.map(columnRow);
    const table = boundedTable(columns, rows, context.settings.current.pageBytes, schema.notes, 'Query sys.columns for the rest.');
    const title = formatQualifiedName({ schema: schema.schema, name: schema.name });
    const key = schema.primaryKey.length === 0 ? 'no primary key' : `primary key (${schema.primaryKey.join(', ')})`;
    const heading = onOneLine(
      `${schema.kind === 'view' ? 'View' : 'Table'} ${title}: ${key}.${schema.description === null ? '' : ` ${schema.description}`}`,
    );
    return {
      structured: {
        table: title,
        kind: schema.kind,
        ...(schema.description === null ? {} : { description: schema.description }),
        primary_key: [...schema.primaryKey],
        ...table,
      },
      text: tableAsText(heading, table),
    };
  },
});

function columnRow(column: ColumnInfo): Cell[] {
  const { identity, computed } = column;
  return [
    column.name,
    column.type,
    column.nullable,
    identity === null ? null : `(${identity.seed},${identity.increment})`,
    computed === null ? null : `${computed.definition ?? '(definition not visible)'}${computed.persisted ? ' PERSISTED' : ''}`,
    column.default,
    column.collation,
    column.description,
  ];
}

/** The target of a call that names an object: a database in the name counts like the parameter. Throws SprocketError. */
function resolveObject(
  context: ToolContext,
  input: { readonly connection?: string | undefined; readonly database?: string | undefined },
  text: string,
): { name: QualifiedName; target: ConnectionTarget } {
  const { database, ...name } = parseQualifiedName(text);
  if (database !== undefined && input.database !== undefined && database.toLowerCase() !== input.database.toLowerCase()) {
    throw new SprocketError('invalid_input', `The name says database ${database}, the parameter database says ${input.database}.`, {
      nextStep: 'Name the database once.',
    });
  }
  return { name, target: context.connections.resolve(input.connection, input.database ?? database).target };
}

async function unknownTable(context: ToolContext, target: ConnectionTarget, name: QualifiedName, call: ToolCall): Promise<SprocketError> {
  const { items } = await context.catalog.tables(target, { includeViews: true }, call.signal);
  const byName = new Map<string, string[]>();
  for (const item of items) {
    const known = byName.get(item.name) ?? [];
    byName.set(item.name, [...known, formatQualifiedName({ schema: item.schema, name: item.name })]);
  }
  const suggestions = closestNames(name.name, byName.keys(), 5).flatMap((near) => byName.get(near) ?? []);
  return new SprocketError('unknown_object', `There is no table or view ${formatQualifiedName(name)}, or the login may not see it.`, {
    expected: 'the name of a table or view in this database',
    nextStep: suggestions.length === 0 ? 'Call list_tables.' : 'Use one of these names, or call list_tables.',
    suggestions: suggestions.slice(0, 5),
  });
}
