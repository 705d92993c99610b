/** The kinds of lexical elements of T-SQL. `name` is a quoted or bracketed identifier; `word` a bare one, a keyword or not. */
export type TokenKind =
  'word' | 'name' | 'string' | 'nationalString' | 'number' | 'money' | 'binary' | 'variable' | 'globalVariable' | 'operator' | 'end';

/** One lexical element. Quotes, brackets and their doubling are already removed from `text`. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** Upper case for words and `@@` names; empty for everything but words, `@@` names and operators. */
  readonly upper: string;
  /** Offset in UTF-16 units of the first character, and of the one behind the last. */
  readonly start: number;
  readonly end: number;
  /** From 1. */
  readonly line: number;
}
