import { SqlError } from '../engine/sqlError';
import type { Expression, OrderItem } from '../syntax/expressionAst';
import type { OutputColumn } from '../query/queryEnvironment';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import { compileScalar } from './compileScalar';
import { invalidColumn } from './resolveColumn';
import type { Compiled, Scope } from './scope';
import { isSameItem, type OutputItem } from './selectItems';

/** A key of ORDER BY: a column of the result, or an expression over the sources. */
export interface OrderKey {
  readonly ordinal: number | undefined;
  readonly compiled: Pick<Compiled, 'evaluate' | 'column'>;
  readonly type: SqlType;
  readonly descending: boolean;
}

/** Compiles ORDER BY of a SELECT. Throws SqlError 108, 145, 209, 408, 1008 and those of names. */
export function compileOrder(scope: Scope, orderBy: readonly OrderItem[], items: readonly OutputItem[], distinct: boolean): OrderKey[] {
  return orderBy.map(({ expression, descending }, index) => {
    const ordinal = outputOrdinal(expression, index, items);
    const item = ordinal === undefined ? undefined : items[ordinal];
    if (item) return { ordinal, compiled: item.compiled, type: sortable(item.compiled.type, expression), descending };
    const compiled = compileScalar(scope, expression);
    if (compiled.constant && expression.kind !== 'subquery') throw constantOrder(index, expression);
    const type = sortable(compiled.type, expression);
    if (!distinct) return { ordinal: undefined, compiled, type, descending };
    const same = items.findIndex((each) => isSameItem(scope, each, expression, compiled));
    if (same >= 0) return { ordinal: same, compiled, type, descending };
    throw new SqlError(145, 15, 1, 'ORDER BY items must appear in the select list if SELECT DISTINCT is specified.', {
      line: expression.position.line,
    });
  });
}

/** ORDER BY of a set operation: names and positions of its columns only. Throws SqlError 104, 108, 207. */
export function orderOfResult(orderBy: readonly OrderItem[], columns: readonly OutputColumn[]): OrderKey[] {
  return orderBy.map(({ expression, descending }, index) => {
    const items = columns.map(({ name, type, nullable }): OutputItem => ({ name, compiled: { type, nullable, evaluate: nothing } }));
    const ordinal = outputOrdinal(expression, index, items);
    const column = ordinal === undefined ? undefined : columns[ordinal];
    if (column) return { ordinal, compiled: { evaluate: nothing }, type: sortable(column.type, expression), descending };
    const { line } = expression.position;
    if (expression.kind === 'column' && expression.parts.length === 1) throw invalidColumn(expression.parts[0] ?? '', line);
    throw new SqlError(
      104,
      16,
      1,
      'ORDER BY items must appear in the select list if the statement contains a UNION, INTERSECT or EXCEPT operator.',
      { line },
    );
  });
}

function nothing(): SqlValue {
  return null;
}

/** A position, or the name of a column of the result. */
function outputOrdinal(expression: Expression, index: number, items: readonly OutputItem[]): number | undefined {
  const { line } = expression.position;
  if (expression.kind === 'variable') {
    throw new SqlError(
      1008,
      16,
      1,
      `The SELECT item identified by the ORDER BY number ${index + 1} contains a variable as part of the expression identifying a column position. Variables are only allowed when ordering by an expression referencing a column name.`,
      { line },
    );
  }
  if (expression.kind === 'literal') {
    if (typeof expression.value !== 'number' || expression.type.name !== 'int') throw constantOrder(index, expression);
    if (expression.value < 1 || expression.value > items.length) {
      throw new SqlError(
        108,
        16,
        1,
        `The ORDER BY position number ${expression.value} is out of range of the number of items in the select list.`,
        { line },
      );
    }
    return expression.value - 1;
  }
  if (expression.kind !== 'column' || expression.parts.length !== 1) return undefined;
  const name = expression.parts[0] ?? '';
  const key = name.toLowerCase();
  const matches = items.flatMap((item, at) => (item.name.toLowerCase() === key ? [at] : []));
  const [first] = matches;
  if (first === undefined) return undefined;
  const column = items[first]?.compiled.column;
  for (const at of matches.slice(1)) {
    const other = items[at]?.compiled.column;
    if (column && column.binding === other?.binding && column.ordinal === other.ordinal) continue;
    throw new SqlError(209, 16, 1, `Ambiguous column name '${name}'.`, { line });
  }
  return first;
}

function constantOrder(index: number, { position }: Expression): SqlError {
  return new SqlError(408, 16, 1, `A constant expression was encountered in the ORDER BY list, position ${index + 1}.`, {
    line: position.line,
  });
}

const unsortable = new Set(['text', 'ntext', 'image', 'xml', 'json', 'geography', 'geometry', 'vector']);

function sortable(type: SqlType, { position }: Expression): SqlType {
  if (!unsortable.has(type.name)) return type;
  if (type.name === 'text' || type.name === 'ntext' || type.name === 'image') {
    const message = 'The text, ntext, and image data types cannot be compared or sorted, except when using IS NULL or LIKE operator.';
    throw new SqlError(306, 16, 2, message, { line: position.line });
  }
  throw new SqlError(305, 16, 1, `The ${type.name} data type cannot be compared or sorted, except when using the IS NULL operator.`, {
    line: position.line,
  });
}
