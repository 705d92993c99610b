import type { Expression } from './expressionAst';
import type { GroupBy } from './queryAst';
import type { TokenStream } from './tokenStream';

type Sets = readonly (readonly Expression[])[];

/** GROUP BY with ROLLUP, CUBE and GROUPING SETS written out as the sets they stand for. */
export function groupBy(stream: TokenStream): GroupBy {
  stream.expectWords('GROUP', 'BY');
  if (stream.isWord('ALL')) throw stream.unsupported('GROUP BY ALL');
  const elements = stream.list(() => groupingElement(stream));
  if (stream.acceptWords('WITH', 'ROLLUP')) return { sets: rollup(plainElements(elements)) };
  if (stream.acceptWords('WITH', 'CUBE')) return { sets: cube(plainElements(elements)) };
  return { sets: elements.reduce(combine) };
}

function groupingElement(stream: TokenStream): Sets {
  if (stream.isWord('ROLLUP') && stream.isOperator('(', 1)) return rollup((stream.next(), compositeList(stream)));
  if (stream.isWord('CUBE') && stream.isOperator('(', 1)) return cube((stream.next(), compositeList(stream)));
  if (stream.acceptWords('GROUPING', 'SETS')) return stream.parenthesized(() => groupingElement(stream)).flat();
  return [composite(stream)];
}

function compositeList(stream: TokenStream): (readonly Expression[])[] {
  return stream.parenthesized(() => composite(stream));
}

/** `a`, `(a, b)` or `()`. */
function composite(stream: TokenStream): readonly Expression[] {
  if (!stream.isOperator('(')) return [stream.grammar.expression(stream)];
  if (stream.isOperator(')', 1)) {
    stream.next();
    stream.next();
    return [];
  }
  // `(a + b) * 2` begins with a parenthesis that is part of a value.
  const after = stream.afterParentheses(0);
  const ends = stream.isOperator(',', after) || stream.isOperator(')', after) || stream.isOperator(';', after);
  const { kind } = stream.peek(after);
  if (ends || kind === 'end' || kind === 'word') return stream.parenthesized(() => stream.grammar.expression(stream));
  return [stream.grammar.expression(stream)];
}

function plainElements(elements: readonly Sets[]): (readonly Expression[])[] {
  return elements.map((sets) => sets.flat());
}

function rollup(elements: readonly (readonly Expression[])[]): Sets {
  return Array.from({ length: elements.length + 1 }, (_, dropped) => elements.slice(0, elements.length - dropped).flat());
}

function cube(elements: readonly (readonly Expression[])[]): Sets {
  return elements.reduce<Sets>((sets, element) => sets.flatMap((set) => [[...set, ...element], set]), [[]]);
}

function combine(left: Sets, right: Sets): Sets {
  return left.flatMap((set) => right.map((other) => [...set, ...other]));
}
