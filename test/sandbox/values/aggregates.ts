import { SqlError } from '../engine/sqlError';
import { comparer, equalsKey } from './compare';
import { bigintMaximum, bigintMinimum, exactDecimal, integerLimits } from './convertNumber';
import { textByteLength } from './convertText';
import { decimal, decimalToNumber, fitsPrecision, isDecimalValue, powerOfTen } from './decimal';
import { toText } from './format';
import { jsonTextType, toJson } from './functions/json';
import type { Decimal, SqlValue } from './sqlValue';
import type { SqlType } from './sqlType';
import { isCharacter, isDecimal, isFloat, isMoney, isNumeric, isUnicode } from './types';
import type { AggregateFunction } from './functionTypes';
import { expressionOverflow, invalidOperand } from './valueErrors';

type Accumulator = ReturnType<AggregateFunction['create']>;

const intType: SqlType = { name: 'int' };
const floatType: SqlType = { name: 'float' };

function required(type: SqlType | undefined): SqlType {
  return type ?? intType;
}

/** The type of SUM; AVG differs in a decimal's scale. Throws SqlError 8117 for what cannot be added. */
function sumType(argument: SqlType | undefined, name: string): SqlType {
  const type = required(argument);
  if (type.name === 'bit' || !isNumeric(type)) throw invalidOperand(type, name);
  if (isFloat(type)) return floatType;
  if (isMoney(type)) return { name: 'money' };
  if (type.name === 'bigint') return { name: 'bigint' };
  if (isDecimal(type)) return { name: type.name, precision: 38, scale: type.scale ?? 0 };
  return intType;
}

interface Total {
  add(value: SqlValue): void;
  /** Undefined when nothing was added. */
  total(): number | bigint | Decimal | undefined;
  count(): number;
}

/** Adds values of a type whose SUM has the type `result`, and checks that the sum stays inside it. */
function totalOf(result: SqlType): Total {
  if (result.name === 'int' || result.name === 'float') return numberTotal(result);
  return exactTotal(result);
}

function numberTotal(result: SqlType): Total {
  let sum = 0;
  let added = 0;
  return {
    add(value) {
      if (typeof value !== 'number') return;
      sum += value;
      added++;
    },
    total() {
      const [minimum, maximum] = result.name === 'int' ? (integerLimits['int'] ?? [0, 0]) : [-Number.MAX_VALUE, Number.MAX_VALUE];
      if (!(sum >= minimum && sum <= maximum)) throw expressionOverflow(result);
      return added === 0 ? undefined : sum;
    },
    count: () => added,
  };
}

function exactTotal(result: SqlType): Total {
  const scale = isMoney(result) ? 4 : (result.scale ?? 0);
  let sum = 0n;
  let added = 0;
  return {
    add(value) {
      const exact = exactDecimal(value);
      if (exact === undefined) return;
      sum += exact.scale === scale ? exact.unscaled : (exact.unscaled * powerOfTen(scale)) / powerOfTen(exact.scale);
      added++;
    },
    total() {
      if (added === 0) return undefined;
      if (isDecimal(result)) {
        const value = decimal(sum, scale);
        if (!fitsPrecision(value, 38)) throw expressionOverflow(result);
        return value;
      }
      if (sum < bigintMinimum || sum > bigintMaximum) throw expressionOverflow(result);
      return isMoney(result) ? decimal(sum, 4) : sum;
    },
    count: () => added,
  };
}

const sum: AggregateFunction = {
  resultType: (argument) => sumType(argument, 'sum'),
  create(type) {
    const total = totalOf(sumType(type, 'sum'));
    return { add: (value) => total.add(value), result: () => total.total() ?? null };
  },
};

const average: AggregateFunction = {
  resultType(argument) {
    const type = sumType(argument, 'avg');
    return isDecimal(type) ? { ...type, scale: Math.max(type.scale ?? 0, 6) } : type;
  },
  create(type) {
    const summed = sumType(type, 'avg');
    const scale = Math.max(summed.scale ?? 0, 6);
    const total = totalOf(summed);
    return {
      add: (value) => total.add(value),
      result() {
        const value = total.total();
        if (value === undefined) return null;
        if (typeof value === 'number') return summed.name === 'int' ? Math.trunc(value / total.count()) + 0 : value / total.count();
        const count = BigInt(total.count());
        if (typeof value === 'bigint') return value / count;
        if (isMoney(summed)) return decimal(value.unscaled / count, 4);
        return decimal((value.unscaled * powerOfTen(scale - value.scale)) / count, scale);
      },
    };
  },
};

