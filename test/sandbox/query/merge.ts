import type { Row } from '../engine/model';
import type { TableSource } from '../syntax/queryAst';
import type { MergeClause, MergeStatement } from '../syntax/statementAst';
import type { SqlValue } from '../values/sqlValue';
import { type BaseTable, baseTable } from './baseTable';
import { changeRows } from './changeRows';
import { assignerOf } from './columnAssignment';
import { compilePredicate } from '../select/compilePredicate';
import { type DmlSource, openSource, statementContext } from './dmlSource';
import { compileScalar } from '../select/compileScalar';
import { dmlErrors } from './dmlErrors';
import { insertOrdinals, type RowBuilder, rowBuilder, useDefault } from './newRows';
import { type Captured, capture, finishOutputs, isIdentityInsert, outputs } from './output';
import { type Changing, pause, type QueryEnvironment } from './queryEnvironment';
import { rowIds } from './rowIds';
import { rowLimit } from './rowLimit';
import { emptyRow, type Scope, type SourceBinding } from '../select/scope';
import { type RowChange, takeRowId } from './rowStore';
import { fireAfter, hasTrigger } from './triggers';
import { assignedOrdinals, updater } from './update';

/** What the statement will do to a row; `before` is absent for an insertion, `after` for a deletion. */
interface Planned {
  readonly before?: Row;
  readonly after?: Row;
  readonly captured: Captured;
}

const events = { update: 'UPDATE', delete: 'DELETE', insert: 'INSERT' } as const;

/**
 * Runs MERGE: joins target and source in full, then writes. Throws SqlError 8672 when two source rows would change one row of the target, and
 * the errors of INSERT, UPDATE and DELETE. What was written is in the undo log.
 */
export function* runMerge(statement: MergeStatement, environment: QueryEnvironment): Changing {
  const target = baseTable(statement.target, environment);
  const { database, table } = target;
  const kinds = new Set(statement.clauses.map((clause) => events[clause.action.kind]));
  if (statement.target.kind === 'name') for (const kind of kinds) environment.checkPermission(kind, database, table.schema, table.name);
  const context = statementContext(statement.with, environment);
  const limit = rowLimit(undefined, context);
  const source = openSource([fullJoin(statement)], undefined, context);
  const binding = targetBinding(source, target);
  const others = source.bindings.filter((each) => each !== binding);
  const clauses = outputs(
    statement.output,
    table,
    others,
    context,
    [...kinds].some((kind) => hasTrigger(table, kind)),
  );
  const planners = statement.clauses.map((clause) => planner(clause, target, binding, others, source.scope, statement.position.line));
  const planned: Planned[] = [];
  const changed = new Set<Row>();
  for (const joined of source.steps()) {
    if (joined === pause) {
      yield pause;
      continue;
    }
    const row = binding.slot.row;
    const matchesTarget = row !== emptyRow;
    const matchesSource = others.some((each) => each.slot.row !== emptyRow);
    const when = matchesTarget ? (matchesSource ? 'matched' : 'notMatchedBySource') : 'notMatchedByTarget';
    const step = planners.find((each) => each.when === when && each.applies())?.plan(row);
    if (!step) continue;
    if (step.before) {
      if (changed.has(step.before)) throw dmlErrors.mergeTwice();
      changed.add(step.before);
    }
    planned.push(step);
    if (planned.length >= limit) break;
  }
  const ids = rowIds(table, changed);
  const changes = planned.map(({ before, after }): RowChange => ({
    id: before ? (ids.get(before) ?? 0) : takeRowId(table),
    ...(before && { before }),
    ...(after && { after }),
  }));
  const assigned = new Set(
    statement.clauses.flatMap(({ action }) => (action.kind === 'update' ? [...assignedOrdinals(action.assignments, table)] : [])),
  );
  const effects = changeRows(target, changes, 'MERGE', environment, assigned);
  for (const [index, change] of (effects[0]?.changes ?? []).entries()) {
    for (const clause of clauses) clause.add(change, planned[index]?.captured ?? []);
  }
  const last = planners.map((each) => each.builder?.lastIdentity()).findLast((value) => value !== undefined);
  const result = { rowCount: changes.length, ...(last !== undefined && { lastIdentity: last }), ...finishOutputs(clauses) };
  fireAfter(effects, [...kinds], environment);
  return result;
}

function fullJoin({ target, targetAlias, source, on, position }: MergeStatement): TableSource {
  const left: TableSource =
    target.kind === 'variable'
      ? { kind: 'variableTable', name: target.name, position: target.position, ...(targetAlias !== undefined && { alias: targetAlias }) }
      : { kind: 'table', name: target.name, hints: [], ...(targetAlias !== undefined && { alias: targetAlias }) };
  return { kind: 'join', type: 'FULL', left, right: source, on, position };
}

/** The first binding is that of the join's left side. */
function targetBinding(source: DmlSource, { table }: BaseTable): SourceBinding {
  const binding = source.bindings.find((each) => each.table === table);
  if (!binding) throw dmlErrors.invalidObject(table.name);
  return binding;
}

interface Planner {
  readonly when: MergeClause['when'];
  readonly builder: RowBuilder | undefined;
  applies(): boolean;
  plan(row: Row): Planned;
}

function planner(
  { when, condition, action }: MergeClause,
  target: BaseTable,
  binding: SourceBinding,
  others: readonly SourceBinding[],
  joined: Scope,
  line: number,
): Planner {
  // A clause sees only the sides that have a row.
  const visible = when === 'notMatchedByTarget' ? others : when === 'notMatchedBySource' ? [binding] : joined.bindings;
  const scope: Scope = { ...joined, bindings: visible };
  const holds = condition ? compilePredicate(scope, condition) : () => true;
  const applies = (): boolean => holds() === true;
  switch (action.kind) {
    case 'delete':
      return { when, builder: undefined, applies, plan: (before) => ({ before, captured: capture(others) }) };
    case 'update': {
      const update = updater(action.assignments, target, scope, line, binding.names);
      return { when, builder: undefined, applies, plan: (before) => ({ before, after: update(before), captured: capture(others) }) };
    }
    case 'insert': {
      const { builder, values } = insertion(action, target, scope, line);
      return { when, builder, applies, plan: () => ({ after: builder.build(values()), captured: capture(others) }) };
    }
  }
}

function insertion(
  { columns, values }: Extract<MergeClause['action'], { readonly kind: 'insert' }>,
  target: BaseTable,
  scope: Scope,
  line: number,
): { readonly builder: RowBuilder; readonly values: () => (SqlValue | typeof useDefault)[] } {
  const { database, table } = target;
  const { environment } = scope.context;
  if (values.length === 0) {
    return { builder: rowBuilder(target, [], environment, isIdentityInsert(target, environment)), values: () => [] };
  }
  const ordinals = insertOrdinals(target, columns, line);
  if (values.length < ordinals.length) throw dmlErrors.moreColumnsThanValues();
  if (values.length > ordinals.length) throw dmlErrors.fewerColumnsThanValues();
  const cells = values.map((value, index): (() => SqlValue | typeof useDefault) => {
    const column = table.columns[ordinals[index] ?? -1];
    if (value.kind === 'default' || !column) return () => useDefault;
    const compiled = compileScalar(scope, value);
    const assign = assignerOf(compiled, column, table, database);
    return () => {
      const result = compiled.evaluate();
      return result === null ? null : assign(result);
    };
  });
  return {
    builder: rowBuilder(target, ordinals, environment, isIdentityInsert(target, environment)),
    values: () => cells.map((give) => give()),
  };
}
