import { walk, type WalkedNode } from '../engine/syntaxWalk';
import type { Expression } from '../syntax/expressionAst';

/** Visits the nodes of an expression, subqueries included; the visitor says whether to go deeper. */
export function walkExpression(root: unknown, visit: (node: WalkedNode) => boolean): void {
  walk(root, visit);
}

/** The constant NULL, which has no type of its own. */
export function isNullLiteral(expression: Expression): boolean {
  return expression.kind === 'literal' && expression.value === null;
}

/** The parts of the name that a node bears: of a table or a function. */
export function partsOfName(node: WalkedNode): readonly string[] {
  if (!('name' in node)) return [];
  const { name } = node;
  if (typeof name !== 'object' || name === null || !('parts' in name)) return [];
  return Array.isArray(name.parts) ? name.parts.map(String) : [];
}
