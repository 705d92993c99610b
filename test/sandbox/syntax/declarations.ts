import { collatedTypeReference } from './names';
import type { DeclareStatement, VariableDeclaration } from './statementAst';
import { tableDefinition } from './tableDefinitions';
import type { TokenStream } from './tokenStream';

/** DECLARE @a int = 1, @t TABLE (…), @c CURSOR. */
export function declareStatement(stream: TokenStream): DeclareStatement {
  const position = stream.position;
  stream.expectWords('DECLARE');
  return { kind: 'declare', position, variables: stream.list(() => declaration(stream)) };
}

function declaration(stream: TokenStream): VariableDeclaration {
  const name = stream.variable();
  stream.acceptWords('AS');
  if (stream.acceptWords('TABLE')) return { name, table: tableDefinition(stream) };
  if (stream.acceptWords('CURSOR')) return { name, cursor: true };
  const type = collatedTypeReference(stream);
  const value = stream.acceptOperator('=') ? stream.grammar.expression(stream) : undefined;
  return { name, type, ...(value && { value }) };
}
