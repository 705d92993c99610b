import type { IndexColumn } from './statementAst';
import type { TokenStream } from './tokenStream';

/** `(a, b DESC)`. */
export function indexColumns(stream: TokenStream): IndexColumn[] {
  return stream.parenthesized(() => {
    const name = stream.identifier();
    const descending = stream.acceptWords('DESC');
    if (!descending) stream.acceptWords('ASC');
    return { name, descending };
  });
}

/** `ON [PRIMARY]`, `ON scheme (column)`, FILESTREAM_ON: read and dropped, for the sandbox has no file groups. */
export function fileGroupClause(stream: TokenStream): void {
  while ((stream.isWord('ON') && !stream.isWord('DELETE', 1) && !stream.isWord('UPDATE', 1)) || stream.isWord('FILESTREAM_ON')) {
    stream.next();
    if (stream.isWord('PRIMARY') || stream.isString()) stream.next();
    else stream.identifier();
    if (stream.isOperator('(')) stream.skipParentheses();
  }
}
