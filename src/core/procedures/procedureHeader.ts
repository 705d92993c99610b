import type { LexerOptions } from '../tsql/lexer';
import type { Token } from '../tsql/token';
import { isName, TokenCursor } from '../tsql/tokenCursor';

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
  readonly #cursor: TokenCursor;

  constructor(text: string, options: LexerOptions) {
    this.#cursor = new TokenCursor(text, options, unexpected);
  }

  header(): ProcedureHeader {
    if (!this.#cursor.accept('ALTER')) {
      this.#cursor.expect('CREATE');
      if (this.#cursor.accept('OR')) {
        this.#cursor.expect('ALTER');
      }
    }
    if (!this.#cursor.accept('PROC')) {
      this.#cursor.expect('PROCEDURE');
    }
    const name = this.#name();
    const number = this.#cursor.acceptOperator(';') ? Number(this.#cursor.take('number').text) : undefined;
    const parenthesis = this.#cursor.acceptOperator('(');
    const parameters: HeaderParameter[] = [];
    if (this.#cursor.token.kind === 'variable') {
      do {
        parameters.push(this.#parameter());
      } while (this.#cursor.acceptOperator(','));
    }
    if (parenthesis) {
      this.#cursor.expectOperator(')');
    }
    const options = this.#options();
    const forReplication = this.#cursor.accept('FOR');
    if (forReplication) {
      this.#cursor.expect('REPLICATION');
    }
    // Before AS is passed: a comment of the body does not matter.
    if (this.#cursor.hasDoubtfulComment) {
      throw new HeaderSyntaxError('a comment in its header holds a carriage return without a line feed');
    }
    this.#cursor.expect('AS');
    return { name, number, parameters, options, forReplication };
  }

  #parameter(): HeaderParameter {
    const name = this.#cursor.take('variable').text.slice(1);
    this.#cursor.accept('AS');
    const type = this.#type();
    let value: HeaderDefault | undefined;
    const flags = { notNull: false, output: false, readOnly: false, varying: false };
    for (;;) {
      if (this.#cursor.acceptOperator('=')) {
        value = this.#default();
      } else if (this.#cursor.accept('OUT') || this.#cursor.accept('OUTPUT')) {
        flags.output = true;
      } else if (this.#cursor.accept('READONLY')) {
        flags.readOnly = true;
      } else if (this.#cursor.accept('VARYING')) {
        flags.varying = true;
      } else if (this.#cursor.accept('NOT')) {
        this.#cursor.expect('NULL');
        flags.notNull = true;
      } else if (!this.#cursor.accept('NULL')) {
        return { name, type, ...flags, default: value };
      }
    }
  }

  #type(): string {
    let text = this.#typeName();
    while (this.#cursor.acceptOperator('.')) {
      text += `.${this.#typeName()}`;
    }
    if (!this.#cursor.isOperator('(')) {
      return text;
    }
    let previous: Token | undefined;
    for (;;) {
      const token = this.#cursor.next();
      if (token.kind === 'end' || token.kind === 'invalid') {
        throw unexpected(token);
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
    const first = this.#cursor.takeName();
    let text = first.text;
    const follow = (...words: readonly string[]): boolean => {
      const found = words.find((each) => this.#cursor.isWord(each));
      if (found !== undefined) {
        text += ` ${this.#cursor.next().text}`;
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
    const token = this.#cursor.next();
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
        throw unexpected(token);
    }
  }

  #afterOperator(token: Token): HeaderDefault {
    if (token.text === '{') {
      const kind = this.#cursor.take('word');
      const value = this.#cursor.take('string');
      this.#cursor.expectOperator('}');
      return { kind: 'odbc', text: `{${kind.text} ${value.text}}`, value: value.value };
    }
    if (token.text !== '-' && token.text !== '+') {
      throw unexpected(token);
    }
    // Apart: two minus signs in a row would begin a comment.
    let signs = `${token.text} `;
    while (this.#cursor.isOperator('-') || this.#cursor.isOperator('+')) {
      signs += `${this.#cursor.next().text} `;
    }
    const value = this.#cursor.next();
    if (value.kind !== 'number' && value.kind !== 'money') {
      throw unexpected(value);
    }
    return numeric(value, signs);
  }

  #options(): string[] {
    if (!this.#cursor.accept('WITH')) {
      return [];
    }
    const options: string[] = [];
    do {
      const option = this.#cursor.take('word').text.toUpperCase();
      if (option === 'EXEC' || option === 'EXECUTE') {
        this.#cursor.expect('AS');
        const principal = this.#cursor.next();
        if (principal.kind !== 'word' && principal.kind !== 'string') {
          throw unexpected(principal);
        }
        options.push(`EXECUTE AS ${principal.kind === 'word' ? principal.text.toUpperCase() : principal.text}`);
      } else {
        options.push(option);
      }
    } while (this.#cursor.acceptOperator(','));
    return options;
  }

  #name(): string[] {
    const parts = [this.#cursor.takeName().value];
    while (this.#cursor.acceptOperator('.')) {
      // An empty part stands for the default: `db..name`.
      parts.push(this.#cursor.isOperator('.') ? '' : this.#cursor.takeName().value);
    }
    return parts;
  }
}

function unexpected(token: Token): HeaderSyntaxError {
  const near = token.kind === 'end' ? 'its end' : JSON.stringify(token.text.slice(0, 40));
  return new HeaderSyntaxError(`its header cannot be read at character ${String(token.start + 1)}, near ${near}`);
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
