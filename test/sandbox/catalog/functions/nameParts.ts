/**
 * Takes a name apart as T-SQL writes it: up to four parts, brackets or double quotes with doubled closers, omitted middle parts
 * as empty strings. Undefined when the text is no name.
 */
export function nameParts(text: string): readonly string[] | undefined {
  const parts: string[] = [];
  let position = 0;
  for (;;) {
    const part = onePart(text, position);
    if (part === undefined) return undefined;
    parts.push(part.name);
    position = part.end;
    if (position >= text.length) break;
    if (text[position] !== '.') return undefined;
    position++;
  }
  return parts.length <= 4 && parts.at(-1) !== '' ? parts : undefined;
}

function onePart(text: string, from: number): { readonly name: string; readonly end: number } | undefined {
  let start = from;
  while (text[start] === ' ') start++;
  const closer = text[start] === '[' ? ']' : text[start] === '"' ? '"' : undefined;
  if (closer === undefined) {
    const dot = text.indexOf('.', start);
    const end = dot < 0 ? text.length : dot;
    return { name: text.slice(start, end).trim(), end };
  }
  let name = '';
  for (let position = start + 1; position < text.length; position++) {
    const character = text.charAt(position);
    if (character !== closer) {
      name += character;
    } else if (text[position + 1] === closer) {
      name += closer;
      position++;
    } else {
      let end = position + 1;
      while (text[end] === ' ') end++;
      return { name, end };
    }
  }
  return undefined;
}
