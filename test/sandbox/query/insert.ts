import type { DefaultMarker, ValuesBody } from '../syntax/queryAst';
import type { Expression } from '../syntax/expressionAst';
import type { InsertStatement } from '../syntax/statementAst';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import { commonType } from '../values/types';
import { type BaseTable, baseTable } from './baseTable';
import { changeRows } from './changeRows';
import { assigner, type Assigner } from './columnAssignment';
import { compileSelect } from '../select/compileSelect';
import { converted } from '../select/conversion';
import { dmlErrors } from './dmlErrors';
import { statementContext } from './dmlSource';
import { compileScalar } from '../select/compileScalar';
import { insertOrdinals, rowBuilder, useDefault } from './newRows';
import { finishOutputs, isIdentityInsert, outputs } from './output';
import { type Changing, pause, type Pause, type QueryEnvironment } from './queryEnvironment';
import { type RowChange, takeRowId } from './rowStore';
import { rowLimit } from './rowLimit';
import { rowsPerPause } from '../select/sourcePlan';
import { createScope, type QueryContext, withPhase } from '../select/scope';
import { fireAfter, fireInsteadOf, hasTrigger, insteadOfTrigger } from './triggers';

type GivenRow = readonly (SqlValue | typeof useDefault)[];

/**
 * Runs INSERT. `executed` are the rows of INSERT … EXEC, already of the columns' types. Throws SqlError 109, 110, 120, 121, 213, 10709 (numbers
 * of columns and values), those of `rowBuilder` and `changeRows`, and the errors of evaluation. What was written is in the undo log.
 */
export function* runInsert(statement: InsertStatement, environment: QueryEnvironment, executed?: Iterable<readonly SqlValue[]>): Changing {
  const target = baseTable(statement.target, environment);
  const { database, table } = target;
  if (statement.target.kind === 'name') environment.checkPermission('INSERT', database, table.schema, table.name);
  const context = statementContext(statement.with, environment);
  const limit = rowLimit(statement.top, context);
  const clauses = outputs(statement.output, table, [], context, hasTrigger(table, 'INSERT'));
  const { ordinals, rows } = givenRows(statement, target, context, executed);
  const builder = rowBuilder(target, ordinals, environment, isIdentityInsert(target, environment));
  const changes: RowChange[] = [];
  for (const row of rows) {
    if (row === pause) {
      yield pause;
      continue;
    }
    if (changes.length >= limit) break;
    if (changes.push({ id: takeRowId(table), after: builder.build(row) }) % rowsPerPause === 0) yield pause;
  }
  const last = builder.lastIdentity();
  const identity = last === undefined ? {} : { lastIdentity: last };
  const instead = insteadOfTrigger(table, 'INSERT', environment);
  if (instead) {
    fireInsteadOf(instead, table, 'INSERT', changes, environment);
    return { rowCount: changes.length };
  }
  const effects = changeRows(target, changes, 'INSERT', environment);
  for (const change of effects[0]?.changes ?? []) for (const clause of clauses) clause.add(change, []);
  const result = { rowCount: changes.length, ...identity, ...finishOutputs(clauses) };
  fireAfter(effects, ['INSERT'], environment);
  return result;
}

interface GivenRows {
  readonly ordinals: readonly number[];
  readonly rows: Iterable<GivenRow | Pause>;
}

