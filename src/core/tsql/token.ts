/**
 * `word`: an unquoted name or keyword; `quotedName`: `[…]` or `"…"`; `variable`: `@x` and `@@x`; `invalid`: a character that T-SQL does not
 * know, or a quotation or comment that is never closed; `end`: behind the last character.
 */
export type TokenKind = 'word' | 'quotedName' | 'string' | 'number' | 'binary' | 'money' | 'variable' | 'operator' | 'invalid' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** As written. */
  readonly text: string;
  /** What it stands for: a name without its quotation, the characters of a string, otherwise the text. */
  readonly value: string;
  /** Offset of the first character, in UTF-16 units. */
  readonly start: number;
  /** Offset behind the last character. */
  readonly end: number;
}
