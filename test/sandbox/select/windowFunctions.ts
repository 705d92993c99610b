import type { FunctionCall, WindowSpecification } from '../syntax/expressionAst';
import { NotInSandboxError, SqlError } from '../engine/sqlError';
import { aggregateFunction } from '../values/aggregates';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import { compileAggregate } from './aggregateCalls';
import { compileScalar } from './compileScalar';
import { converted } from './conversion';
import { percentile } from './percentiles';
import { containsWindow } from './queryAggregates';
import type { Compiled, Scope } from './scope';
import type { SortKey } from './queryOperators';
import { aggregateFrames, compileFrame } from './windowFrames';
import type { WindowPartition } from './windowPartition';

/** A window function made ready. */
export interface WindowPlan {
  readonly type: SqlType;
  readonly nullable: boolean;
  /** Evaluated for every row before the windows are formed. */
  readonly inputs: readonly Compiled[];
  readonly partition: readonly Compiled[];
  readonly order: readonly SortKey[];
  /** The results by position in the partition. */
  compute(partition: WindowPartition): readonly SqlValue[];
}

type Computation = Pick<WindowPlan, 'type' | 'inputs' | 'compute'> & { readonly order?: readonly SortKey[] };

const bigint: SqlType = { name: 'bigint' };
const float: SqlType = { name: 'float' };

const ranking = new Set(['ROW_NUMBER', 'RANK', 'DENSE_RANK', 'NTILE', 'PERCENT_RANK', 'CUME_DIST']);
const offsets = new Set(['LAG', 'LEAD', 'FIRST_VALUE', 'LAST_VALUE']);
const percentiles = new Set(['PERCENTILE_CONT', 'PERCENTILE_DISC']);

/** True for functions that only stand with OVER; `name` in upper case. */
export function isWindowFunction(name: string): boolean {
  return ranking.has(name) || offsets.has(name) || percentiles.has(name);
}

/** Makes a function with OVER ready; everything in it is compiled in `scope`. Throws SqlError 4109, 4112, 5308, 5309, 10752, 174, 189. */
export function compileWindowFunction(scope: Scope, call: FunctionCall, over: WindowSpecification): WindowPlan {
  const name = (call.name.parts[0] ?? '').toUpperCase();
  const { line } = call.position;
  if ([...call.arguments, ...over.partitionBy, ...over.orderBy.map(({ expression }) => expression)].some(containsWindow)) {
    throw new SqlError(4109, 15, 1, 'Windowed functions cannot be used in the context of another windowed function or aggregate.', {
      line,
    });
  }
  const partition = over.partitionBy.map((expression) => compileScalar(scope, expression));
  const order = sortKeys(scope, over, line);
  if ((ranking.has(name) || offsets.has(name)) && order.length === 0) {
    throw new SqlError(4112, 15, 1, `The function '${name}' must have an OVER clause with ORDER BY.`, { line });
  }
  if ((ranking.has(name) || name === 'LAG' || name === 'LEAD') && over.frame) {
    throw new SqlError(10752, 15, 1, `The function '${name}' may not have a window frame.`, { line });
  }
  return { nullable: true, partition, order, ...computation(scope, name, call, over) };
}

function sortKeys(scope: Scope, over: WindowSpecification, line: number): SortKey[] {
  return over.orderBy.map(({ expression, descending }) => {
    if (expression.kind === 'literal') {
      const what = expression.type.name === 'int' ? 'integer indices' : 'constants';
      const message = `Windowed functions, aggregates and NEXT VALUE FOR functions do not support ${what} as ORDER BY clause expressions.`;
      throw new SqlError(expression.type.name === 'int' ? 5308 : 5309, 16, 1, message, { line });
    }
    return { compiled: compileScalar(scope, expression), descending };
  });
}

function computation(scope: Scope, name: string, call: FunctionCall, over: WindowSpecification): Computation {
  if (ranking.has(name)) return rankingFunction(scope, name, call);
  if (offsets.has(name)) return name === 'LAG' || name === 'LEAD' ? neighbour(scope, name, call) : edge(scope, name, call, over);
  if (percentiles.has(name)) return percentile(scope, name, call);
  if (!aggregateFunction(name)) throw new NotInSandboxError(`the function ${name} with OVER`, call.position.line);
  const plan = compileAggregate(call, scope, true);
  if (plan.order.length > 0) throw new NotInSandboxError(`${name} with WITHIN GROUP and OVER`, call.position.line);
  const frame = compileFrame(scope, over, call.position.line);
  return {
    type: plan.type,
    inputs: plan.argument ? [plan.argument] : [],
    compute: (partition) => aggregateFrames(plan, frame, partition),
  };
}

