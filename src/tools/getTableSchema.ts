import { z } from 'zod';
import type { ColumnInfo, TableSchema } from '../core/metadata/tableSchema';
import { boundedTable, tableOutput } from './boundedTable';
import type { Cell } from './cells';
import { markdownTable, onOneLine } from './markdown';
import { defineTool } from './tool';
import { resolveTarget, tableIdentity, tableIdentityOutput, tableParameters, tableTitle } from './tableTarget';
import { noteLines, tablePart } from './textParts';
import { withoutEmpty } from './withoutEmpty';

const flag = z.boolean().optional();

export const getTableSchema = defineTool({
  name: 'get_table_schema',
  title: 'Get Table Schema',
  description: 'Gets columns, keys, check constraints, triggers and descriptions of a table or view.',
  effect: 'read',
  input: z.strictObject(tableParameters),
  output: z.object({
    ...tableIdentityOutput,
    description: z.string().optional(),
    primary_key: z.array(z.string()),
    unique_keys: z
      .array(z.object({ name: z.string(), kind: z.string(), columns: z.array(z.string()), filter: z.string().nullish(), disabled: flag }))
      .optional(),
    checks: z.array(z.object({ name: z.string(), definition: z.string().nullish(), disabled: flag, not_trusted: flag })).optional(),
    triggers: z.array(z.object({ name: z.string(), timing: z.string(), events: z.array(z.string()), disabled: flag })).optional(),
    ...tableOutput,
  }),
  handle: async (context, input, call) => {
    const { name, target } = resolveTarget(context, input, input.table_name);
    const schema = await context.catalog.tableSchema(target, name, call.signal);
    const rows = schema.columns.map(columnRow);
    const table = boundedTable(columnNames, rows, context.settings.current.pageBytes, schema.notes, 'Query sys.columns for the rest.');
    const primary = schema.keys.find((key) => key.kind === 'primary key');
    return {
      structured: {
        ...tableIdentity(schema.table),
        ...(schema.description === null ? {} : { description: schema.description }),
        primary_key: [...(primary?.columns ?? [])],
        ...withoutEmpty({
          unique_keys: schema.keys
            .filter((key) => key !== primary)
            .map((key) => ({
              name: key.name,
              kind: key.kind,
              columns: [...key.columns],
              ...withoutEmpty({ filter: key.filter, disabled: key.isDisabled }),
            })),
          checks: schema.checks.map((check) => ({
            name: check.name,
            ...withoutEmpty({ definition: check.definition, disabled: check.isDisabled, not_trusted: !check.isTrusted }),
          })),
          triggers: schema.triggers.map((trigger) => ({
            name: trigger.name,
            timing: trigger.timing,
            events: [...trigger.events],
            ...withoutEmpty({ disabled: trigger.isDisabled }),
          })),
        }),
        ...table,
      },
      text: asText(schema, markdownTable(table.columns, table.rows), table.notes ?? []),
    };
  },
});

const columnNames = [
  'name',
  'type',
  'nullable',
  'identity',
  'computed',
  'default',
  'default_name',
  'collation',
  'masking',
  'encryption',
  'generated',
  'flags',
  'description',
];

function columnRow(column: ColumnInfo): Cell[] {
  const { identity, computed } = column;
  return [
    column.name,
    column.type,
    column.nullable,
    identity === null ? null : `(${identity.seed},${identity.increment})${identity.notForReplication ? ' NOT FOR REPLICATION' : ''}`,
    computed === null ? null : `${computed.definition ?? '(definition not visible)'}${computed.persisted ? ' PERSISTED' : ''}`,
    column.default,
    column.defaultName,
    column.collation,
    column.masking,
    column.encryption,
    column.generated,
    column.flags.length === 0 ? null : column.flags.join(', '),
    column.description,
  ];
}

function asText(schema: TableSchema, columns: string, notes: readonly string[]): string {
  const description = schema.description === null ? '' : ` ${schema.description}`;
  return [
    onOneLine(`${tableTitle(schema.table)}.${description}`),
    '',
    columns,
    ...tablePart(
      'Keys',
      ['name', 'kind', 'columns', 'filter', 'state'],
      schema.keys.map((key) => [key.name, key.kind, key.columns.join(', '), key.filter, key.isDisabled ? 'DISABLED' : '']),
    ),
    ...tablePart(
      'Check constraints',
      ['name', 'definition', 'state'],
      schema.checks.map((check) => [
        check.name,
        check.definition ?? '(not visible)',
        [...(check.isDisabled ? ['DISABLED'] : []), ...(check.isTrusted ? [] : ['not trusted'])].join(', '),
      ]),
    ),
    ...tablePart(
      'Triggers',
      ['name', 'timing', 'events', 'state'],
      schema.triggers.map((trigger) => [trigger.name, trigger.timing, trigger.events.join(', '), trigger.isDisabled ? 'DISABLED' : '']),
    ),
    ...noteLines(notes),
  ].join('\n');
}
