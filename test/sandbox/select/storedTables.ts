import type { Table } from '../engine/model';
import { compileScalar } from './compileScalar';
import { converted } from './conversion';
import { createBinding, createScope, type QueryContext, type SourceBinding, type SourceColumn } from './scope';
import type { OpenSource } from './tableSources';

/** The sources of rows that are stored: base tables, temporary tables, table variables, the tables of a trigger. */
export function storedTable(
  context: QueryContext,
  table: Table,
  options: { readonly names: readonly string[]; readonly displayName: string },
): OpenSource {
  const binding = tableBinding(context, table, options.names, options.displayName);
  return { binding, rows: () => table.rows.values() };
}

/** A binding over a stored table's rows; computed columns that are not stored are compiled over it. */
export function tableBinding(
  context: QueryContext,
  table: Table,
  names: readonly string[],
  displayName: string = names.join('.'),
): SourceBinding {
  const columns = table.columns.map((column): SourceColumn => ({
    name: column.name,
    type: column.type,
    nullable: column.nullable,
    identity: column.identity !== undefined,
    computed: column.computed !== undefined,
    hidden: column.hidden,
  }));
  const binding = createBinding(names, columns, { table, displayName });
  const scope = createScope(context, [binding]);
  for (const [ordinal, { computed, type }] of table.columns.entries()) {
    if (computed && !computed.persisted) binding.computed.set(ordinal, converted(compileScalar(scope, computed.expression), type));
  }
  return binding;
}