function rankingFunction(scope: Scope, name: string, call: FunctionCall): Computation {
  if (name === 'NTILE') return tiles(scope, call);
  if (call.arguments.length > 0) {
    throw new SqlError(174, 15, 1, `The ${name.toLowerCase()} function requires 0 argument(s).`, { line: call.position.line });
  }
  const rank = rankOf(name);
  const isFraction = name === 'PERCENT_RANK' || name === 'CUME_DIST';
  return {
    type: isFraction ? float : bigint,
    inputs: [],
    compute: (partition) => {
      let groups = 0;
      return partition.rows.map((_, at) => {
        if (partition.peerStart[at] === at) groups++;
        const value = rank(partition, at, groups);
        return isFraction ? value : BigInt(value);
      });
    },
  };
}

function rankOf(name: string): (partition: WindowPartition, at: number, groups: number) => number {
  switch (name) {
    case 'RANK':
      return (partition, at) => (partition.peerStart[at] ?? at) + 1;
    case 'DENSE_RANK':
      return (_, __, groups) => groups;
    case 'PERCENT_RANK':
      return (partition, at) => (partition.size === 1 ? 0 : (partition.peerStart[at] ?? at) / (partition.size - 1));
    case 'CUME_DIST':
      return (partition, at) => ((partition.peerEnd[at] ?? at) + 1) / partition.size;
    default:
      return (_, at) => at + 1;
  }
}

function tiles(scope: Scope, call: FunctionCall): Computation {
  const [argument] = call.arguments;
  if (!argument || call.arguments.length !== 1) {
    throw new SqlError(174, 15, 1, 'The ntile function requires 1 argument(s).', { line: call.position.line });
  }
  const count = converted(compileScalar(scope, argument), bigint);
  return {
    type: bigint,
    inputs: [count],
    compute: (partition) => {
      const tileCount = Number(partition.input(0));
      if (!(tileCount > 0)) {
        throw new SqlError(4116, 16, 1, "The function 'NTILE' takes only a positive int or bigint expression as its input.");
      }
      const small = Math.floor(partition.size / tileCount);
      const larger = partition.size % tileCount;
      const border = larger * (small + 1);
      return partition.rows.map((_, at) =>
        BigInt(at < border ? Math.floor(at / (small + 1)) + 1 : larger + Math.floor((at - border) / small) + 1),
      );
    },
  };
}

/** LAG and LEAD: the value some rows before or behind, within the partition. */
function neighbour(scope: Scope, name: string, call: FunctionCall): Computation {
  const [first, second, third] = call.arguments;
  if (!first || call.arguments.length > 3) {
    throw new SqlError(189, 15, 1, `The ${name.toLowerCase()} function requires 1 to 3 arguments.`, { line: call.position.line });
  }
  const value = compileScalar(scope, first);
  const { type } = value;
  const distance = second ? converted(compileScalar(scope, second), bigint) : undefined;
  const otherwise = third ? converted(compileScalar(scope, third), type) : undefined;
  const absent: Compiled = { type, nullable: true, constant: true, evaluate: () => null };
  const one: Compiled = { type: bigint, nullable: false, constant: true, evaluate: () => 1n };
  const step = name === 'LAG' ? -1 : 1;
  const ignoresNulls = call.keywords?.includes('IGNORE NULLS') === true;
  return {
    type,
    inputs: [value, distance ?? one, otherwise ?? absent],
    compute: (partition) =>
      partition.rows.map((_, at) => {
        const offset = partition.input(at, 1);
        if (offset === null) return null;
        const rows = Number(offset);
        if (rows < 0) throw new SqlError(8730, 16, 2, 'Offset parameter for Lag and Lead functions cannot be a negative value.');
        const target = ignoresNulls && rows > 0 ? nonNull(partition, at, step, rows) : at + step * rows;
        return target < 0 || target >= partition.size ? partition.input(at, 2) : partition.input(target);
      }),
  };
}

/** The position of the n-th value that is not NULL in a direction, or one outside the partition. */
function nonNull(partition: WindowPartition, from: number, step: number, count: number): number {
  let left = count;
  let at = from + step;
  for (; at >= 0 && at < partition.size; at += step) {
    if (partition.input(at) !== null && --left === 0) return at;
  }
  return at;
}

/** FIRST_VALUE and LAST_VALUE of the frame. */
function edge(scope: Scope, name: string, call: FunctionCall, over: WindowSpecification): Computation {
  const [argument] = call.arguments;
  if (!argument || call.arguments.length !== 1) {
    throw new SqlError(174, 15, 1, `The ${name.toLowerCase()} function requires 1 argument(s).`, { line: call.position.line });
  }
  const value = compileScalar(scope, argument);
  const frame = compileFrame(scope, over, call.position.line);
  const ignoresNulls = call.keywords?.includes('IGNORE NULLS') === true;
  const isFirst = name === 'FIRST_VALUE';
  return {
    type: value.type,
    inputs: [value],
    compute: (partition) =>
      partition.rows.map((_, at) => {
        const start = frame.start(partition, at);
        const end = frame.end(partition, at);
        if (start > end) return null;
        if (!ignoresNulls) return partition.input(isFirst ? start : end);
        const step = isFirst ? 1 : -1;
        for (let position = isFirst ? start : end; position >= start && position <= end; position += step) {
          if (partition.input(position) !== null) return partition.input(position);
        }
        return null;
      }),
  };
}