function counter(type: SqlType): AggregateFunction {
  return {
    resultType: () => type,
    create() {
      let count = 0;
      return {
        add() {
          count++;
        },
        result: () => (type.name === 'bigint' ? BigInt(count) : count),
      };
    },
  };
}

function extreme(name: string, direction: 1 | -1): AggregateFunction {
  return {
    resultType(argument) {
      const type = required(argument);
      if (['bit', 'text', 'ntext', 'image', 'xml', 'json', 'geometry', 'geography'].includes(type.name)) throw invalidOperand(type, name);
      return type;
    },
    create(type) {
      const compare = comparer(required(type));
      let best: SqlValue = null;
      return {
        add(value) {
          if (value !== null && (best === null || compare(value, best) * direction > 0)) best = value;
        },
        result: () => best,
      };
    },
  };
}

function asNumber(value: SqlValue): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  return isDecimalValue(value) ? decimalToNumber(value) : 0;
}

/** Variance and standard deviation, by the numerically stable running mean. `bias` is 1 for a sample, 0 for a population. */
function spread(name: string, bias: 0 | 1, root: boolean): AggregateFunction {
  return {
    resultType(argument) {
      sumType(argument, name);
      return floatType;
    },
    create(): Accumulator {
      let count = 0;
      let mean = 0;
      let squares = 0;
      return {
        add(value) {
          const number = asNumber(value);
          count++;
          const distance = number - mean;
          mean += distance / count;
          squares += distance * (number - mean);
        },
        result() {
          if (count <= bias) return null;
          const variance = squares / (count - bias);
          return root ? Math.sqrt(variance) : variance;
        },
      };
    },
  };
}

function joinedType(argument: SqlType | undefined): SqlType {
  const type = required(argument);
  const collation = isCharacter(type) && type.collation !== undefined ? { collation: type.collation } : {};
  if (type.length === 'max') return { name: isUnicode(type) ? 'nvarchar' : 'varchar', length: 'max', ...collation };
  if (isCharacter(type) && !isUnicode(type)) return { name: 'varchar', length: 8000, ...collation };
  return { name: 'nvarchar', length: 4000, ...collation };
}

const stringAggregate: AggregateFunction = {
  resultType: joinedType,
  create(type, extra) {
    const [separator = null] = extra;
    const result = joinedType(type);
    const parts: string[] = [];
    return {
      add(value) {
        parts.push(typeof value === 'string' ? value : toText(value, required(type)));
      },
      result() {
        if (parts.length === 0) return null;
        const text = parts.join(typeof separator === 'string' ? separator : '');
        if (result.length !== 'max' && textByteLength(text, result) > 8000) {
          throw new SqlError(
            9829,
            16,
            1,
            'STRING_AGG aggregation result exceeded the limit of 8000 bytes. Use LOB types to avoid result truncation.',
          );
        }
        return text;
      },
    };
  },
};

const checksumAggregate: AggregateFunction = {
  resultType: () => intType,
  create() {
    let checksum: number | null = null;
    return {
      add(value) {
        if (typeof value === 'number') checksum = (checksum ?? 0) ^ value;
      },
      result: () => checksum,
    };
  },
};

const distinctCount: AggregateFunction = {
  resultType: () => ({ name: 'bigint' }),
  create(type) {
    const keys = new Set<string | number | bigint>();
    return {
      add(value) {
        keys.add(equalsKey(value, required(type)));
      },
      result: () => BigInt(keys.size),
    };
  },
};

const jsonArrayAggregate: AggregateFunction = {
  resultType: () => jsonTextType,
  create(type) {
    const items: string[] = [];
    return {
      add(value) {
        items.push(toJson(value, required(type)));
      },
      result: () => `[${items.join(',')}]`,
    };
  },
};

const aggregates: ReadonlyMap<string, AggregateFunction> = new Map([
  ['COUNT', counter(intType)],
  ['COUNT_BIG', counter({ name: 'bigint' })],
  ['SUM', sum],
  ['AVG', average],
  ['MIN', extreme('min', -1)],
  ['MAX', extreme('max', 1)],
  ['STDEV', spread('stdev', 1, true)],
  ['STDEVP', spread('stdevp', 0, true)],
  ['VAR', spread('var', 1, false)],
  ['VARP', spread('varp', 0, false)],
  ['STRING_AGG', stringAggregate],
  ['CHECKSUM_AGG', checksumAggregate],
  ['APPROX_COUNT_DISTINCT', distinctCount],
  ['JSON_ARRAYAGG', jsonArrayAggregate],
]);

/** An aggregate function by its name in any case, or undefined. DISTINCT, GROUPING and the order of STRING_AGG are the query's. */
export function aggregateFunction(name: string): AggregateFunction | undefined {
  return aggregates.get(name.toUpperCase());
}
