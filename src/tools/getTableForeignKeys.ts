import { z } from 'zod';
import type { ForeignKeyEnd, ForeignKeyInfo } from '../core/metadata/tableForeignKeys';
import { formatQualifiedName } from '../core/names/qualifiedName';
import { boundedItems } from './boundedItems';
import { counted } from './markdown';
import { defineTool } from './tool';
import { resolveTarget, tableIdentity, tableIdentityOutput, tableParameters, tableTitle } from './tableTarget';
import { noteLines, tablePart } from './textParts';
import { withoutEmpty } from './withoutEmpty';

const flag = z.boolean().optional();

const keyOutput = z.object({
  name: z.string(),
  columns: z.array(z.string()),
  /** The other end: where an outgoing key leads to, where an incoming one comes from. */
  table: z.string().nullable(),
  table_columns: z.array(z.string()),
  on_delete: z.string(),
  on_update: z.string(),
  self_reference: flag,
  disabled: flag,
  not_trusted: flag,
  not_for_replication: flag,
  supporting_index: z.string().nullable(),
});

export const getTableForeignKeys = defineTool({
  name: 'get_table_foreign_keys',
  title: 'Get Table Foreign Keys',
  description: 'Gets the foreign keys of a table and those that refer to it, and whether an index supports each.',
  effect: 'read',
  input: z.strictObject(tableParameters),
  output: z.object({
    ...tableIdentityOutput,
    outgoing: z.array(keyOutput),
    incoming: z.array(keyOutput),
    notes: z.array(z.string()).optional(),
  }),
  handle: async (context, input, call) => {
    const { name, target } = resolveTarget(context, input, input.table_name);
    const answer = await context.catalog.tableForeignKeys(target, name, call.signal);
    const half = context.settings.current.pageBytes / 2;
    const rest = 'Query sys.foreign_keys for the rest.';
    const outgoing = boundedItems(
      answer.outgoing.map((key) => keyAsOutput(key, key.from, key.to)),
      half,
      'outgoing key',
      rest,
    );
    const incoming = boundedItems(
      answer.incoming.map((key) => keyAsOutput(key, key.to, key.from)),
      half,
      'incoming key',
      rest,
    );
    const notes = [...answer.notes, ...outgoing.notes, ...incoming.notes];
    return {
      structured: {
        ...tableIdentity(answer.table),
        outgoing: outgoing.items,
        incoming: incoming.items,
        ...(notes.length === 0 ? {} : { notes }),
      },
      text: [
        `${tableTitle(answer.table)}: ${counted(answer.outgoing.length, 'foreign key')}; referred to by ${counted(answer.incoming.length, 'key')}.`,
        ...keysPart('Outgoing', 'refers to', outgoing.items),
        ...keysPart('Incoming', 'referred to by', incoming.items),
        ...noteLines(notes),
      ].join('\n'),
    };
  },
});

type KeyOutput = z.input<typeof keyOutput>;

function keyAsOutput(key: ForeignKeyInfo, here: ForeignKeyEnd, there: ForeignKeyEnd): KeyOutput {
  return {
    name: key.name,
    columns: [...here.columns],
    table: there.schema === null || there.table === null ? null : formatQualifiedName({ schema: there.schema, name: there.table }),
    table_columns: [...there.columns],
    on_delete: key.onDelete,
    on_update: key.onUpdate,
    ...withoutEmpty({
      self_reference: key.refersToItself,
      disabled: key.isDisabled,
      not_trusted: !key.isTrusted,
      not_for_replication: key.isNotForReplication,
    }),
    supporting_index: key.supportingIndex,
  };
}

function keysPart(title: string, direction: string, keys: readonly KeyOutput[]): string[] {
  const columns = ['name', 'columns', direction, 'its columns', 'ON DELETE', 'ON UPDATE', 'state', 'supporting index'];
  const rows = keys.map((key) => [
    key.name,
    key.columns.join(', '),
    key.table ?? '(not visible)',
    key.table_columns.join(', '),
    key.on_delete,
    key.on_update,
    stateOf(key),
    key.supporting_index ?? 'none',
  ]);
  return tablePart(title, columns, rows);
}

function stateOf(key: KeyOutput): string {
  const states: [boolean | undefined, string][] = [
    [key.self_reference, 'refers to itself'],
    [key.disabled, 'DISABLED'],
    [key.not_trusted, 'not trusted'],
    [key.not_for_replication, 'not for replication'],
  ];
  return states
    .filter(([holds]) => holds === true)
    .map(([, text]) => text)
    .join(', ');
}
