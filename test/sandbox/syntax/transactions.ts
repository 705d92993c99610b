import type { TransactionStatement } from './statementAst';
import type { TokenStream } from './tokenStream';

/** BEGIN TRAN. */
export function beginTransaction(stream: TokenStream): TransactionStatement {
  const position = stream.position;
  stream.expectWords('BEGIN');
  if (stream.isWord('DISTRIBUTED')) throw stream.unsupported('distributed transactions');
  transactionWord(stream);
  const name = transactionName(stream);
  if (stream.isWord('WITH') && stream.isWord('MARK', 1)) {
    stream.acceptWords('WITH', 'MARK');
    if (stream.isString()) stream.next();
  }
  return { kind: 'transaction', position, action: 'begin', ...(name !== undefined && { name }) };
}

/** COMMIT, ROLLBACK and SAVE. */
export function endTransaction(stream: TokenStream): TransactionStatement {
  const position = stream.position;
  const word = stream.next().upper;
  const action = word === 'COMMIT' ? 'commit' : word === 'SAVE' ? 'save' : 'rollback';
  const named = transactionWord(stream);
  if (!named) {
    if (action === 'save') throw stream.unexpected();
    stream.acceptWords('WORK');
  }
  const name = named ? transactionName(stream) : undefined;
  if (action === 'save' && name === undefined) throw stream.unexpected();
  if (action === 'commit' && stream.areWords('WITH') && stream.isOperator('(', 1)) {
    stream.next();
    stream.skipParentheses();
  }
  return { kind: 'transaction', position, action, ...(name !== undefined && { name }) };
}

function transactionWord(stream: TokenStream): boolean {
  return stream.acceptWords('TRAN') || stream.acceptWords('TRANSACTION');
}

/** Any word that is not reserved is the name, also one on the next line, as in the product; a label is not. */
function transactionName(stream: TokenStream): TransactionStatement['name'] {
  const position = stream.position;
  if (stream.peek().kind === 'variable') return { kind: 'variable', name: stream.variable(), position };
  return stream.isIdentifier() && !stream.isOperator(':', 1) ? stream.identifier() : undefined;
}
