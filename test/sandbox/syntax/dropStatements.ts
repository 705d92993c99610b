import type { Statement } from './statementAst';
import type { TokenStream } from './tokenStream';
export function dropStatement(stream: TokenStream): Statement {
  throw stream.unsupported('this statement yet');
}
