import type { InExpression } from '../syntax/expressionAst';
import type { QueryExpression } from '../syntax/queryAst';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import { oncePerStatement } from '../query/oncePerStatement';
import { equalsKey } from '../values/compare';
import { commonType } from '../values/types';
import { withCommonCollation } from './collations';
import { type Condition, valueComparison } from './comparisons';
import { compileScalar } from './compileScalar';
import { convertedForComparison } from './conversion';
import type { Compiled, Scope } from './scope';
import { singleColumn } from './subqueries';

/** `x IN (…)`: unknown when it is not found and x or one of the values is NULL. */
export function membership(scope: Scope, expression: InExpression): Condition {
  const operand = compileScalar(scope, expression.operand);
  const { negated, values } = expression;
  const contains = isQuery(values)
    ? inQuery(scope, operand, values)
    : inList(
        operand,
        values.map((value) => compileScalar(scope, value)),
      );
  if (!negated) return contains;
  return () => {
    const found = contains();
    return found === null ? null : !found;
  };
}

function isQuery(values: InExpression['values']): values is QueryExpression {
  return 'kind' in values;
}

function inList(operand: Compiled, values: readonly Compiled[]): Condition {
  const typed = [operand, ...values].filter((value) => !value.untyped);
  const type = typed.slice(1).reduce((joined, value) => commonType(joined, value.type), typed[0]?.type ?? operand.type);
  const collated = values.map((value) => withCommonCollation(operand, value, 'equal to'));
  const left = convertedForComparison(collated.find(({ left: side }) => side !== operand)?.left ?? operand, type);
  const members = values.map((value) => convertedForComparison(value, type));
  const compared = withCollationOf(type, left.type, operand);
  if (members.every((member) => member.constant)) return inConstants(left, members, compared);
  const equal = valueComparison('=', { type: compared }, { type: compared });
  return () => {
    const value = left.evaluate();
    if (value === null) return null;
    let unknown = false;
    for (const member of members) {
      const candidate = member.evaluate();
      if (candidate === null) unknown = true;
      else if (equal(value, candidate)) return true;
    }
    return unknown ? null : false;
  };
}

function withCollationOf(type: SqlType, left: SqlType, operand: Compiled): SqlType {
  const collation = left.collation ?? operand.type.collation;
  return collation === undefined || type.collation === undefined ? type : { ...type, collation };
}

function inConstants(operand: Compiled, members: readonly Compiled[], type: SqlType): Condition {
  let keys: Set<string | number | bigint> | undefined;
  let unknown = false;
  const { evaluate } = operand;
  return () => {
    if (!keys) {
      const read = members.map((member) => member.evaluate());
      unknown = read.includes(null);
      keys = new Set(read.flatMap((value) => (value === null ? [] : [equalsKey(value, type)])));
    }
    const value = evaluate();
    if (value === null) return null;
    return keys.has(equalsKey(value, type)) ? true : unknown ? null : false;
  };
}

function inQuery(scope: Scope, operand: Compiled, query: QueryExpression): Condition {
  const source = singleColumn(scope, query);
  const type = operand.untyped ? source.type : commonType(operand.type, source.type);
  const current: { value: SqlValue } = { value: null };
  const given: Compiled = {
    type: source.type,
    nullable: true,
    evaluate: () => current.value,
    ...(source.column && { column: source.column }),
  };
  const collated = withCommonCollation(operand, given, 'equal to');
  const left = convertedForComparison(collated.left, type);
  const member = convertedForComparison(collated.right, type);
  const compared = withCollationOf(type, left.type, operand);
  const toMember = (value: SqlValue): SqlValue => {
    current.value = value;
    return member.evaluate();
  };
  if (source.correlated) return inRows(left, source.values, toMember, compared);
  const members = oncePerStatement(scope.context.environment, () => {
    const values = [...source.values()].map(toMember);
    return {
      keys: new Set(values.flatMap((value) => (value === null ? [] : [equalsKey(value, compared)]))),
      unknown: values.includes(null),
    };
  });
  return () => {
    const { keys, unknown } = members();
    const value = left.evaluate();
    if (value === null) return keys.size === 0 && !unknown ? false : null;
    return keys.has(equalsKey(value, compared)) ? true : unknown ? null : false;
  };
}

function inRows(left: Compiled, values: () => Iterable<SqlValue>, toMember: (value: SqlValue) => SqlValue, type: SqlType): Condition {
  const equal = valueComparison('=', { type }, { type });
  return () => {
    const value = left.evaluate();
    let unknown = false;
    for (const each of values()) {
      const candidate = toMember(each);
      if (candidate === null || value === null) unknown = true;
      else if (equal(value, candidate)) return true;
      if (value === null) break;
    }
    return unknown ? null : false;
  };
}
