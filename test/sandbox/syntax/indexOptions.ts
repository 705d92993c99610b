import type { TokenStream } from './tokenStream';

/**
 * `(FILLFACTOR = 80, DATA_COMPRESSION = PAGE ON PARTITIONS (1), ONLINE = ON (…))`: each option in upper case to its words,
 * joined by blanks, parentheses included.
 */
export function optionMap(stream: TokenStream): Record<string, string> {
  const options: Record<string, string> = {};
  stream.expectOperator('(');
  do {
    const token = stream.next();
    if (token.kind !== 'word' && token.kind !== 'name') throw stream.unexpected();
    stream.acceptOperator('=');
    const name = token.text.toUpperCase();
    const words = optionWords(stream);
    // DATA_COMPRESSION may be said once for some partitions and again for others.
    const before = options[name];
    options[name] = before === undefined ? words : `${before}; ${words}`;
  } while (stream.acceptOperator(','));
  stream.expectOperator(')');
  return options;
}

/** `FILLFACTOR = 80, PAD_INDEX` behind WITH, without parentheses. */
export function looseOptions(stream: TokenStream): Record<string, string> {
  const options: Record<string, string> = {};
  do {
    const token = stream.next();
    if (token.kind !== 'word') throw stream.unexpected();
    options[token.upper] = stream.acceptOperator('=') ? stream.next().text.toUpperCase() : 'ON';
  } while (stream.acceptOperator(','));
  return options;
}

function optionWords(stream: TokenStream): string {
  const words: string[] = [];
  while (!stream.isOperator(',') && !stream.isOperator(')')) {
    if (stream.atEnd) throw stream.unexpected();
    if (stream.isOperator('(')) {
      const { offset } = stream.position;
      stream.skipParentheses();
      words.push(stream.textFrom(offset));
      continue;
    }
    const token = stream.next();
    words.push(token.kind === 'word' ? token.upper : token.text);
  }
  return words.length === 0 ? 'ON' : words.join(' ').replaceAll(/ ?\. ?/g, '.');
}
