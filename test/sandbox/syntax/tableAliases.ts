import type { TokenStream } from './tokenStream';
import { windowClauseFollows } from './windows';

/** `AS a` or `a` behind a table. `WINDOW w AS (`, `USING` of MERGE and a label on the next line are no aliases. */
export function tableAlias(stream: TokenStream): string | undefined {
  if (stream.acceptWords('AS')) return stream.identifier();
  if (!stream.isIdentifier() || windowClauseFollows(stream) || stream.isWord('USING')) return undefined;
  if (stream.isOperator(':', 1)) return undefined;
  return stream.identifier();
}
