import type { Row } from '../engine/model';
import { NotInSandboxError, SqlError } from '../engine/sqlError';
import { pause, type Pause } from '../query/queryEnvironment';
import type { PivotTable } from '../syntax/queryAst';
import { aggregateFunction } from '../values/aggregates';
import { equalsKey } from '../values/compare';
import { convert } from '../values/convert';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import { formatType } from '../values/types';
import { compileScalar } from './compileScalar';
import { invalidColumn } from './resolveColumn';
import { rowKey } from './rowKey';
import { type Compiled, createBinding, createScope, plainColumn, type QueryContext, type SourceBinding, type SourceColumn } from './scope';
import type { RowSteps } from './queryOperators';
import { rowsPerPause } from './sourcePlan';
import type { OpenSource } from './tableSources';

interface PivotSource {
  readonly bindings: readonly SourceBinding[];
  open(): RowSteps;
}

interface SourceCell {
  readonly column: SourceColumn;
  readonly compiled: Compiled;
}

/** PIVOT and UNPIVOT. Throws SqlError 207, 8167 (columns of UNPIVOT of several types), 265 (a column that is there already). */
export function pivotTable(context: QueryContext, pivot: PivotTable, source: PivotSource): OpenSource {
  const { line } = pivot.position;
  const scope = createScope(context, source.bindings);
  const cells = source.bindings.flatMap((binding) =>
    binding.columns.flatMap((column, ordinal): SourceCell[] => {
      if (column.hidden) return [];
      const stored: Compiled = { type: column.type, nullable: column.nullable, evaluate: () => binding.slot.row[ordinal] ?? null };
      return [{ column, compiled: binding.computed.get(ordinal) ?? stored }];
    }),
  );
  const find = (name: string): SourceCell => {
    const key = name.toLowerCase();
    const found = cells.find(({ column }) => column.name.toLowerCase() === key);
    if (!found) throw invalidColumn(name, line);
    // Asks for the error of a name that several sources have.
    compileScalar(scope, { kind: 'column', parts: [name], position: pivot.position });
    return found;
  };
  return pivot.unpivot ? unpivoted(pivot, source, cells, find) : pivoted(pivot, source, cells, find);
}

function pivoted(pivot: PivotTable, source: PivotSource, cells: readonly SourceCell[], find: (name: string) => SourceCell): OpenSource {
  const { aggregate, position } = pivot;
  const make = aggregate && aggregateFunction(aggregate.name.toUpperCase());
  if (!aggregate || !make) throw new NotInSandboxError(`the aggregate ${aggregate?.name ?? ''} in PIVOT`, position.line);
  const value = find(aggregate.column);
  const spread = find(pivot.forColumn);
  const grouped = cells.filter((cell) => cell !== value && cell !== spread);
  const resultType = make.resultType(value.compiled.type);
  for (const name of pivot.inColumns) {
    if (!grouped.some(({ column }) => column.name.toLowerCase() === name.toLowerCase())) continue;
    throw new SqlError(
      265,
      16,
      1,
      `The column name "${name}" specified in the PIVOT operator conflicts with the existing column name in the PIVOT argument.`,
      { line: position.line },
    );
  }
  const columns = [
    ...grouped.map(({ column }) => plainColumn(column.name, column.type, column.nullable)),
    ...pivot.inColumns.map((name) => plainColumn(name, resultType)),
  ];
  const binding = createBinding([pivot.alias], columns, { displayName: pivot.alias });
  const places = inPlaces(pivot.inColumns, spread.compiled.type);
  const keyOf = rowKey(grouped.map(({ compiled }) => compiled.type));
  return {
    binding,
    *rows(): Iterable<Row | Pause> {
      const groups = new Map<
        ReturnType<typeof keyOf>,
        { readonly values: SqlValue[]; readonly totals: ReturnType<typeof make.create>[] }
      >();
      let count = 0;
      for (const step of source.open()) {
        if (step === pause || ++count % rowsPerPause === 0) yield pause;
        if (step === pause) continue;
        const values = grouped.map(({ compiled }) => compiled.evaluate());
        const key = keyOf(values);
        let group = groups.get(key);
        if (!group) {
          group = { values, totals: pivot.inColumns.map(() => make.create(value.compiled.type, [])) };
          groups.set(key, group);
        }
        const spreadValue = spread.compiled.evaluate();
        const place = spreadValue === null ? undefined : places.get(equalsKey(spreadValue, spread.compiled.type));
        const given = value.compiled.evaluate();
        if (place !== undefined && given !== null) group.totals[place]?.add(given);
      }
      for (const { values, totals } of groups.values()) yield [...values, ...totals.map((total) => total.result())];
    },
  };
}

/** The names of IN as values of the column that is spread. */
function inPlaces(names: readonly string[], type: SqlType): Map<string | number | bigint, number> {
  const places = new Map<string | number | bigint, number>();
  for (const [index, name] of names.entries()) {
    const value = convert(name, { name: 'nvarchar', length: 128 }, type, { explicit: true });
    if (value !== null) places.set(equalsKey(value, type), index);
  }
  return places;
}

function unpivoted(pivot: PivotTable, source: PivotSource, cells: readonly SourceCell[], find: (name: string) => SourceCell): OpenSource {
  const turned = pivot.inColumns.map((name) => ({ name, cell: find(name) }));
  const [first] = turned;
  const type = first?.cell.compiled.type ?? { name: 'int' };
  for (const { cell } of turned) {
    if (formatType(cell.compiled.type) === formatType(type)) continue;
    throw new SqlError(
      8167,
      16,
      1,
      `The type of column "${cell.column.name}" conflicts with the type of other columns specified in the UNPIVOT list.`,
      {
        line: pivot.position.line,
      },
    );
  }
  const kept = cells.filter((cell) => !turned.some((each) => each.cell === cell));
  const columns = [
    ...kept.map(({ column }) => plainColumn(column.name, column.type, column.nullable)),
    plainColumn(pivot.valueColumn ?? '', type),
    plainColumn(pivot.forColumn, { name: 'nvarchar', length: 128 }),
  ];
  return {
    binding: createBinding([pivot.alias], columns, { displayName: pivot.alias }),
    *rows(): Iterable<Row | Pause> {
      for (const step of source.open()) {
        if (step === pause) {
          yield pause;
          continue;
        }
        const values = kept.map(({ compiled }) => compiled.evaluate());
        for (const { cell } of turned) {
          const value = cell.compiled.evaluate();
          if (value !== null) yield [...values, value, cell.column.name];
        }
      }
    },
  };
}
