import type { Token, TokenKind } from './token';

export interface LexerOptions {
  /** SET QUOTED_IDENTIFIER: whether `"…"` is a name (on, the default) or a string. */
  readonly quotedIdentifier?: boolean;
}

/** Blanks, control characters and the byte order mark. */
const space = /[\s\p{Cc}\uFEFF]+/uy;
const word = /[\p{L}_#][\p{L}\p{M}\p{N}_@#$]*/uy;
const variable = /@[\p{L}\p{M}\p{N}_@#$]*/uy;
const pseudoColumn = /\$[\p{L}_][\p{L}\p{N}_]*/uy;
/** A backslash before the end of a line continues the constant on the next. */
const binary = /0[xX](?:[0-9a-fA-F]|\\\r?\n)*/y;
const number = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d*)?/y;
/** The currency symbols of money constants. Source: "Use money and smallmoney data types". */
const money = /[$\u00A2-\u00A5\u09F2\u09F3\u0E3F\u17DB\u20A0-\u20B1\uFDFC\uFE69\uFF04\uFFE0\uFFE1\uFFE5\uFFE6](?:\d+(?:\.\d*)?|\.\d+)?/y;
const operator = /\|\|=|<>|<=|>=|!=|!<|!>|\+=|-=|\*=|\/=|%=|&=|\|=|\^=|\|\||::|[-+*/%&|^~=<>!(),;.:{}?\\]/y;
const continuation = /\\\r?\n/g;

/** Takes T-SQL apart, one token after the other, so that the beginning of a long text can be read without its rest. */
export class Lexer {
  readonly #text: string;
  readonly #quotedIdentifier: boolean;
  #position = 0;
  #hasDoubtfulComment = false;

  constructor(text: string, { quotedIdentifier = true }: LexerOptions = {}) {
    this.#text = text;
    this.#quotedIdentifier = quotedIdentifier;
  }

  /**
   * Whether a line comment that was passed holds a carriage return without a line feed: it is documented nowhere whether the comment ends
   * there, so what follows may be read in two ways.
   */
  get hasDoubtfulComment(): boolean {
    return this.#hasDoubtfulComment;
  }

  /** The next token; at the end, and after an invalid one, always the same kind again. */
  next(): Token {
    const unclosed = this.#skip();
    if (unclosed !== undefined) {
      return this.#token('invalid', unclosed, this.#text.length);
    }
    const start = this.#position;
    const first = this.#text[start];
    if (first === undefined) {
      return this.#token('end', start, start);
    }
    if (first === "'" || (first === '"' && !this.#quotedIdentifier)) {
      return this.#string(start, start, first);
    }
    if ((first === 'N' || first === 'n') && this.#text[start + 1] === "'") {
      return this.#string(start, start + 1, "'");
    }
    if (first === '[' || first === '"') {
      return this.#quoted('quotedName', start, start, first === '[' ? ']' : '"');
    }
    return this.#matched(start);
  }

  #matched(start: number): Token {
    for (const [kind, pattern] of patterns) {
      pattern.lastIndex = start;
      const found = pattern.exec(this.#text)?.[0];
      if (found !== undefined) {
        return this.#token(kind, start, start + found.length, kind === 'binary' ? found.replaceAll(continuation, '') : found);
      }
    }
    return this.#token('invalid', start, this.#text.length);
  }

  /** Passes blanks and comments; the offset of a comment that is never closed. */
  #skip(): number | undefined {
    for (;;) {
      space.lastIndex = this.#position;
      this.#position += space.exec(this.#text)?.[0].length ?? 0;
      if (this.#text.startsWith('--', this.#position)) {
        const end = this.#text.indexOf('\n', this.#position);
        const comment = this.#text.slice(this.#position, end === -1 ? undefined : end);
        this.#hasDoubtfulComment ||= /\r./su.test(comment);
        this.#position += comment.length;
      } else if (this.#text.startsWith('/*', this.#position)) {
        const end = endOfComment(this.#text, this.#position);
        if (end === undefined) {
          return this.#position;
        }
        this.#position = end;
      } else {
        return undefined;
      }
    }
  }

  #string(start: number, open: number, quote: string): Token {
    const token = this.#quoted('string', start, open, quote);
    return token.value.includes('\\') ? { ...token, value: token.value.replaceAll(continuation, '') } : token;
  }

  /** What stands between quotation marks, of which the closing one is doubled inside. */
  #quoted(kind: TokenKind, start: number, open: number, close: string): Token {
    let end = this.#text.indexOf(close, open + 1);
    while (end !== -1 && this.#text[end + 1] === close) {
      end = this.#text.indexOf(close, end + 2);
    }
    if (end === -1) {
      return this.#token('invalid', start, this.#text.length);
    }
    return this.#token(kind, start, end + 1, this.#text.slice(open + 1, end).replaceAll(close + close, close));
  }

  #token(kind: TokenKind, start: number, end: number, value?: string): Token {
    this.#position = kind === 'invalid' ? start : end;
    const text = this.#text.slice(start, end);
    return { kind, text, value: value ?? text, start, end };
  }
}

/** In this order: `0x1F` is no number, `$action` no money. */
const patterns: readonly (readonly [TokenKind, RegExp])[] = [
  ['word', word],
  ['variable', variable],
  ['binary', binary],
  ['number', number],
  ['word', pseudoColumn],
  ['money', money],
  ['operator', operator],
];

/** The offset behind a block comment; comments nest. undefined: it is never closed. */
function endOfComment(text: string, start: number): number | undefined {
  const marks = /\/\*|\*\//g;
  marks.lastIndex = start;
  let depth = 0;
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    depth += mark[0] === '/*' ? 1 : -1;
    if (depth === 0) {
      return marks.lastIndex;
    }
  }
  return undefined;
}