function givenRows(
  statement: InsertStatement,
  target: BaseTable,
  context: QueryContext,
  executed: Iterable<readonly SqlValue[]> | undefined,
): GivenRows {
  const { source, columns, position } = statement;
  const ordinals = insertOrdinals(target, columns, position.line);
  const { table } = target;
  if (executed) {
    // Rows of a procedure leave a rowversion column out when no columns are listed.
    const taken = columns.length > 0 ? ordinals : ordinals.filter((ordinal) => table.columns[ordinal]?.type.name !== 'rowversion');
    return { ordinals: taken, rows: sameWidth(executed, taken.length) };
  }
  if (source.kind === 'defaultValues') return { ordinals: [], rows: [[]] };
  if (source.kind === 'execute') return { ordinals, rows: [] };
  if (source.body.kind === 'values') {
    requireWidth(source.body, statement, target, ordinals.length);
    return { ordinals, rows: valuesRows(source.body, target, ordinals, context) };
  }
  const query = compileSelect({ kind: 'select', position, with: statement.with, query: source }, context.environment);
  const width = query.columns.length;
  if (width !== ordinals.length) {
    if (columns.length === 0) throw implicitMismatch(target, width, ordinals.length);
    throw width < ordinals.length ? dmlErrors.fewerSelected() : dmlErrors.moreSelected();
  }
  const assigners = ordinals.map((ordinal, index) => assignerFor(target, ordinal, query.columns[index]?.type));
  const rows = function* (): Generator<GivenRow | Pause> {
    for (const row of query.rows()) {
      if (row === pause) yield pause;
      else yield assigners.map((assign, index) => assign(row[index] ?? null));
    }
  };
  return { ordinals, rows: rows() };
}

function assignerFor({ database, table }: BaseTable, ordinal: number, type: SqlType | undefined): Assigner {
  const column = table.columns[ordinal];
  return column && type ? assigner(type, column, table, database) : (value) => value;
}

function* sameWidth(rows: Iterable<readonly SqlValue[]>, width: number): Generator<GivenRow> {
  for (const row of rows) {
    if (row.length !== width) throw dmlErrors.definitionMismatch();
    yield row;
  }
}

/** Without a column list; one value more than columns is an attempt to give the identity. */
function implicitMismatch({ table }: BaseTable, given: number, wanted: number): Error {
  const hasIdentity = table.columns.some((column) => column.identity);
  return hasIdentity && given === wanted + 1
    ? dmlErrors.identityNeedsList(`${table.schema}.${table.name}`)
    : dmlErrors.definitionMismatch();
}

function requireWidth({ rows }: ValuesBody, { columns }: InsertStatement, target: BaseTable, wanted: number): void {
  const width = rows[0]?.length ?? 0;
  if (rows.some((row) => row.length !== width)) throw dmlErrors.unevenRows();
  if (width === wanted) return;
  if (columns.length === 0) throw implicitMismatch(target, width, wanted);
  throw width < wanted ? dmlErrors.moreColumnsThanValues() : dmlErrors.fewerColumnsThanValues();
}

function* valuesRows({ rows }: ValuesBody, target: BaseTable, ordinals: readonly number[], context: QueryContext): Generator<GivenRow> {
  const compiled = rows.map((row) => {
    const scope = withPhase(createScope(context, []), { rowSequences: new Map() });
    return row.map((cell) => (isDefault(cell) ? useDefault : { value: compileScalar(scope, cell) }));
  });
  // The rows form a table: their cells of one column get one type before it becomes that of the target.
  const assigners = ordinals.map((ordinal, index) => {
    const cells = compiled.flatMap((row) => {
      const cell = row[index];
      return cell === undefined || cell === useDefault || cell.value.untyped ? [] : [cell.value.type];
    });
    const [first, ...others] = cells;
    const type = first && others.some((each) => each.name !== first.name) ? others.reduce(commonType, first) : undefined;
    const known = new Map<SqlType['name'], { readonly from: SqlType; readonly assign: Assigner }>();
    const assign = (from: SqlType): Assigner => {
      const made = known.get(from.name);
      if (made?.from === from) return made.assign;
      const fresh = assignerFor(target, ordinal, from);
      known.set(from.name, { from, assign: fresh });
      return fresh;
    };
    return { type, assign };
  });
  for (const row of compiled) {
    yield row.map((cell, index) => {
      if (cell === useDefault) return useDefault;
      const { type, assign } = assigners[index] ?? { type: undefined, assign: () => (value: SqlValue) => value };
      const value = type && !cell.value.untyped ? converted(cell.value, type) : cell.value;
      const given = value.evaluate();
      return given === null ? null : assign(value.type)(given);
    });
  }
}

function isDefault(cell: Expression | DefaultMarker): cell is DefaultMarker {
  return cell.kind === 'default';
}
