import { SqlError } from '../engine/sqlError';
import { type OutputColumn, pause, type Pause } from '../query/queryEnvironment';
import type { SetOperation } from '../syntax/queryAst';
import { commonType } from '../values/types';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import { valueConverter } from './conversion';
import type { QueryPlan } from './queryPlan';
import { rowKey } from './rowKey';
import { rowsPerPause } from './sourcePlan';

type Rows = Iterable<readonly SqlValue[] | Pause>;

/** UNION, UNION ALL, INTERSECT and EXCEPT of two compiled queries. Throws SqlError 205 and 206. */
export function combined({ operator, position }: SetOperation, left: QueryPlan, right: QueryPlan): QueryPlan {
  if (left.columns.length !== right.columns.length) {
    throw new SqlError(
      205,
      16,
      1,
      'All queries combined using a UNION, INTERSECT or EXCEPT operator must have an equal number of expressions in their target lists.',
      {
        line: position.line,
      },
    );
  }
  const types = left.columns.map((column, index) => unifiedType(left, right, index) ?? column.type);
  const columns = left.columns.map((column, index): OutputColumn => {
    const type = types[index] ?? column.type;
    const nullable =
      operator === 'INTERSECT'
        ? column.nullable && (right.columns[index]?.nullable ?? true)
        : operator === 'EXCEPT'
          ? column.nullable
          : column.nullable || (right.columns[index]?.nullable ?? true);
    return { name: column.name, type, nullable, identity: false, computed: true };
  });
  const details = left.details.map((detail, index) => ({ untyped: detail.untyped && (right.details[index]?.untyped ?? false) }));
  const leftRows = (): Rows => convertedRows(left, types);
  const rightRows = (): Rows => convertedRows(right, types);
  return {
    columns,
    details,
    get correlated() {
      return left.correlated || right.correlated;
    },
    rows() {
      switch (operator) {
        case 'UNION ALL':
          return concatenated(leftRows(), rightRows());
        case 'UNION':
          return unique(concatenated(leftRows(), rightRows()), types);
        case 'INTERSECT':
          return selected(leftRows(), rightRows(), types, true);
        case 'EXCEPT':
          return selected(leftRows(), rightRows(), types, false);
      }
    },
  };
}

/** The constant NULL takes the type of the other side. */
function unifiedType(left: QueryPlan, right: QueryPlan, index: number): SqlType | undefined {
  const a = left.columns[index]?.type;
  const b = right.columns[index]?.type;
  if (!a || !b || left.details[index]?.untyped) return left.details[index]?.untyped ? b : a;
  return right.details[index]?.untyped || a === b ? a : commonType(a, b);
}

function convertedRows(plan: QueryPlan, types: readonly SqlType[]): Rows {
  const converters = plan.columns.map(({ type }, index) => {
    const to = types[index];
    return !to || to === type || plan.details[index]?.untyped ? undefined : valueConverter(type, to);
  });
  const rows = plan.rows();
  return converters.every((each) => each === undefined) ? rows : mapped(rows, converters);
}

function* mapped(rows: Rows, converters: readonly (((value: SqlValue) => SqlValue) | undefined)[]): Rows {
  for (const row of rows) {
    yield row === pause ? pause : row.map((value, index) => (value === null ? null : (converters[index]?.(value) ?? value)));
  }
}

function* concatenated(left: Rows, right: Rows): Rows {
  yield* left;
  yield* right;
}

function* unique(rows: Rows, types: readonly SqlType[]): Rows {
  const keyOf = rowKey(types);
  const seen = new Set<ReturnType<typeof keyOf>>();
  let idle = 0;
  for (const row of rows) {
    if (row === pause) {
      yield pause;
      continue;
    }
    const key = keyOf(row);
    if (!seen.has(key)) {
      seen.add(key);
      yield row;
    } else if (++idle % rowsPerPause === 0) yield pause;
  }
}

/** The distinct rows of the left that the right has, or has not. */
function* selected(left: Rows, right: Rows, types: readonly SqlType[], wanted: boolean): Rows {
  const keyOf = rowKey(types);
  const others = new Set<ReturnType<typeof keyOf>>();
  let count = 0;
  for (const row of right) {
    if (row !== pause) others.add(keyOf(row));
    if (row === pause || ++count % rowsPerPause === 0) yield pause;
  }
  for (const row of unique(left, types)) {
    if (row === pause || others.has(keyOf(row)) === wanted) yield row;
    else if (++count % rowsPerPause === 0) yield pause;
  }
}
