import type { Row } from '../engine/model';
import type { Expression } from '../syntax/expressionAst';
import type { Assignment, UpdateStatement } from '../syntax/statementAst';
import type { SqlValue } from '../values/sqlValue';
import { converter } from '../values/convert';
import { type BaseTable, columnOrdinal } from './baseTable';
import { changeRows } from './changeRows';
import { assignerOf } from './columnAssignment';
import { columnDefault } from './columnDefaults';
import { dmlErrors } from './dmlErrors';
import { compileScalar } from '../select/compileScalar';
import { type Captured, capture, finishOutputs, outputs } from './output';
import { type Changing, pause, type QueryEnvironment } from './queryEnvironment';
import { invalidColumn } from '../select/resolveColumn';
import { rowIds } from './rowIds';
import { rowLimit } from './rowLimit';
import type { Scope } from '../select/scope';
import { openTarget } from './openTarget';
import { fireAfter, fireInsteadOf, hasTrigger, insteadOfTrigger } from './triggers';

/**
 * Runs UPDATE: reads everything, then writes. A row that FROM gives several times is changed once. Throws the errors of `updater`, `changeRows` and of
 * evaluation. What was written is in the undo log.
 */
export function* runUpdate(statement: UpdateStatement, environment: QueryEnvironment): Changing {
  const opened = openTarget(statement, environment);
  const { target, scope, others } = opened;
  const { database, table } = target;
  if (statement.target.kind === 'name') environment.checkPermission('UPDATE', database, table.schema, table.name);
  const limit = rowLimit(statement.top, scope.context);
  const update = updater(statement.assignments, target, scope, statement.position.line, opened.names, opened.baseColumn);
  const clauses = outputs(statement.output, table, others, scope.context, hasTrigger(table, 'UPDATE'));
  const found = new Map<Row, { readonly after: Row; readonly captured: Captured }>();
  for (const row of opened.rows()) {
    if (row === pause) {
      yield pause;
      continue;
    }
    if (found.size >= limit) break;
    if (!found.has(row)) found.set(row, { after: update(row), captured: capture(others) });
  }
  const ids = rowIds(table, found.keys());
  const changes = [...found].map(([before, { after }]) => ({ id: ids.get(before) ?? 0, before, after }));
  const assigned = assignedOrdinals(statement.assignments, table, opened.baseColumn);
  const instead = insteadOfTrigger(table, 'UPDATE', environment);
  if (instead) {
    fireInsteadOf(instead, table, 'UPDATE', changes, environment, assigned);
    return { rowCount: changes.length };
  }
  const effects = changeRows(target, changes, 'UPDATE', environment, assigned);
  const captured = [...found.values()].map((each) => each.captured);
  for (const [index, change] of (effects[0]?.changes ?? []).entries())
    for (const clause of clauses) clause.add(change, captured[index] ?? []);
  const result = { rowCount: changes.length, ...finishOutputs(clauses) };
  fireAfter(effects, ['UPDATE'], environment);
  return result;
}

/**
 * Makes the function that gives a row its new values, and the statement's variables theirs. The scope stands at the row.
 * `names` are those of the target in the scope: a compound operator reads the target's column. Throws SqlError 207, 264, 271, 272, 8102, 13537.
 */
export function updater(
  assignments: readonly Assignment[],
  target: BaseTable,
  scope: Scope,
  line: number,
  names: readonly string[],
  baseColumn: (name: string) => string = (name) => name,
): (row: Row) => Row {
  const { environment } = scope.context;
  const seen = new Set<number>();
  const steps = assignments.map((assignment) => {
    const { column: name, variable, value } = assignment;
    const ordinal = name === undefined ? -1 : assignedOrdinal(target, baseColumn(name), line);
    if (ordinal >= 0 && seen.has(ordinal)) throw dmlErrors.columnTwice(name ?? '');
    seen.add(ordinal);
    const column = target.table.columns[ordinal];
    const give = value.kind === 'default' ? columnDefault(target, ordinal, environment) : undefined;
    const compiled = value.kind === 'default' ? undefined : compileScalar(scope, assignment.compound ? ofTarget(value, names) : value);
    const assign = column && compiled ? assignerOf(compiled, column, target.table, target.database) : undefined;
    const evaluate = (): SqlValue => {
      if (give) return give();
      const result = compiled?.evaluate() ?? null;
      return result === null || !assign ? result : assign(result);
    };
    const resultType = column?.type ?? compiled?.type;
    const keep =
      variable === undefined || !resultType
        ? undefined
        : !column && compiled?.untyped
          ? () => null
          : converter(resultType, environment.variable(variable).type);
    return { ordinal, evaluate, keep, variable };
  });
  return (row) => {
    const after = [...row];
    for (const { ordinal, evaluate, keep, variable } of steps) {
      const value = evaluate();
      if (ordinal >= 0) after[ordinal] = value;
      if (keep && variable !== undefined) environment.assignVariable(variable, keep(value));
    }
    return after;
  };
}

/** `c += e` means the target's own column, whatever other sources have. */
function ofTarget(value: Expression, names: readonly string[]): Expression {
  if (value.kind !== 'binary' || value.left.kind !== 'column' || value.left.parts.length !== 1) return value;
  return { ...value, left: { ...value.left, parts: [...names, ...value.left.parts] } };
}

/** The columns that the assignments give values. */
export function assignedOrdinals(
  assignments: readonly Assignment[],
  table: BaseTable['table'],
  baseColumn: (name: string) => string = (name) => name,
): Set<number> {
  return new Set(assignments.flatMap(({ column }) => (column === undefined ? [] : [columnOrdinal(table, baseColumn(column))])));
}

function assignedOrdinal({ database, table }: BaseTable, name: string, line: number): number {
  const ordinal = columnOrdinal(table, name);
  const column = table.columns[ordinal];
  if (!column) throw invalidColumn(name, line);
  if (column.identity) throw dmlErrors.updateIdentity(column.name);
  if (column.computed) throw dmlErrors.computedColumn(column.name);
  if (column.type.name === 'rowversion') throw dmlErrors.updateRowversion();
  if (column.generatedAlways) throw dmlErrors.updateGeneratedAlways(`${database.name}.${table.schema}.${table.name}`);
  return ordinal;
}
