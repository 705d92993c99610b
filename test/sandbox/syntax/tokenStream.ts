import { NotInSandboxError } from '../engine/sqlError';
import type { Expression, Position, WindowSpecification } from './expressionAst';
import type { QueryExpression, SelectStatement } from './queryAst';
import type { Statement } from './statementAst';
import { isReservedKeyword } from './keywords';
import { syntaxErrorNear, unexpectedToken } from './syntaxErrors';
import type { Token } from './token';
import type { WindowScope } from './windowScope';

/** The rules that refer to each other in a circle: every part of the grammar reaches them through the stream. */
export interface Grammar {
  /** A value: anything but a predicate. */
  expression(stream: TokenStream): Expression;
  /** A search condition. */
  condition(stream: TokenStream): Expression;
  query(stream: TokenStream): QueryExpression;
  /** A SELECT with CTEs and OPTION. */
  select(stream: TokenStream): SelectStatement;
  statement(stream: TokenStream): Statement;
  /** Statements up to one of the words at the front, which stays unread, or the end of the batch. */
  statements(stream: TokenStream, until: readonly string[]): Statement[];
}

/** A cursor over the tokens of a batch, with the small questions that every rule asks. */
export class TokenStream {
  private index = 0;
  private readonly closers: ReadonlyMap<number, number>;
  /** The innermost SELECT's named windows. */
  windows: WindowScope | undefined;
  /** The WINDOW clause of the SELECT read last, which its ORDER BY may refer to. */
  windowDefinitions: ReadonlyMap<string, WindowSpecification> = new Map();
  /** `RETURN value` is allowed only inside a module. */
  inModule = false;

  constructor(
    readonly text: string,
    private readonly tokens: readonly Token[],
    readonly grammar: Grammar,
  ) {
    this.closers = matchParentheses(tokens);
  }

  /** The token `ahead` places from the front; past the end, the end token. */
  peek(ahead = 0): Token {
    const token = this.tokens[Math.min(this.index + ahead, this.tokens.length - 1)];
    if (token === undefined) throw new RangeError('a token list always has an end token');
    return token;
  }

  /** The token read last. Only meaningful after the first. */
  get previous(): Token {
    return this.tokens[this.index - 1] ?? this.peek();
  }

  get atEnd(): boolean {
    return this.peek().kind === 'end';
  }

  /** Whether the statement at the front is the first of its batch. */
  get isFirstStatement(): boolean {
    return this.tokens.slice(0, this.index).every((token) => token.text === ';');
  }

  /** Where the token at the front begins. */
  get position(): Position {
    return positionOf(this.peek());
  }

  /** Replaces the named windows in scope and gives those before. */
  swapWindows(windows: WindowScope | undefined): WindowScope | undefined {
    const before = this.windows;
    this.windows = windows;
    return before;
  }

  next(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.index++;
    return token;
  }

  /** Whether the bare word stands `ahead` places from the front. */
  isWord(upper: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'word' && token.upper === upper;
  }

  /** Whether the words stand at the front in this order. */
  areWords(...words: readonly string[]): boolean {
    return words.every((word, ahead) => this.isWord(word, ahead));
  }

  isOneOf(words: ReadonlySet<string>, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'word' && words.has(token.upper);
  }

  isOperator(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'operator' && token.text === text;
  }

  /** Reads the words when all of them are at the front. */
  acceptWords(...words: readonly string[]): boolean {
    if (!this.areWords(...words)) return false;
    this.index += words.length;
    return true;
  }

  acceptOperator(text: string): boolean {
    if (!this.isOperator(text)) return false;
    this.index++;
    return true;
  }

  /** Reads the words one after the other; the first that does not fit is a syntax error. */
  expectWords(...words: readonly string[]): void {
    for (const word of words) if (!this.acceptWords(word)) throw this.unexpected();
  }

  expectOperator(text: string): void {
    if (!this.acceptOperator(text)) throw this.unexpected();
  }

  /** Whether a name can stand here: a quoted one, or a word that is not reserved. */
  isIdentifier(ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'name' || (token.kind === 'word' && !isReservedKeyword(token.upper));
  }

  identifier(): string {
    if (!this.isIdentifier()) throw this.unexpected();
    return this.next().text;
  }

  isString(ahead = 0): boolean {
    const { kind } = this.peek(ahead);
    return kind === 'string' || kind === 'nationalString';
  }

  string(): string {
    if (!this.isString()) throw this.unexpected();
    return this.next().text;
  }

  variable(): string {
    if (this.peek().kind !== 'variable') throw this.unexpected();
    return this.next().text;
  }

  /** The syntax error for the token at the front. */
  unexpected(): Error {
    if (!this.atEnd) return unexpectedToken(this.peek());
    return syntaxErrorNear(this.previous);
  }

  unsupported(what: string): Error {
    return new NotInSandboxError(what, this.peek().line);
  }

  /** The place, relative to the front, behind the parenthesis that closes the one `ahead` places from the front. */
  afterParentheses(ahead: number): number {
    const closer = this.closers.get(this.index + ahead);
    return (closer ?? this.tokens.length - 1) + 1 - this.index;
  }

  /** Reads a whole parenthesis, whatever is in it. */
  skipParentheses(): void {
    if (!this.isOperator('(')) throw this.unexpected();
    if (!this.closers.has(this.index)) {
      while (!this.atEnd) this.next();
      throw this.unexpected();
    }
    this.index += this.afterParentheses(0);
  }

  /** The text as written, from an offset to the end of the token read last. */
  textFrom(offset: number): string {
    return this.text.slice(offset, this.previous.end);
  }

  /** `item, item, …`, at least one. */
  list<T>(item: () => T): T[] {
    const items = [item()];
    while (this.acceptOperator(',')) items.push(item());
    return items;
  }

  /** `(item, item, …)`, at least one. */
  parenthesized<T>(item: () => T): T[] {
    this.expectOperator('(');
    const items = this.list(item);
    this.expectOperator(')');
    return items;
  }
}

/** Where a token begins. */
export function positionOf(token: Token): Position {
  return { line: token.line, offset: token.start };
}

function matchParentheses(tokens: readonly Token[]): Map<number, number> {
  const closers = new Map<number, number>();
  const open: number[] = [];
  tokens.forEach((token, index) => {
    if (token.kind !== 'operator') return;
    if (token.text === '(') open.push(index);
    if (token.text === ')') {
      const opener = open.pop();
      if (opener !== undefined) closers.set(opener, index);
    }
  });
  return closers;
}
