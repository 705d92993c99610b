import type { ObjectName } from '../syntax/expressionAst';

/** A name in text, such as `sales.[odd ]] name]` or `"a"."b"`, in its parts. */
export function parseObjectName(text: string): ObjectName {
  const parts: string[] = [];
  const part = /\s*(?:\[((?:[^\]]|\]\])*)\]|"((?:[^"]|"")*)"|([^.[\]"]*))\s*(\.|$)/gy;
  for (;;) {
    const match = part.exec(text);
    if (!match) break;
    const [whole, bracketed, quoted, bare, end] = match;
    parts.push(bracketed?.replaceAll(']]', ']') ?? quoted?.replaceAll('""', '"') ?? bare?.trim() ?? '');
    if (end === '' || whole === '') break;
  }
  return { parts: parts.length > 0 ? parts : [text], position: { line: 1, offset: 0 } };
}
