import { Lexer } from '../tsql/lexer';
import type { LexerOptions } from '../tsql/lexer';
import type { Token } from '../tsql/token';

/** What stands before the AS of a procedure. Source of the grammar: "CREATE PROCEDURE (Transact-SQL)". */
export interface ProcedureHeader {
  /** The name as written, part by part, without quotation. */
  readonly name: readonly string[];
  /** The number behind `;` of a numbered procedure. */
  readonly number: number | undefined;
  readonly parameters: readonly HeaderParameter[];
  /** In upper case: `ENCRYPTION`, `RECOMPILE`, `NATIVE_COMPILATION`, `SCHEMABINDING`, `EXECUTE AS OWNER`. */
  readonly options: readonly string[];
  readonly forReplication: boolean;
}

export interface HeaderParameter {
  /** Without `@`. */
  readonly name: string;
  /** The type as written, without comments and blanks: `decimal(18,4)`, `[dbo].[T]`, `double precision`. */
  readonly type: string;
  readonly notNull: boolean;
  readonly default: HeaderDefault | undefined;
  readonly output: boolean;
  readonly readOnly: boolean;
  readonly varying: boolean;
}

/** `name`: a word or quoted name, which stands for a string; `odbc`: `{d '…'}`; `variable`: `@@x`. */
export interface HeaderDefault {
  readonly kind: 'null' | 'number' | 'money' | 'string' | 'binary' | 'name' | 'odbc' | 'variable';
  /** As written, without comments. */
  readonly text: string;
  /** Of a number with its sign, of money without the symbol, of a string its characters. */
  readonly value: string;
}

/** A definition that does not read as a procedure's header; the message says where it stops to. */
export class HeaderSyntaxError extends Error {
  override readonly name = 'HeaderSyntaxError';
}

/** Reads the header of a procedure from the text of its module. The body is not looked at. Throws HeaderSyntaxError. */
export function parseProcedureHeader(definition: string, options: LexerOptions = {}): ProcedureHeader {
  return new HeaderParser(definition, options).header();
}

class HeaderParser {
  readonly #lexer: Lexer;
  #token: Token;

  constructor(text: string, options: LexerOptions) {
    this.#lexer = new Lexer(text, options);
    this.#token = this.#lexer.next();
  }

  header(): ProcedureHeader {
    if (!this.#accept('ALTER')) {
      this.#expect('CREATE');
      if (this.#accept('OR')) {
        this.#expect('ALTER');
      }
    }
    if (!this.#accept('PROC')) {
      this.#expect('PROCEDURE');
    }
    const name = this.#name();
    const number = this.#acceptOperator(';') ? Number(this.#take('number').text) : undefined;
    const parenthesis = this.#acceptOperator('(');
    const parameters: HeaderParameter[] = [];
    if (this.#token.kind === 'variable') {
      do {
        parameters.push(this.#parameter());
      } while (this.#acceptOperator(','));
    }
    if (parenthesis) {
      this.#expectOperator(')');
    }
    const options = this.#options();
    const forReplication = this.#accept('FOR');
    if (forReplication) {
      this.#expect('REPLICATION');
    }
    // Before AS is passed: a comment of the body does not matter.
    if (this.#lexer.hasDoubtfulComment) {
      throw new HeaderSyntaxError('a comment in its header holds a carriage return without a line feed');
    }
    this.#expect('AS');
    return { name, number, parameters, options, forReplication };
  }

  #parameter(): HeaderParameter {
    const name = this.#take('variable').text.slice(1);
    this.#accept('AS');
    const type = this.#type();
    let value: HeaderDefault | undefined;
    const flags = { notNull: false, output: false, readOnly: false, varying: false };
    for (;;) {
      if (this.#acceptOperator('=')) {
        value = this.#default();
      } else if (this.#accept('OUT') || this.#accept('OUTPUT')) {
        flags.output = true;
      } else if (this.#accept('READONLY')) {
        flags.readOnly = true;
      } else if (this.#accept('VARYING')) {
        flags.varying = true;
      } else if (this.#accept('NOT')) {
        this.#expect('NULL');
        flags.notNull = true;
      } else if (!this.#accept('NULL')) {
        return { name, type, ...flags, default: value };
      }
    }
  }

  #type(): string {
    let text = this.#typeName();
    while (this.#acceptOperator('.')) {
      text += `.${this.#typeName()}`;
    }
    if (!this.#isOperator('(')) {
      return text;
    }
    let previous: Token | undefined;
    for (;;) {
      const token = this.#next();
      if (token.kind === 'end' || token.kind === 'invalid') {
        throw this.#unexpected(token);
      }
      const apart = previous !== undefined && isName(previous) && isName(token);
      text += apart ? ` ${token.text}` : token.text;
      if (token.kind === 'operator' && token.text === ')') {
        return text;
      }
      previous = token;
    }
  }

