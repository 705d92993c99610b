import type { ForClause } from './queryAst';
import type { TokenStream } from './tokenStream';

/** Whether FOR XML, FOR JSON or FOR BROWSE is at the front; a cursor's FOR UPDATE is not. */
export function forClauseFollows(stream: TokenStream): boolean {
  return stream.isWord('FOR') && ['XML', 'JSON', 'BROWSE'].some((word) => stream.isWord(word, 1));
}

/** `FOR XML …`, `FOR JSON …`. XSINIL is given as `includeNullValues`; ROOT without a name is `root`. */
export function forClause(stream: TokenStream): ForClause {
  stream.expectWords('FOR');
  const word = stream.next().upper;
  const clause = { includeNullValues: false, withoutArrayWrapper: false, type: false, elements: false };
  if (word === 'BROWSE') return { kind: 'browse', mode: 'AUTO', ...clause };
  const kind = word === 'XML' ? 'xml' : 'json';
  const mode = modeOf(stream);
  if (kind === 'json' && mode !== 'PATH' && mode !== 'AUTO') throw stream.unexpected();
  const elementName = kind === 'xml' && stream.isOperator('(') ? stream.parenthesized(() => stream.string())[0] : undefined;
  let root: string | undefined;
  while (stream.acceptOperator(',')) {
    if (stream.acceptWords('ROOT')) root = stream.isOperator('(') ? stream.parenthesized(() => stream.string())[0] : 'root';
    else if (kind === 'json' && stream.acceptWords('INCLUDE_NULL_VALUES')) clause.includeNullValues = true;
    else if (kind === 'json' && stream.acceptWords('WITHOUT_ARRAY_WRAPPER')) clause.withoutArrayWrapper = true;
    else if (kind === 'xml' && stream.acceptWords('TYPE')) clause.type = true;
    else if (kind === 'xml' && stream.acceptWords('ELEMENTS')) {
      clause.elements = true;
      if (stream.acceptWords('XSINIL')) clause.includeNullValues = true;
      else stream.acceptWords('ABSENT');
    } else if (kind === 'xml' && stream.isIdentifier()) {
      if (!stream.acceptWords('BINARY', 'BASE64')) throw stream.unsupported(`FOR XML … ${stream.peek().text}`);
    } else throw stream.unexpected();
  }
  return { kind, mode, ...clause, ...(root !== undefined && { root }), ...(elementName !== undefined && { elementName }) };
}

function modeOf(stream: TokenStream): ForClause['mode'] {
  for (const mode of ['PATH', 'AUTO', 'RAW', 'EXPLICIT'] as const) if (stream.acceptWords(mode)) return mode;
  throw stream.unexpected();
}
