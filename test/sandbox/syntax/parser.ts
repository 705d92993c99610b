import { procedureCall } from './execute';
import { parseCondition, parseExpression } from './expressions';
import { tokenize } from './lexer';
import { parseQuery, parseSelect } from './queries';
import type { Batch, Statement } from './statementAst';
import { parseStatement, parseStatements } from './statements';
import { TokenStream, type Grammar } from './tokenStream';

const grammar: Grammar = {
  expression: parseExpression,
  condition: parseCondition,
  query: parseQuery,
  select: (stream) => parseSelect(stream),
  statement: parseStatement,
  statements: parseStatements,
};

/** SET QUOTED_IDENTIFIER: whether "…" is a name (the default) or a character string. */
export interface ParseOptions {
  readonly quotedIdentifier?: boolean;
}

/**
 * Parses a batch. Throws SqlError (102, 105, 111, 113, 156, 319, 1038, 4145, …; severity 15) with the line of the batch, and
 * NotInSandboxError for T-SQL outside the subset.
 */
export function parseBatch(text: string, options: ParseOptions = {}): Batch {
  const stream = new TokenStream(text, tokenize(text, options.quotedIdentifier ?? true), grammar);
  while (stream.acceptOperator(';'));
  const first: Statement[] = bareCallFollows(stream) ? [procedureCall(stream, stream.position)] : [];
  const statements = [...first, ...parseStatements(stream, [])];
  return { text, statements };
}

const statementWords = new Set(['THROW', 'ENABLE', 'DISABLE']);

/** A batch may begin with the name of a procedure, without EXEC. */
function bareCallFollows(stream: TokenStream): boolean {
  if (!stream.isIdentifier() || stream.isOperator(':', 1)) return false;
  const { upper } = stream.peek();
  return !statementWords.has(upper) || (upper !== 'THROW' && !stream.isWord('TRIGGER', 1));
}
