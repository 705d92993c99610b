import { Dialect, init, parse } from '@polyglot-sql/sdk';
import { parseBatch } from '../../test/sandbox/syntax/parser';

/** How a text fared with the parsers of T-SQL. */
export interface ParseResult {
  /** polyglot: the library took it. sandbox: it does not know something in it, and the sandbox's parser took it. refused: neither did. */
  readonly by: 'polyglot' | 'sandbox' | 'refused';
  /** What the library said, where it did not take it. */
  readonly reason?: string;
}

/** Parses a text as T-SQL: with a library that knows nothing of this project, and where that one gives up with the sandbox's own parser. */
export async function parseTsql(text: string): Promise<ParseResult> {
  await init();
  const { success, error } = parse(text, Dialect.TSQL);
  if (success) {
    return { by: 'polyglot' };
  }
  const reason = error.split('\n')[0] ?? error;
  try {
    parseBatch(text);
    return { by: 'sandbox', reason };
  } catch {
    return { by: 'refused', reason };
  }
}
