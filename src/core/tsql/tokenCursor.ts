import { Lexer } from './lexer';
import type { LexerOptions } from './lexer';
import type { Token } from './token';

/** Walks over T-SQL with one token in view. What is expected and not there is handed to `unexpected`, which makes the error. */
export class TokenCursor {
  readonly #lexer: Lexer;
  readonly #unexpected: (token: Token) => Error;
  #token: Token;

  constructor(text: string, options: LexerOptions, unexpected: (token: Token) => Error) {
    this.#lexer = new Lexer(text, options);
    this.#unexpected = unexpected;
    this.#token = this.#lexer.next();
  }

  /** The token in view. */
  get token(): Token {
    return this.#token;
  }

  /** See Lexer: of the comments before the token in view. */
  get hasDoubtfulComment(): boolean {
    return this.#lexer.hasDoubtfulComment;
  }

  /** Passes the token in view. */
  next(): Token {
    const token = this.#token;
    this.#token = this.#lexer.next();
    return token;
  }

  /** Passes a token that must be of a kind. */
  take(kind: Token['kind']): Token {
    const token = this.next();
    if (token.kind !== kind) {
      throw this.#unexpected(token);
    }
    return token;
  }

  /** Passes a name, quoted or not. */
  takeName(): Token {
    const token = this.next();
    if (!isName(token)) {
      throw this.#unexpected(token);
    }
    return token;
  }

  /** Whether a word is in view, which is given in upper case. */
  isWord(text: string): boolean {
    return this.#token.kind === 'word' && this.#token.text.toUpperCase() === text;
  }

  isOperator(text: string): boolean {
    return this.#token.kind === 'operator' && this.#token.text === text;
  }

  /** Passes a word when it is in view. */
  accept(text: string): boolean {
    const found = this.isWord(text);
    if (found) {
      this.next();
    }
    return found;
  }

  acceptOperator(text: string): boolean {
    const found = this.isOperator(text);
    if (found) {
      this.next();
    }
    return found;
  }

  /** Passes a word that must be in view. */
  expect(text: string): void {
    if (!this.accept(text)) {
      throw this.#unexpected(this.#token);
    }
  }

  expectOperator(text: string): void {
    if (!this.acceptOperator(text)) {
      throw this.#unexpected(this.#token);
    }
  }
}

export function isName(token: Token): boolean {
  return token.kind === 'word' || token.kind === 'quotedName';
}
