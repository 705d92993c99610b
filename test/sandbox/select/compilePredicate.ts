import type { BetweenExpression, Expression, FunctionCall, IsDistinctExpression, LikeExpression } from '../syntax/expressionAst';
import { NotInSandboxError, SqlError } from '../engine/sqlError';
import type { SqlType } from '../values/sqlType';
import { likeMatcher, type LikeMatcher } from '../values/like';
import { commonCharacter, isCharacter, isUnicode } from '../values/types';
import { withCommonCollation } from './collations';
import { comparison, type Condition } from './comparisons';
import { compileScalar } from './compileScalar';
import { converted } from './conversion';
import { membership } from './membership';
import type { Compiled, Scope } from './scope';
import { compileExists, compileQuantified } from './subqueries';

/** Compiles a condition: true, false, or null when unknown. Throws SqlError 4145 for what is no condition, else as `compileScalar`. */
export function compilePredicate(scope: Scope, expression: Expression): Condition {
  switch (expression.kind) {
    case 'binary': {
      const { operator, left, right } = expression;
      switch (operator) {
        case 'AND':
          return and(compilePredicate(scope, left), compilePredicate(scope, right));
        case 'OR':
          return or(compilePredicate(scope, left), compilePredicate(scope, right));
        case '=':
        case '<>':
          return nullAware(scope, expression, operator, compileScalar(scope, left), compileScalar(scope, right));
        case '<':
        case '<=':
        case '>':
        case '>=':
          return comparison(operator, compileScalar(scope, left), compileScalar(scope, right));
        default:
          throw noCondition(expression);
      }
    }
    case 'unary':
      if (expression.operator !== 'NOT') throw noCondition(expression);
      return not(compilePredicate(scope, expression.operand));
    case 'isNull': {
      const { evaluate } = compileScalar(scope, expression.operand);
      return expression.negated ? () => evaluate() !== null : () => evaluate() === null;
    }
    case 'between':
      return between(scope, expression);
    case 'like':
      return like(scope, expression);
    case 'in':
      return membership(scope, expression);
    case 'exists':
      return compileExists(scope, expression.query);
    case 'quantified':
      return compileQuantified(scope, expression);
    case 'isDistinct':
      return distinct(scope, expression);
    case 'function':
      return booleanFunction(scope, expression);
    default:
      throw noCondition(expression);
  }
}

function noCondition(expression: Expression): SqlError {
  const near = expression.kind === 'column' ? (expression.parts.at(-1) ?? '') : ')';
  const message = `An expression of non-boolean type specified in a context where a condition is expected, near '${near}'.`;
  return new SqlError(4145, 15, 1, message, { line: expression.position.line });
}

function and(left: Condition, right: Condition): Condition {
  return () => {
    const a = left();
    if (a === false) return false;
    const b = right();
    return b === false ? false : a === null || b === null ? null : true;
  };
}

/** Three-valued OR; the right side is not asked when the left one holds. */
export function or(left: Condition, right: Condition): Condition {
  return () => {
    const a = left();
    if (a === true) return true;
    const b = right();
    return b === true ? true : a === null || b === null ? null : false;
  };
}

function not(condition: Condition): Condition {
  return () => {
    const value = condition();
    return value === null ? null : !value;
  };
}

/** With ANSI_NULLS OFF, `= NULL` and `<> NULL` against a constant or variable know NULL. */
function nullAware(
  scope: Scope,
  { left, right }: { readonly left: Expression; readonly right: Expression },
  operator: '=' | '<>',
  a: Compiled,
  b: Compiled,
): Condition {
  const test = comparison(operator, a, b);
  const simple = (side: Expression): boolean => side.kind === 'literal' || side.kind === 'variable';
  if (scope.context.environment.settings.ansiNulls || !(simple(left) || simple(right))) return test;
  return () => {
    const isLeftNull = a.evaluate() === null;
    const isRightNull = b.evaluate() === null;
    if (!isLeftNull && !isRightNull) return test();
    return (isLeftNull && isRightNull) === (operator === '=');
  };
}

function between(scope: Scope, { operand, low, high, negated }: BetweenExpression): Condition {
  const value = compileScalar(scope, operand);
  const inside = and(comparison('>=', value, compileScalar(scope, low)), comparison('<=', value, compileScalar(scope, high)));
  return negated ? not(inside) : inside;
}

function distinct(scope: Scope, { left, right, negated }: IsDistinctExpression): Condition {
  const a = compileScalar(scope, left);
  const b = compileScalar(scope, right);
  const equal = comparison('=', a, b);
  return () => {
    const isLeftNull = a.evaluate() === null;
    const isRightNull = b.evaluate() === null;
    const same = isLeftNull || isRightNull ? isLeftNull && isRightNull : equal() === true;
    return same === negated;
  };
}

function like(scope: Scope, expression: LikeExpression): Condition {
  const { negated } = expression;
  const sides = withCommonCollation(
    asText(compileScalar(scope, expression.operand)),
    asText(compileScalar(scope, expression.pattern)),
    'like',
  );
  const escape = expression.escape ? asText(compileScalar(scope, expression.escape)) : undefined;
  const type = commonCharacter(sides.left.type, sides.right.type);
  const x = sides.left.evaluate;
  const y = sides.right.evaluate;
  let matcher: LikeMatcher | undefined;
  let madeOf: { readonly pattern: string; readonly escape: string | undefined } | undefined;
  return () => {
    const pattern = y();
    const text = x();
    const escapeText = escape?.evaluate();
    if (typeof text !== 'string' || typeof pattern !== 'string' || escapeText === null) return null;
    const escapeCharacter = typeof escapeText === 'string' ? escapeText : undefined;
    if (!matcher || madeOf?.pattern !== pattern || madeOf.escape !== escapeCharacter) {
      matcher = likeMatcher(pattern, type, escapeCharacter);
      madeOf = { pattern, escape: escapeCharacter };
    }
    return matcher(text) !== negated;
  };
}

function asText(operand: Compiled): Compiled {
  if (isCharacter(operand.type) && !operand.untyped) return operand;
  const type: SqlType = { name: isUnicode(operand.type) ? 'nvarchar' : 'varchar', length: 'max' };
  return converted(operand, type);
}

/** UPDATE(column) inside a trigger and the full-text predicates. */
function booleanFunction(scope: Scope, call: FunctionCall): Condition {
  const name = (call.name.parts[0] ?? '').toUpperCase();
  if (call.name.parts.length !== 1 || !['UPDATE', 'CONTAINS', 'FREETEXT', 'REGEXP_LIKE'].includes(name)) throw noCondition(call);
  const known = scope.context.environment.sessionFunction(name);
  const [argument] = call.arguments;
  if (!known || argument?.kind !== 'column') throw new NotInSandboxError(`the predicate ${name}`, call.position.line);
  const column = argument.parts.at(-1) ?? '';
  return () => known.evaluate([column], [{ name: 'nvarchar', length: 128 }]) === 1;
}
