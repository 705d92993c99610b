import type { Expression, FunctionCall, ObjectName, OrderItem } from './expressionAst';
import type { TokenStream } from './tokenStream';
import { orderBy } from './windows';

/**
 * JSON_OBJECT, JSON_ARRAY, JSON_OBJECTAGG and JSON_ARRAYAGG. Keys and values alternate in `arguments`; `keywords` hold
 * `NULL ON NULL`, `ABSENT ON NULL` and `RETURNING JSON` where written; the ORDER BY of JSON_ARRAYAGG is in `withinGroup`.
 */
export function jsonConstructor(stream: TokenStream, name: ObjectName): FunctionCall {
  const word = (name.parts[0] ?? '').toUpperCase();
  const read: Expression[] = [];
  const keywords: string[] = [];
  let order: readonly OrderItem[] | undefined;
  stream.expectOperator('(');
  if (!stream.isOperator(')') && !clauseFollows(stream)) {
    stream.list(() => {
      read.push(stream.grammar.expression(stream));
      if (word.startsWith('JSON_OBJECT')) {
        stream.expectOperator(':');
        read.push(stream.grammar.expression(stream));
      }
    });
    if (word === 'JSON_ARRAYAGG' && stream.isWord('ORDER')) order = orderBy(stream);
  }
  for (let clause = nullClause(stream); clause !== undefined; clause = nullClause(stream)) keywords.push(clause);
  stream.expectOperator(')');
  const call: FunctionCall = { kind: 'function', name, arguments: read, position: name.position };
  return { ...call, ...(keywords.length > 0 && { keywords }), ...(order && { withinGroup: order }) };
}

function clauseFollows(stream: TokenStream): boolean {
  return stream.areWords('NULL', 'ON', 'NULL') || stream.areWords('ABSENT', 'ON', 'NULL') || stream.areWords('RETURNING', 'JSON');
}

function nullClause(stream: TokenStream): string | undefined {
  for (const words of [
    ['NULL', 'ON', 'NULL'],
    ['ABSENT', 'ON', 'NULL'],
    ['RETURNING', 'JSON'],
  ])
    if (stream.acceptWords(...words)) return words.join(' ');
  return undefined;
}
