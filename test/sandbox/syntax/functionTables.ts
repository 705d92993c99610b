import type { Expression, ObjectName } from './expressionAst';
import type { FunctionTable } from './queryAst';
import { nameList, namePart, typeReference } from './names';
import { tableAlias } from './tableAliases';
import type { TokenStream } from './tokenStream';

/** `f(…) AS a (b)`, `OPENJSON(…) WITH (…) AS a`, `x.nodes('…') AS a (b)`. */
export function functionTable(stream: TokenStream): FunctionTable {
  const position = stream.position;
  const parts: string[] = [];
  let target: Expression | undefined;
  if (stream.peek().kind === 'variable') target = { kind: 'variable', name: stream.variable(), position };
  else parts.push(stream.identifier());
  while (stream.acceptOperator('.')) parts.push(stream.isOperator('.') ? '' : namePart(stream));
  if (target === undefined && parts.length > 1 && parts.at(-1) === 'nodes')
    target = { kind: 'column', parts: parts.slice(0, -1), position };
  const name: ObjectName = { parts: target === undefined ? parts : parts.slice(-1), position };
  const callArguments = argumentList(stream);
  const withColumns = name.parts[0]?.toUpperCase() === 'OPENJSON' && stream.acceptWords('WITH') ? jsonColumns(stream) : undefined;
  const alias = tableAlias(stream);
  const columns = alias !== undefined && stream.isOperator('(') ? nameList(stream) : [];
  return {
    kind: 'functionTable',
    name,
    arguments: callArguments,
    ...(target && { target }),
    ...(withColumns && { withColumns }),
    ...(alias !== undefined && { alias }),
    columns,
  };
}

function argumentList(stream: TokenStream): Expression[] {
  stream.expectOperator('(');
  if (stream.acceptOperator(')')) return [];
  const read = stream.list((): Expression => {
    const position = stream.position;
    // DEFAULT stands for the parameter's default and becomes a column reference of that name.
    if (stream.acceptWords('DEFAULT')) return { kind: 'column', parts: ['DEFAULT'], position };
    return stream.grammar.expression(stream);
  });
  stream.expectOperator(')');
  return read;
}

function jsonColumns(stream: TokenStream): NonNullable<FunctionTable['withColumns']> {
  return stream.parenthesized(() => {
    const name = stream.identifier();
    const type = typeReference(stream);
    const path = stream.isString() ? stream.string() : undefined;
    const asJson = stream.acceptWords('AS', 'JSON');
    return { name, type, ...(path !== undefined && { path }), asJson };
  });
}
