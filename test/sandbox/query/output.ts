import type { Row, Table } from '../engine/model';
import type { SelectItem } from '../syntax/queryAst';
import type { OutputClause } from '../syntax/statementAst';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import { type BaseTable, baseTable } from './baseTable';
import { changeRows } from './changeRows';
import { assigner } from './columnAssignment';
import { dmlErrors } from './dmlErrors';
import { compileScalar } from '../select/compileScalar';
import { insertOrdinals, rowBuilder } from './newRows';
import type { DmlResult, OutputColumn, QueryEnvironment } from './queryEnvironment';
import { matchesQualifier, unboundIdentifier } from '../select/resolveColumn';
import { tableBinding } from '../select/storedTables';
import {
  type Compiled,
  createBinding,
  createScope,
  emptyRow,
  plainColumn,
  type QueryContext,
  type Scope,
  type SourceBinding,
} from '../select/scope';
import { type RowChange, takeRowId } from './rowStore';

/** The rows that the sources of a statement stood at, in the order of their bindings. */
export type Captured = readonly Row[];

/** What the sources stand at now. */
export function capture(bindings: readonly SourceBinding[]): Captured {
  return bindings.map((binding) => binding.slot.row);
}

/** A clause ready to be given rows. */
export interface Output {
  add(change: RowChange, captured: Captured): void;
  /** Stores the rows of INTO; gives the result set of a clause without INTO. */
  finish(): NonNullable<DmlResult['output']> | undefined;
}

/**
 * Compiles the OUTPUT clauses of a statement. `sources` are the tables of FROM or USING beside the target.
 * Throws SqlError 334 (a trigger and no INTO), 4104, 207 and those of the target of INTO.
 */
export function outputs(
  clauses: readonly OutputClause[],
  table: Table,
  sources: readonly SourceBinding[],
  context: QueryContext,
  hasTrigger: boolean,
): Output[] {
  return clauses.map((clause) => {
    if (hasTrigger && !clause.into) throw dmlErrors.outputWithTrigger(table.name);
    return output(clause, table, sources, context);
  });
}

function output(clause: OutputClause, table: Table, sources: readonly SourceBinding[], context: QueryContext): Output {
  const inserted = tableBinding(context, table, ['inserted']);
  const deleted = tableBinding(context, table, ['deleted']);
  const action = createBinding(['$action'], [plainColumn('$action', { name: 'nvarchar', length: 10 }, false)]);
  const bindings = [inserted, deleted, ...sources];
  const scope = createScope(context, [...bindings, action]);
  const items = clause.items.flatMap((item) => expand(item, bindings)).map(({ item, name }) => ({ compiled: item(scope), name }));
  const columns = items.map(({ compiled, name }) => outputColumn(compiled, name));
  const rows: SqlValue[][] = [];
  return {
    add: ({ before, after }, captured) => {
      inserted.slot.row = after ?? emptyRow;
      deleted.slot.row = before ?? emptyRow;
      action.slot.row = [before ? (after ? 'UPDATE' : 'DELETE') : 'INSERT'];
      for (const [index, source] of sources.entries()) source.slot.row = captured[index] ?? emptyRow;
      rows.push(items.map(({ compiled }) => compiled.evaluate()));
    },
    finish: () => {
      if (!clause.into) return { columns, rows };
      const target = baseTable(clause.into, context.environment);
      const types = columns.map((column) => column.type);
      storeInto(target, clause.intoColumns, types, rows, context.environment);
      return undefined;
    },
  };
}

interface ExpandedItem {
  readonly item: (scope: Scope) => Compiled;
  readonly name: string;
}

function expand(item: SelectItem, bindings: readonly SourceBinding[]): ExpandedItem[] {
  switch (item.kind) {
    case 'star': {
      const qualifier = item.qualifier.map((part) => part.toLowerCase());
      const found = bindings.filter((binding) => matchesQualifier(binding, qualifier));
      if (found.length === 0) throw unboundIdentifier([...item.qualifier, '*'], item.position.line);
      return found.flatMap((binding) =>
        binding.columns
          .filter((column) => !column.hidden)
          .map(({ name }) => ({
            name,
            item: (scope) => compileScalar(scope, { kind: 'column', parts: [...item.qualifier, name], position: item.position }),
          })),
      );
    }
    case 'expression': {
      const { expression, alias } = item;
      const name = alias ?? (expression.kind === 'column' ? (expression.parts.at(-1) ?? '') : '');
      return [{ name, item: (scope) => compileScalar(scope, expression) }];
    }
    case 'assignment':
      return [];
  }
}

function outputColumn(compiled: Compiled, name: string): OutputColumn {
  const source = compiled.column?.binding.columns[compiled.column.ordinal];
  return { name, type: compiled.type, nullable: true, identity: false, computed: source?.computed ?? false };
}

/** Inserts rows of other types: the target of OUTPUT … INTO. No trigger fires. Throws SqlError 213 and those of storing. */
function storeInto(
  target: BaseTable,
  names: readonly string[],
  types: readonly SqlType[],
  rows: readonly (readonly SqlValue[])[],
  environment: QueryEnvironment,
): void {
  const { database, table } = target;
  const ordinals = insertOrdinals(target, names, 0);
  if (ordinals.length !== types.length) throw dmlErrors.definitionMismatch();
  const assigners = ordinals.map((ordinal, index) => {
    const column = table.columns[ordinal];
    const type = types[index];
    return column && type ? assigner(type, column, table, database) : (value: SqlValue) => value;
  });
  const builder = rowBuilder(target, ordinals, environment, isIdentityInsert(target, environment));
  const changes = rows.map((row) => ({
    id: takeRowId(table),
    after: builder.build(row.map((value, index) => assigners[index]?.(value) ?? null)),
  }));
  changeRows(target, changes, 'INSERT', environment);
}

/** Whether SET IDENTITY_INSERT is on for the table. */
export function isIdentityInsert({ table }: BaseTable, environment: QueryEnvironment): boolean {
  return environment.settings.identityInsert === `${table.schema}.${table.name}`.toLowerCase();
}

/** The result sets of all clauses; a statement has at most one. */
export function finishOutputs(all: readonly Output[]): Pick<DmlResult, 'output'> {
  let result: Pick<DmlResult, 'output'> = {};
  for (const each of all) {
    const set = each.finish();
    if (set) result = { output: set };
  }
  return result;
}
