/** Characters of element content. Quotes stay as they are. */
export function escapeXmlText(text: string): string {
  return text.replace(/[&<>\r]/g, (character) => textEscapes[character] ?? character);
}

const textEscapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#x0D;' };

/** Characters of an attribute in double quotes. */
export function escapeXmlAttribute(text: string): string {
  return text.replace(/[&<>"\t\n\r]/g, (character) => attributeEscapes[character] ?? character);
}

const attributeEscapes: Readonly<Record<string, string>> = { ...textEscapes, '"': '&quot;', '\t': '&#x09;', '\n': '&#x0A;' };

/** A column name as an XML name: what may not stand in one becomes `_x0020_`. */
export function xmlName(name: string): string {
  return Array.from(name)
    .map((character, index) => {
      const isAllowed = index === 0 ? /[\p{L}_]/u.test(character) : /[\p{L}\p{N}_.\-:]/u.test(character);
      const isEscapeLike = character === '_' && /^_x[\da-fA-F]{4}_/.test(name.slice(index));
      if (isAllowed && !isEscapeLike) return character;
      return `_x${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}_`;
    })
    .join('');
}

/** Writes elements one after another; an element without content closes itself. */
export class XmlWriter {
  #text = '';
  readonly #open: string[] = [];
  #inTag = false;

  get text(): string {
    return this.#text;
  }

  get depth(): number {
    return this.#open.length;
  }

  /** Whether attributes can still be added to the innermost element. */
  get inTag(): boolean {
    return this.#inTag;
  }

  start(name: string): void {
    this.#endTag();
    this.#text += `<${name}`;
    this.#open.push(name);
    this.#inTag = true;
  }

  attribute(name: string, value: string): void {
    this.#text += ` ${name}="${escapeXmlAttribute(value)}"`;
  }

  /** Content that is XML already. */
  raw(content: string): void {
    if (content === '') return;
    this.#endTag();
    this.#text += content;
  }

  content(text: string): void {
    this.#endTag();
    this.#text += escapeXmlText(text);
  }

  end(): void {
    const name = this.#open.pop() ?? '';
    this.#text += this.#inTag ? '/>' : `</${name}>`;
    this.#inTag = false;
  }

  #endTag(): void {
    if (this.#inTag) this.#text += '>';
    this.#inTag = false;
  }
}
