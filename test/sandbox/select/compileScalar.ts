import type { Expression } from '../syntax/expressionAst';
import { NotInSandboxError } from '../engine/sqlError';
import { bitwiseNot, negate } from '../values/arithmetic';
import { arithmetic } from './arithmetic';
import { compileCase } from './caseExpressions';
import { compileAtTimeZone, compileCast, compileCollate } from './casts';
import { compileFunction } from './functionCalls';
import { compilePredicate } from './compilePredicate';
import { compileColumn, compileGlobalVariable, compileVariable } from './references';
import type { Compiled, Scope } from './scope';
import { compileNextValue } from './sequences';
import { compileScalarSubquery } from './subqueries';

export { compilePredicate } from './compilePredicate';

const bit = { name: 'bit' } as const;

/**
 * Compiles an expression that gives a value. Names are resolved now, values are read when it is evaluated. In a scope behind GROUP BY,
 * a grouped expression or an aggregate reads the group's row. Throws the SqlErrors of name resolution (207, 209, 4104, 8120 …) and of types (206, 402, 8117 …).
 */
export function compileScalar(scope: Scope, expression: Expression): Compiled {
  const grouped = scope.grouping?.lookup(expression, scope);
  if (grouped) return grouped;
  switch (expression.kind) {
    case 'literal': {
      const { type, value } = expression;
      return { type, nullable: value === null, constant: true, untyped: value === null, evaluate: () => value };
    }
    case 'column':
      return compileColumn(scope, expression);
    case 'variable':
      return compileVariable(scope, expression);
    case 'globalVariable':
      return compileGlobalVariable(scope, expression);
    case 'unary':
      return expression.operator === 'NOT' ? asBit(scope, expression) : compileSign(scope, expression.operator, expression.operand);
    case 'binary':
      switch (expression.operator) {
        case 'AND':
        case 'OR':
        case '=':
        case '<>':
        case '<':
        case '<=':
        case '>':
        case '>=':
          return asBit(scope, expression);
        default: {
          const { left, right, operator } = expression;
          return arithmetic(scope.context.environment, operator, compileScalar(scope, left), compileScalar(scope, right));
        }
      }
    case 'case':
      return compileCase(scope, expression);
    case 'function':
      return compileFunction(scope, expression);
    case 'cast':
      return compileCast(scope, expression);
    case 'collate':
      return compileCollate(scope, expression);
    case 'atTimeZone':
      return compileAtTimeZone(scope, expression);
    case 'nextValue':
      return compileNextValue(scope, expression);
    case 'subquery':
      return compileScalarSubquery(scope, expression);
    case 'in':
    case 'between':
    case 'like':
    case 'isNull':
    case 'exists':
    case 'quantified':
    case 'isDistinct':
      return asBit(scope, expression);
    default:
      throw new NotInSandboxError('this expression');
  }
}

/** A condition where a value stands, as inside CHOOSE or a method's argument: bit, NULL when unknown. */
function asBit(scope: Scope, expression: Expression): Compiled {
  const holds = compilePredicate(scope, expression);
  return {
    type: bit,
    nullable: true,
    evaluate: () => {
      const value = holds();
      return value === null ? null : value ? 1 : 0;
    },
  };
}

function compileSign(scope: Scope, operator: '-' | '+' | '~', expression: Expression): Compiled {
  const operand = compileScalar(scope, expression);
  const { type, evaluate, nullable, untyped } = operand;
  if (operator === '+' || untyped) return operand;
  if (operator === '~') {
    bitwiseNot(0, type);
    return { type, nullable, evaluate: () => bitwiseNot(evaluate(), type) };
  }
  negate(null, type);
  if (operand.constant) {
    const value = evaluate();
    // The literal stays a constant: scales of decimals and arguments such as ROUND(x, -1) depend on its value.
    return { type, nullable, constant: true, evaluate: () => negate(value, type) };
  }
  return { type, nullable, evaluate: () => negate(evaluate(), type) };
}
