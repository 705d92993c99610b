import { SqlError } from '../engine/sqlError';
import { resolveColumn } from './resolveColumn';
import type { Scope } from './scope';

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
  try {
    const { binding, ordinal } = resolveColumn(scope, parts, 0);
    return `c:${binding.id}.${ordinal}`;
  } catch (error) {
    // The word of a datepart is no column; a wrong name is reported where it is compiled.
    if (error instanceof SqlError) return `w:${parts.join('.').toLowerCase()}`;
    throw error;
  }
}
