import { SqlError } from '../engine/sqlError';

/**
 * A JSON text as a tree that remembers where each value stands, so that a part can be given back letter for letter.
 * `start` and `end` are UTF-16 offsets in the source.
 */
export type JsonNode = JsonObject | JsonArray | JsonScalar;

export interface JsonObject {
  readonly kind: 'object';
  readonly start: number;
  readonly end: number;
  readonly members: readonly JsonMember[];
}
export interface JsonMember {
  readonly name: string;
  /** Where the name's quote stands. */
  readonly start: number;
  readonly value: JsonNode;
}
export interface JsonArray {
  readonly kind: 'array';
  readonly start: number;
  readonly end: number;
  readonly items: readonly JsonNode[];
}
export interface JsonScalar {
  readonly kind: 'string' | 'number' | 'boolean' | 'null';
  readonly start: number;
  readonly end: number;
  /** A string without quotes and escapes; the others as written. */
  readonly text: string;
}

/** Reads JSON of RFC 8259. Throws SqlError 13609 with the offending character and its position. */
export function parseJson(text: string): JsonNode {
  const parser = new Parser(text);
  return parser.document();
}

/** Throws SqlError 13609 when text is not JSON. */
export function checkJson(text: string): void {
  parseJson(text);
}

class Parser {
  private index = 0;

  constructor(private readonly text: string) {}

  document(): JsonNode {
    const node = this.value();
    this.space();
    if (this.index < this.text.length) throw this.error();
    return node;
  }

  private error(): SqlError {
    const character = this.text[this.index] ?? '.';
    return new SqlError(
      13609,
      16,
      4,
      `JSON text is not properly formatted. Unexpected character '${character}' is found at position ${String(this.index)}.`,
    );
  }

  private space(): void {
    while (/[ \t\r\n]/.test(this.text[this.index] ?? '')) this.index++;
  }

  private value(): JsonNode {
    this.space();
    const start = this.index;
    switch (this.text[this.index]) {
      case '{':
        return this.object(start);
      case '[':
        return this.array(start);
      case '"': {
        const text = this.string();
        return { kind: 'string', start, end: this.index, text };
      }
      default:
        return this.word(start);
    }
  }

  private word(start: number): JsonScalar {
    const match = /(?<number>-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?<boolean>true|false)|null/y;
    match.lastIndex = start;
    const found = match.exec(this.text);
    if (found === null) throw this.error();
    this.index = match.lastIndex;
    const kind = found.groups?.['number'] !== undefined ? 'number' : found.groups?.['boolean'] !== undefined ? 'boolean' : 'null';
    return { kind, start, end: this.index, text: found[0] };
  }

  private object(start: number): JsonObject {
    const members: JsonMember[] = [];
    this.index++;
    this.space();
    if (this.take('}')) return { kind: 'object', start, end: this.index, members };
    for (;;) {
      this.space();
      const nameStart = this.index;
      if (this.text[this.index] !== '"') throw this.error();
      const name = this.string();
      this.space();
      if (!this.take(':')) throw this.error();
      members.push({ name, start: nameStart, value: this.value() });
      this.space();
      if (this.take('}')) return { kind: 'object', start, end: this.index, members };
      if (!this.take(',')) throw this.error();
    }
  }

  private array(start: number): JsonArray {
    const items: JsonNode[] = [];
    this.index++;
    this.space();
    if (this.take(']')) return { kind: 'array', start, end: this.index, items };
    for (;;) {
      items.push(this.value());
      this.space();
      if (this.take(']')) return { kind: 'array', start, end: this.index, items };
      if (!this.take(',')) throw this.error();
    }
  }

  private take(character: string): boolean {
    if (this.text[this.index] !== character) return false;
    this.index++;
    return true;
  }

  private string(): string {
    let result = '';
    this.index++;
    for (;;) {
      const character = this.text[this.index];
      if (character === undefined || character < ' ') throw this.error();
      this.index++;
      if (character === '"') return result;
      result += character === '\\' ? this.escape() : character;
    }
  }

  private escape(): string {
    const simple: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
    const letter = this.text[this.index] ?? '';
    const plain = simple[letter];
    if (plain !== undefined) {
      this.index++;
      return plain;
    }
    const code = /^u([\da-fA-F]{4})/.exec(this.text.slice(this.index, this.index + 5))?.[1];
    if (code === undefined) throw this.error();
    this.index += 5;
    return String.fromCharCode(Number.parseInt(code, 16));
  }
}

const escapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '/': '\\/',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** Escapes text for a JSON string as STRING_ESCAPE and FOR JSON do: the slash too, other control characters as \u00xx. */
export function escapeJson(text: string): string {
  return text.replace(
    /["\\/]|\p{Cc}/gu,
    (character) => escapes[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
