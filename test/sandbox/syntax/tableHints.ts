import type { TokenStream } from './tokenStream';

const oldStyle = new Set(
  (
    'NOLOCK HOLDLOCK READPAST READUNCOMMITTED READCOMMITTED READCOMMITTEDLOCK REPEATABLEREAD SERIALIZABLE ROWLOCK PAGLOCK TABLOCK TABLOCKX ' +
    'UPDLOCK XLOCK NOWAIT INDEX FASTFIRSTROW SNAPSHOT'
  ).split(' '),
);

/** `WITH (NOLOCK, INDEX(ix))`, or nothing: upper-case words without their arguments. */
export function tableHints(stream: TokenStream): string[] {
  if (!stream.isWord('WITH') || !stream.isOperator('(', 1)) return [];
  stream.next();
  return hintList(stream);
}

/** `(NOLOCK)` without WITH, or nothing. */
export function oldStyleHints(stream: TokenStream): string[] {
  if (!stream.isOperator('(') || !stream.isOneOf(oldStyle, 1)) return [];
  const end = stream.afterParentheses(0);
  for (let ahead = 1; ahead < end - 1; ahead++) {
    const token = stream.peek(ahead);
    if (token.kind === 'word' && !oldStyle.has(token.upper)) return [];
  }
  return hintList(stream);
}

function hintList(stream: TokenStream): string[] {
  stream.expectOperator('(');
  const hints: string[] = [];
  while (!stream.acceptOperator(')')) {
    const token = stream.next();
    if (token.kind !== 'word') throw stream.unexpected();
    hints.push(token.upper);
    if (stream.acceptOperator('=')) stream.next();
    else if (stream.isOperator('(')) stream.skipParentheses();
    stream.acceptOperator(',');
  }
  return hints;
}
