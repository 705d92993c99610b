import type { Expression } from './expressionAst';
import type { SelectStatement } from './queryAst';
import type { CursorStatement } from './statementAst';
import type { TokenStream } from './tokenStream';

const cursorOptions = new Set(
  'LOCAL GLOBAL FORWARD_ONLY SCROLL STATIC KEYSET DYNAMIC FAST_FORWARD READ_ONLY SCROLL_LOCKS OPTIMISTIC TYPE_WARNING'.split(' '),
);

/** Whether DECLARE name [INSENSITIVE] [SCROLL] CURSOR follows; the DECLARE is still at the front. */
export function cursorDeclarationFollows(stream: TokenStream): boolean {
  return stream.isWord('DECLARE') && stream.isIdentifier(1);
}

/** DECLARE name CURSOR options FOR SELECT …. */
export function declareCursor(stream: TokenStream): CursorStatement {
  const position = stream.position;
  stream.expectWords('DECLARE');
  const name = stream.identifier();
  stream.acceptWords('INSENSITIVE');
  stream.acceptWords('SCROLL');
  return { kind: 'cursor', position, action: 'declare', name, query: cursorQuery(stream) };
}

/** `CURSOR options FOR SELECT … [FOR READ ONLY | UPDATE [OF …]]`. */
export function cursorQuery(stream: TokenStream): SelectStatement {
  stream.expectWords('CURSOR');
  while (stream.isOneOf(cursorOptions)) stream.next();
  stream.expectWords('FOR');
  const query = stream.grammar.select(stream);
  if (stream.acceptWords('FOR')) {
    if (stream.acceptWords('READ')) stream.expectWords('ONLY');
    else {
      stream.expectWords('UPDATE');
      if (stream.acceptWords('OF')) stream.list(() => stream.identifier());
    }
  }
  return query;
}

/** OPEN, CLOSE and DEALLOCATE. */
export function simpleCursorStatement(stream: TokenStream): CursorStatement {
  const position = stream.position;
  const word = stream.next().upper;
  const action = word === 'OPEN' ? 'open' : word === 'CLOSE' ? 'close' : 'deallocate';
  if (stream.isWord('SYMMETRIC') || stream.isWord('MASTER') || stream.isWord('ALL')) throw stream.unsupported('encryption keys');
  return { kind: 'cursor', position, action, name: cursorName(stream) };
}

/** FETCH … FROM name INTO @a, @b. */
export function fetchStatement(stream: TokenStream): CursorStatement {
  const position = stream.position;
  stream.expectWords('FETCH');
  let direction: CursorStatement['direction'] = 'NEXT';
  let offset: Expression | undefined;
  for (const word of ['NEXT', 'PRIOR', 'FIRST', 'LAST', 'ABSOLUTE', 'RELATIVE'] as const)
    if (stream.isWord(word) && !stream.isWord('INTO', 1)) {
      stream.next();
      direction = word;
      if (word === 'ABSOLUTE' || word === 'RELATIVE') offset = stream.grammar.expression(stream);
      break;
    }
  stream.acceptWords('FROM');
  const name = cursorName(stream);
  const into = stream.acceptWords('INTO') ? stream.list(() => stream.variable()) : undefined;
  return { kind: 'cursor', position, action: 'fetch', name, direction, ...(offset && { offset }), ...(into && { into }) };
}

function cursorName(stream: TokenStream): string {
  stream.acceptWords('GLOBAL');
  return stream.peek().kind === 'variable' ? stream.variable() : stream.identifier();
}
