import type { Statement } from './statementAst';
import type { TokenStream } from './tokenStream';
export function createStatement(stream: TokenStream): Statement {
  throw stream.unsupported('this statement yet');
}
