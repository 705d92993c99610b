import type { Expression } from '../syntax/expressionAst';
import { commonType } from '../values/types';
import { or } from './compilePredicate';
import { compilePredicate, compileScalar } from './compileScalar';
import { convertedForComparison } from './conversion';
import { isNullLiteral, partsOfName, walkExpression } from './expressionTools';
import type { Compiled, Scope, SourceBinding } from './scope';
import type { Conjunct, Side } from './sourcePlan';

/** The conditions that AND connects. */
export function splitConjuncts(condition: Expression): Expression[] {
  if (condition.kind !== 'binary' || condition.operator !== 'AND') return [condition];
  return [...splitConjuncts(condition.left), ...splitConjuncts(condition.right)];
}

/** The conditions that OR connects. */
function splitDisjuncts(condition: Expression): Expression[] {
  if (condition.kind !== 'binary' || condition.operator !== 'OR') return [condition];
  return [...splitDisjuncts(condition.left), ...splitDisjuncts(condition.right)];
}

/** Compiles the conditions of a WHERE or ON one by one. Throws the SqlErrors of names and types. */
export function compileConjuncts(scope: Scope, condition: Expression | undefined): Conjunct[] {
  return condition ? splitConjuncts(condition).map((each) => compileConjunct(scope, each)) : [];
}

function compileConjunct(scope: Scope, expression: Expression): Conjunct {
  if (expression.kind === 'binary' && expression.operator === 'OR') return compileAlternatives(scope, expression);
  const { result: holds, sources } = tracked(scope, () => compilePredicate(scope, expression));
  const conjunct: Conjunct = { expression, holds, sources };
  if (expression.kind === 'in' && !expression.negated && Array.isArray(expression.values) && !holdsSubquery(expression)) {
    const values: readonly Expression[] = expression.values;
    return {
      ...conjunct,
      membership: { operand: side(scope, expression.operand).compiled, values: values.map((value) => side(scope, value)) },
    };
  }
  if (expression.kind !== 'binary' || expression.operator !== '=' || sources.size === 0) return conjunct;
  if (isNullLiteral(expression.left) || isNullLiteral(expression.right) || holdsSubquery(expression)) return conjunct;
  const left = side(scope, expression.left);
  const right = side(scope, expression.right);
  const type = comparisonType(left.compiled, right.compiled);
  if (!type) return conjunct;
  return { ...conjunct, equality: { left: convertSide(left, type), right: convertSide(right, type) } };
}

function compileAlternatives(scope: Scope, expression: Expression): Conjunct {
  const parts = splitDisjuncts(expression).map((part) => ({ part, ...tracked(scope, () => compilePredicate(scope, part)) }));
  const holds = parts.map(({ result }) => result).reduceRight((right, left) => or(left, right));
  const sources = new Set(parts.flatMap((each) => [...each.sources]));
  // Only from the first on: what stands after a part that reads a row may count on that part.
  const reading = parts.findIndex((each) => each.sources.size > 0);
  const settled = parts
    .slice(0, Math.max(reading, 0))
    .flatMap(({ part, result }) => (isVolatile(part) || holdsSubquery(part) ? [] : [result]));
  return settled.length > 0 ? { expression, holds, sources, settled } : { expression, holds, sources };
}

function comparisonType(left: Compiled, right: Compiled): Compiled['type'] | undefined {
  const type = commonType(left.type, right.type);
  const collations = new Set([left.type.collation, right.type.collation].filter((collation) => collation !== undefined));
  return collations.size > 1 || type.name === 'sql_variant' ? undefined : type;
}

function side(scope: Scope, expression: Expression): { readonly compiled: Compiled; readonly sources: ReadonlySet<SourceBinding> } {
  const { result, sources } = tracked(scope, () => compileScalar(scope, expression));
  return { compiled: result, sources };
}

function convertSide({ compiled, sources }: ReturnType<typeof side>, type: Compiled['type']): Side {
  return { compiled: convertedForComparison(compiled, type), original: compiled, sources };
}

/** Runs a compilation and says which sources of this very scope it read. */
export function tracked<T>(scope: Scope, compile: () => T): { readonly result: T; readonly sources: ReadonlySet<SourceBinding> } {
  const { links } = scope;
  const outer = links.tracker;
  const sources = new Set<SourceBinding>();
  links.tracker = sources;
  try {
    return { result: compile(), sources };
  } finally {
    links.tracker = outer;
    if (outer) for (const source of sources) outer.add(source);
  }
}

function holdsSubquery(expression: Expression): boolean {
  let found = false;
  walkExpression(expression, (node) => {
    if (node.kind === 'subquery' || node.kind === 'exists' || node.kind === 'query') found = true;
    return !found;
  });
  return found;
}

const changing = new Set(['NEWID', 'CRYPT_GEN_RANDOM', 'RAND']);

const volatileExpressions = new WeakMap<Expression, boolean>();

/** Whether a condition without columns may differ from row to row. */
export function isVolatile(expression: Expression): boolean {
  const known = volatileExpressions.get(expression);
  if (known !== undefined) return known;
  let found = false;
  walkExpression(expression, (node) => {
    if (node.kind === 'nextValue') found = true;
    if (node.kind === 'function' && changing.has(partsOfName(node)[0]?.toUpperCase() ?? '')) found = true;
    return !found;
  });
  volatileExpressions.set(expression, found);
  return found;
}
