import type { CaseExpression, Expression, FunctionCall } from '../syntax/expressionAst';
import { SqlError } from '../engine/sqlError';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import { valueConverter as converterTo, converted } from './conversion';
import { commonType } from '../values/types';
import { comparison, type Condition } from './comparisons';
import { compilePredicate } from './compilePredicate';
import { compileScalar } from './compileScalar';
import type { Compiled, Scope } from './scope';

/**
 * Several values brought to their common type, as CASE, COALESCE, VALUES and set operations do; the untyped NULL does not count.
 * `type` is undefined when all are untyped NULLs. Throws SqlError 206 for types that have none in common.
 */
export function unified(values: readonly Compiled[]): {
  readonly type: SqlType | undefined;
  readonly nullable: boolean;
  readonly values: readonly Compiled[];
} {
  const [first, ...rest] = values.filter((value) => !value.untyped);
  const nullable = values.some((value) => value.nullable);
  if (!first) return { type: undefined, nullable, values };
  const type = rest.reduce((joined, value) => (value.type === joined ? joined : commonType(joined, value.type)), first.type);
  return { type, nullable, values: values.map((value) => converted(value, type)) };
}

/** CASE of both forms; only the branch that is taken is evaluated. Throws SqlError 8133 when every result is the constant NULL. */
export function compileCase(scope: Scope, expression: CaseExpression): Compiled {
  const conditions = expression.input ? simpleConditions(scope, expression) : searchedConditions(scope, expression);
  const results = expression.branches.map(({ then }) => compileScalar(scope, then));
  const otherwise = expression.otherwise && compileScalar(scope, expression.otherwise);
  const { type, nullable, values } = unified(otherwise ? [...results, otherwise] : results);
  if (!type) {
    const message = 'At least one of the result expressions in a CASE specification must be an expression other than the NULL constant.';
    throw new SqlError(8133, 16, 1, message, { line: expression.position.line });
  }
  const last = otherwise && values.at(-1);
  return {
    type,
    nullable: nullable || !otherwise,
    evaluate: () => {
      for (let index = 0; index < conditions.length; index++) {
        if (conditions[index]?.() === true) return values[index]?.evaluate() ?? null;
      }
      return last ? last.evaluate() : null;
    },
  };
}

function searchedConditions(scope: Scope, { branches }: CaseExpression): Condition[] {
  return branches.map(({ when }) => compilePredicate(scope, when));
}

/** The input is evaluated once for all comparisons: the first reads it, the others take what it read. */
function simpleConditions(scope: Scope, { input, branches }: CaseExpression): Condition[] {
  if (!input) return [];
  const compiled = compileScalar(scope, input);
  const held: { value: SqlValue } = { value: null };
  const reused: Compiled = { ...compiled, constant: false, evaluate: () => held.value };
  return branches.map(({ when }, index) => {
    const test = comparison('=', reused, compileScalar(scope, when));
    if (index > 0) return test;
    return () => {
      held.value = compiled.evaluate();
      return test();
    };
  });
}

/** COALESCE, ISNULL, IIF and CHOOSE, which leave arguments unevaluated; undefined for any other name. */
export function compileLazyFunction(scope: Scope, name: string, call: FunctionCall): Compiled | undefined {
  switch (name) {
    case 'COALESCE':
      return call.arguments.length < 2 ? undefined : coalesce(scope, call);
    case 'ISNULL':
      return call.arguments.length === 2 ? isNull(scope, call) : undefined;
    case 'IIF': {
      const [when, then, otherwise] = call.arguments;
      if (!when || !then || !otherwise || call.arguments.length !== 3) return undefined;
      return compileCase(scope, { kind: 'case', position: call.position, branches: [{ when, then }], otherwise });
    }
    case 'NULLIF':
      checkNullIf(call.arguments, call.position.line);
      return undefined;
    case 'CHOOSE':
      return call.arguments.length < 2 ? undefined : choose(scope, call);
    default:
      return undefined;
  }
}

/** NULLIF needs a type to give. Throws SqlError 4151. */
function checkNullIf([first]: readonly Expression[], line: number): void {
  if (first?.kind !== 'literal' || first.value !== null) return;
  const message =
    'The type of the first argument to NULLIF cannot be the NULL constant because the type of the first argument has to be known.';
  throw new SqlError(4151, 16, 1, message, { line });
}

function coalesce(scope: Scope, call: FunctionCall): Compiled {
  const { type, values } = unified(call.arguments.map((argument) => compileScalar(scope, argument)));
  if (!type) {
    const message = 'At least one of the arguments to COALESCE must be an expression that is not the NULL constant.';
    throw new SqlError(4127, 16, 1, message, { line: call.position.line });
  }
  return {
    type,
    nullable: values.every((value) => value.nullable),
    evaluate: () => {
      for (const value of values) {
        const read = value.evaluate();
        if (read !== null) return read;
      }
      return null;
    },
  };
}

function isNull(scope: Scope, call: FunctionCall): Compiled {
  const [first, second] = call.arguments.map((argument) => compileScalar(scope, argument));
  if (!first || !second) throw new RangeError('ISNULL has two arguments.');
  if (first.untyped) return second;
  const { evaluate, type } = first;
  const replacement = second.untyped ? second.evaluate : compileConverted(second, type);
  return { type, nullable: first.nullable && second.nullable, evaluate: () => evaluate() ?? replacement() };
}

function compileConverted(value: Compiled, type: SqlType): () => SqlValue {
  const convert = converterTo(value.type, type);
  return () => {
    const read = value.evaluate();
    return read === null ? null : convert(read);
  };
}

function choose(scope: Scope, call: FunctionCall): Compiled {
  const [index, ...choices] = call.arguments.map((argument) => compileScalar(scope, argument));
  const { type, values } = unified(choices);
  const position = index && converted(index, { name: 'int' });
  return {
    type: type ?? { name: 'int' },
    nullable: true,
    evaluate: () => {
      const at = position?.evaluate();
      return typeof at === 'number' ? (values[at - 1]?.evaluate() ?? null) : null;
    },
  };
}
