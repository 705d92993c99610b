import type { TokenStream } from './tokenStream';

const continuations = new Set(['UNION', 'EXCEPT', 'INTERSECT', 'ORDER']);

/**
 * Whether a query stands `ahead` places from the front, or with `parenthesized` a query in parentheses.
 * `((SELECT 1) + 1)` is none, `((SELECT 1) UNION (SELECT 2))` is one.
 */
export function isQueryAt(stream: TokenStream, ahead: number, parenthesized = false): boolean {
  if (parenthesized) return stream.isOperator('(', ahead) && isQueryAt(stream, ahead + 1);
  if (stream.isWord('SELECT', ahead)) return true;
  if (!stream.isOperator('(', ahead) || !isQueryAt(stream, ahead + 1)) return false;
  const after = stream.afterParentheses(ahead);
  return stream.isOneOf(continuations, after) || stream.isOperator(')', after);
}
