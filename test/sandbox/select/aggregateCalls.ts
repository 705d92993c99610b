import type { FunctionCall } from '../syntax/expressionAst';
import { NotInSandboxError, SqlError } from '../engine/sqlError';
import { aggregateFunction } from '../values/aggregates';
import { equalsKey } from '../values/compare';
import { toText } from '../values/format';
import { jsonTextType, toJson } from '../values/functions/json';
import { escapeJson } from '../values/jsonText';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import { compileScalar } from './compileScalar';
import { keysComparer } from './sorting';
import { containsAggregate, containsSubquery, containsWindow } from './queryAggregates';
import type { Compiled, Scope } from './scope';
import type { SortKey } from './queryOperators';

/** Collects the values of one group. `order` are the values of the plan's sort keys. */
export interface AggregateState {
  add(value: SqlValue, order: readonly SqlValue[]): void;
  /** May be asked in between: adding goes on afterwards. */
  result(): SqlValue;
}

/** An aggregate made ready: what to evaluate for every row, and how to begin a group. */
export interface AggregatePlan {
  readonly type: SqlType;
  /** Absent for COUNT(*): every row counts. */
  readonly argument?: Compiled;
  readonly order: readonly SortKey[];
  create(): AggregateState;
  /** Of COUNT(*): the result for so many rows. */
  readonly ofRows?: (rows: number) => SqlValue;
}

/**
 * Makes an aggregate ready; its argument is compiled in `scope`, where the rows to aggregate are read.
 * `isWindowed`: it has OVER, and may stand over the aggregates of a grouping. Throws SqlError 130, 174, 4109, 8117, 10759.
 */
export function compileAggregate(call: FunctionCall, scope: Scope, isWindowed: boolean): AggregatePlan {
  const name = (call.name.parts[0] ?? '').toUpperCase();
  const { line } = call.position;
  checkArguments(call, isWindowed);
  if (name === 'JSON_OBJECTAGG') return objectAggregate(call, scope);
  const implementation = aggregateFunction(name);
  if (!implementation) throw new NotInSandboxError(`the aggregate ${name}`, line);
  const [first, ...extra] = call.arguments;
  const order = (call.withinGroup ?? []).map(({ expression, descending }): SortKey => ({
    compiled: compileScalar(scope, expression),
    descending,
  }));
  if (call.star || !first) {
    if (!call.star || !name.startsWith('COUNT')) throw argumentCount(name, line);
    const counter = (): AggregateState => {
      const state = implementation.create(undefined, []);
      return { add: () => state.add(1), result: () => state.result() };
    };
    const type = implementation.resultType(undefined);
    return { type, order: [], create: counter, ofRows: (rows) => (type.name === 'bigint' ? BigInt(rows) : rows) };
  }
  if (call.arguments.length !== (name === 'STRING_AGG' ? 2 : 1)) throw argumentCount(name, line);
  const argument = compileScalar(scope, first);
  if (argument.untyped && name !== 'STRING_AGG' && name !== 'JSON_ARRAYAGG') {
    throw new SqlError(8117, 16, 1, `Operand data type NULL is invalid for ${name.toLowerCase()} operator.`, { line });
  }
  const further = extra.map((each) => compileScalar(scope, each));
  const withNulls = name === 'JSON_ARRAYAGG' && call.keywords?.includes('NULL ON NULL') === true;
  const { type } = argument;
  const create = (): AggregateState => {
    const state = implementation.create(
      type,
      further.map((each) => each.evaluate()),
    );
    const plain: AggregateState = {
      add: (value) => {
        if (value !== null || withNulls) state.add(value);
      },
      result: () => state.result(),
    };
    return call.distinct ? distinctState(plain, type) : plain;
  };
  const sorted = order.length > 0 ? (): AggregateState => sortedState(create, order) : create;
  return { type: implementation.resultType(type), argument, order, create: sorted };
}

function checkArguments(call: FunctionCall, isWindowed: boolean): void {
  const { line } = call.position;
  if (isWindowed) {
    if (call.distinct) throw new SqlError(10759, 15, 1, 'Use of DISTINCT is not allowed with the OVER clause.', { line });
    if (call.arguments.some(containsWindow)) {
      throw new SqlError(4109, 15, 1, 'Windowed functions cannot be used in the context of another windowed function or aggregate.', {
        line,
      });
    }
    return;
  }
  if (call.arguments.some((argument) => containsAggregate(argument) || containsSubquery(argument))) {
    const message = 'Cannot perform an aggregate function on an expression containing an aggregate or a subquery.';
    throw new SqlError(130, 15, 1, message, { line });
  }
  if (call.arguments.some(containsWindow)) {
    throw new SqlError(4109, 15, 1, 'Windowed functions cannot be used in the context of another windowed function or aggregate.', {
      line,
    });
  }
}

function argumentCount(name: string, line: number): SqlError {
  return new SqlError(174, 15, 1, `The ${name} function requires ${name === 'STRING_AGG' ? 2 : 1} argument(s).`, { line });
}

/** Passes on each value once. */
function distinctState(state: AggregateState, type: SqlType): AggregateState {
  const seen = new Set<string | number | bigint>();
  return {
    add: (value, order) => {
      if (value === null) return;
      const key = equalsKey(value, type);
      if (seen.has(key)) return;
      seen.add(key);
      state.add(value, order);
    },
    result: () => state.result(),
  };
}

/** Collects first, and adds in the order of WITHIN GROUP when the result is asked for. */
function sortedState(create: () => AggregateState, order: readonly SortKey[]): AggregateState {
  const collected: { readonly value: SqlValue; readonly keys: readonly SqlValue[] }[] = [];
  const compare = keysComparer(order.map(({ compiled, descending }) => ({ type: compiled.type, descending })));
  return {
    add: (value, keys) => void collected.push({ value, keys }),
    result: () => {
      const state = create();
      for (const { value, keys } of collected.toSorted((a, b) => compare(a.keys, b.keys))) state.add(value, keys);
      return state.result();
    },
  };
}

/** JSON_OBJECTAGG(key: value): each row becomes one member. */
function objectAggregate(call: FunctionCall, scope: Scope): AggregatePlan {
  const [name, member] = call.arguments.map((argument) => compileScalar(scope, argument));
  if (!name || !member) throw argumentCount('JSON_OBJECTAGG', call.position.line);
  const isAbsent = call.keywords?.includes('ABSENT ON NULL') === true;
  const argument: Compiled = {
    type: jsonTextType,
    nullable: true,
    evaluate: () => {
      const key = name.evaluate();
      const value = member.evaluate();
      if (key === null || (value === null && isAbsent)) return null;
      return `"${escapeJson(toText(key, name.type))}":${toJson(value, member.type)}`;
    },
  };
  const create = (): AggregateState => {
    const members: string[] = [];
    return {
      add: (value) => {
        if (typeof value === 'string') members.push(value);
      },
      result: () => `{${members.join(',')}}`,
    };
  };
  return { type: jsonTextType, argument, order: [], create };
}
