import type { Statement } from './statementAst';
import type { TokenStream } from './tokenStream';
export function alterStatement(stream: TokenStream): Statement {
  throw stream.unsupported('this statement yet');
}
