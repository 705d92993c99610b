import { SqlError } from '../engine/sqlError';
import type { Expression } from '../syntax/expressionAst';
import { walkExpression } from './expressionTools';
import { resolveColumn, type ResolvedColumn } from './resolveColumn';
import type { Scope, SourceBinding } from './scope';

const queries = new Set(['subquery', 'exists', 'quantified', 'nextValue']);

/**
 * A text that is the same for expressions that mean the same in a scope: columns count as what they resolve to, names of functions
 * and variables without case. Undefined for an expression with a subquery, which is never taken for another.
 */
export function expressionKey(scope: Scope, expression: unknown): string | undefined {
  const unknown = { met: false };
  const key = JSON.stringify(expression, (name, value: unknown) => {
    if (name === 'position') return undefined;
    if (typeof value === 'bigint') return `${value}n`;
    if (!isNode(value)) return value;
    if (queries.has(value.kind) || (value.kind === 'in' && !Array.isArray(value['values']))) unknown.met = true;
    if (value.kind === 'column') return columnKey(scope, value['parts']);
    if (value.kind === 'variable') return `@${String(value['name']).toLowerCase()}`;
    if (value.kind === 'function')
      return {
        ...value,
        name: JSON.stringify(value['name'])
          .replace(/"position":\{[^}]*\}/, '')
          .toLowerCase(),
      };
    return value;
  });
  return unknown.met ? undefined : key;
}

function isNode(value: unknown): value is Record<string, unknown> & { readonly kind: string } {
  return typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string';
}

function columnKey(scope: Scope, given: unknown): string {
  const parts = Array.isArray(given) ? given.map(String) : [];
  const found = findColumn(scope, parts);
  return found ? `c:${found.binding.id}.${found.ordinal}` : `w:${parts.join('.').toLowerCase()}`;
}

/** Undefined for the word of a datepart, which is no column, and for a wrong name, which is reported where it is compiled. */
function findColumn(scope: Scope, parts: readonly string[]): ResolvedColumn | undefined {
  try {
    return resolveColumn(scope, parts, 0);
  } catch (error) {
    if (error instanceof SqlError) return undefined;
    throw error;
  }
}

/** The sources of the columns that expressions name, those of outer queries included. */
export function columnSources(scope: Scope, expressions: readonly Expression[]): SourceBinding[] {
  const sources: SourceBinding[] = [];
  walkExpression(expressions, (node) => {
    if (node.kind === 'column' && 'parts' in node && Array.isArray(node.parts)) {
      const found = findColumn(scope, node.parts.map(String));
      if (found) sources.push(found.binding);
    }
    return true;
  });
  return sources;
}
