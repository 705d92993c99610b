import type { TokenStream } from './tokenStream';

/** `OPTION (…)`: gives MAXRECURSION; other hints have no effect on results. */
export function optionClause(stream: TokenStream): number | undefined {
  if (!stream.isWord('OPTION') || !stream.isOperator('(', 1)) return undefined;
  let maxRecursion: number | undefined;
  const end = stream.afterParentheses(1);
  for (let ahead = 2; ahead < end; ahead++)
    if (stream.isWord('MAXRECURSION', ahead)) {
      const token = stream.peek(ahead + 1);
      if (token.kind === 'number') maxRecursion = Number(token.text);
    }
  stream.next();
  stream.skipParentheses();
  return maxRecursion;
}
