import type { QuantifiedComparison, ScalarSubquery } from '../syntax/expressionAst';
import type { QueryExpression } from '../syntax/queryAst';
import { SqlError } from '../engine/sqlError';
import { oncePerStatement } from '../query/oncePerStatement';
import { pause } from '../query/queryEnvironment';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import { commonType } from '../values/types';
import { comparison, type Condition } from './comparisons';
import { compileQueryIn } from './compileQueryIn';
import { compileScalar } from './compileScalar';
import { convertedForComparison } from './conversion';
import type { Compiled, Scope } from './scope';

/** A subquery of one column. */
export interface SingleColumn {
  readonly type: SqlType;
  readonly nullable: boolean;
  /** Its values depend on the outer row; otherwise they are the same for the whole statement and may be kept. */
  readonly correlated: boolean;
  readonly column?: Compiled['column'];
  readonly values: () => Iterable<SqlValue>;
}

/** Compiles a subquery that must have one column. Throws SqlError 116. */
export function singleColumn(scope: Scope, query: QueryExpression): SingleColumn {
  const compiled = compileQueryIn(scope.context, query, scope);
  const [column] = compiled.columns;
  if (!column || compiled.columns.length !== 1) {
    throw new SqlError(
      116,
      16,
      1,
      'Only one expression can be specified in the select list when the subquery is not introduced with EXISTS.',
      { line: query.position.line },
    );
  }
  const { environment } = scope.context;
  const values = function* (): Generator<SqlValue> {
    for (const row of compiled.rows()) {
      if (row === pause) environment.checkpoint();
      else yield row[0] ?? null;
    }
  };
  return { type: column.type, nullable: column.nullable, correlated: compiled.correlated, values };
}

/** `(SELECT …)` as a value: NULL without a row. Throws SqlError 512 for more than one row when evaluated. */
export function compileScalarSubquery(scope: Scope, { query }: ScalarSubquery): Compiled {
  const { type, correlated, values } = singleColumn(scope, query);
  const read = (): SqlValue => {
    let found: SqlValue = null;
    let seen = false;
    for (const value of values()) {
      if (seen) throw moreThanOneValue();
      found = value;
      seen = true;
    }
    return found;
  };
  return { type, nullable: true, evaluate: correlated ? read : oncePerStatement(scope.context.environment, read) };
}

function moreThanOneValue(): SqlError {
  return new SqlError(
    512,
    16,
    1,
    'Subquery returned more than 1 value. This is not permitted when the subquery follows =, !=, <, <= , >, >= or when the subquery is used as an expression.',
  );
}

/** EXISTS: true as soon as there is a row. */
export function compileExists(scope: Scope, query: QueryExpression): Condition {
  const compiled = compileQueryIn(scope.context, query, scope);
  const { environment } = scope.context;
  const exists = (): boolean => {
    for (const row of compiled.rows()) {
      if (row !== pause) return true;
      environment.checkpoint();
    }
    return false;
  };
  return compiled.correlated ? exists : oncePerStatement(environment, exists);
}

/** `x > ALL (SELECT …)` and `x > ANY (SELECT …)` with three-valued logic. */
export function compileQuantified(scope: Scope, { operator, quantifier, left, query }: QuantifiedComparison): Condition {
  const operand = compileScalar(scope, left);
  const source = singleColumn(scope, query);
  const current: { value: SqlValue } = { value: null };
  const given: Compiled = { type: source.type, nullable: true, evaluate: () => current.value };
  const type = operand.untyped ? source.type : commonType(operand.type, source.type);
  const test = comparison(operator, convertedForComparison(operand, type), convertedForComparison(given, type));
  const values = source.correlated ? source.values : oncePerStatement(scope.context.environment, () => [...source.values()]);
  // ALL is false at the first false, ANY true at the first true; otherwise one unknown makes the whole unknown.
  const decisive = quantifier === 'ANY';
  return () => {
    let unknown = false;
    for (const value of values()) {
      current.value = value;
      const result = test();
      if (result === decisive) return decisive;
      if (result === null) unknown = true;
    }
    return unknown ? null : !decisive;
  };
}