  /** One part of a type's name; the types of the standard have names of several words. */
  #typeName(): string {
    const first = this.#nameToken();
    let text = first.text;
    const follow = (...words: readonly string[]): boolean => {
      const found = words.find((each) => this.#isWord(each));
      if (found !== undefined) {
        text += ` ${this.#next().text}`;
      }
      return found !== undefined;
    };
    switch (first.kind === 'word' ? first.text.toUpperCase() : '') {
      case 'DOUBLE':
        follow('PRECISION');
        break;
      case 'NATIONAL':
        if (follow('CHAR', 'CHARACTER')) {
          follow('VARYING');
        } else {
          follow('TEXT');
        }
        break;
      case 'CHAR':
      case 'CHARACTER':
      case 'NCHAR':
      case 'BINARY':
        follow('VARYING');
        break;
    }
    return text;
  }

  #default(): HeaderDefault {
    const token = this.#next();
    switch (token.kind) {
      case 'string':
      case 'binary':
        return { kind: token.kind, text: token.text, value: token.value };
      case 'variable':
        return { kind: 'variable', text: token.text, value: token.text };
      case 'quotedName':
        return { kind: 'name', text: token.text, value: token.value };
      case 'word':
        return { kind: token.text.toUpperCase() === 'NULL' ? 'null' : 'name', text: token.text, value: token.value };
      case 'number':
      case 'money':
        return numeric(token, '');
      case 'operator':
        return this.#afterOperator(token);
      case 'invalid':
      case 'end':
        throw this.#unexpected(token);
    }
  }

  #afterOperator(token: Token): HeaderDefault {
    if (token.text === '{') {
      const kind = this.#take('word');
      const value = this.#take('string');
      this.#expectOperator('}');
      return { kind: 'odbc', text: `{${kind.text} ${value.text}}`, value: value.value };
    }
    if (token.text !== '-' && token.text !== '+') {
      throw this.#unexpected(token);
    }
    // Apart: two minus signs in a row would begin a comment.
    let signs = `${token.text} `;
    while (this.#isOperator('-') || this.#isOperator('+')) {
      signs += `${this.#next().text} `;
    }
    const value = this.#next();
    if (value.kind !== 'number' && value.kind !== 'money') {
      throw this.#unexpected(value);
    }
    return numeric(value, signs);
  }

  #options(): string[] {
    if (!this.#accept('WITH')) {
      return [];
    }
    const options: string[] = [];
    do {
      const option = this.#take('word').text.toUpperCase();
      if (option === 'EXEC' || option === 'EXECUTE') {
        this.#expect('AS');
        const principal = this.#next();
        if (principal.kind !== 'word' && principal.kind !== 'string') {
          throw this.#unexpected(principal);
        }
        options.push(`EXECUTE AS ${principal.kind === 'word' ? principal.text.toUpperCase() : principal.text}`);
      } else {
        options.push(option);
      }
    } while (this.#acceptOperator(','));
    return options;
  }

  #name(): string[] {
    const parts = [this.#nameToken().value];
    while (this.#acceptOperator('.')) {
      // An empty part stands for the default: `db..name`.
      parts.push(this.#isOperator('.') ? '' : this.#nameToken().value);
    }
    return parts;
  }

  #nameToken(): Token {
    const token = this.#next();
    if (!isName(token)) {
      throw this.#unexpected(token);
    }
    return token;
  }

  #take(kind: Token['kind']): Token {
    const token = this.#next();
    if (token.kind !== kind) {
      throw this.#unexpected(token);
    }
    return token;
  }

  #next(): Token {
    const token = this.#token;
    this.#token = this.#lexer.next();
    return token;
  }

  #isWord(text: string): boolean {
    return this.#token.kind === 'word' && this.#token.text.toUpperCase() === text;
  }

  #isOperator(text: string): boolean {
    return this.#token.kind === 'operator' && this.#token.text === text;
  }

  #accept(text: string): boolean {
    const found = this.#isWord(text);
    if (found) {
      this.#next();
    }
    return found;
  }

  #acceptOperator(text: string): boolean {
    const found = this.#isOperator(text);
    if (found) {
      this.#next();
    }
    return found;
  }

  #expect(text: string): void {
    if (!this.#accept(text)) {
      throw this.#unexpected(this.#token);
    }
  }

  #expectOperator(text: string): void {
    if (!this.#acceptOperator(text)) {
      throw this.#unexpected(this.#token);
    }
  }

  #unexpected(token: Token): HeaderSyntaxError {
    const near = token.kind === 'end' ? 'its end' : JSON.stringify(token.text.slice(0, 40));
    return new HeaderSyntaxError(`its header cannot be read at character ${String(token.start + 1)}, near ${near}`);
  }
}

function isName(token: Token): boolean {
  return token.kind === 'word' || token.kind === 'quotedName';
}

/** `signs` as written, each with a blank behind it. */
function numeric(token: Token, signs: string): HeaderDefault {
  const money = token.kind === 'money';
  const digits = money ? token.text.slice(1) : token.text;
  const isNegative = signs.replaceAll(/[^-]/gu, '').length % 2 === 1;
  return {
    kind: money ? 'money' : 'number',
    text: signs.trimEnd() + token.text,
    value: `${isNegative ? '-' : ''}${digits === '' ? '0' : digits}`,
  };
}
