import { SqlError } from '../engine/sqlError';
import { checkJson } from './jsonText';
import type { SqlType } from './sqlType';

/**
 * Checks that text is well formed for xml or json and gives what is stored. xml loses its declaration.
 * Throws SqlError 9400, 9421, 9436 or 9455 for xml, 13609 for json.
 */
export function checkDocument(text: string, to: SqlType): string {
  if (to.name === 'json') {
    checkJson(text);
    return text;
  }
  return checkXml(text);
}

const xmlToken =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<\/(?<close>[^\s<>/]+)\s*>|<(?<open>[^\s<>/!?]+)(?<attributes>(?:\s+[^\s=<>/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(?<empty>\/?)>|[^<]+|</g;

function checkXml(text: string): string {
  const body = text.replace(/^\s*<\?xml[\s\S]*?\?>/, '');
  const open: string[] = [];
  for (const match of body.matchAll(xmlToken)) {
    const groups = match.groups ?? {};
    if (match[0] === '<') throw xmlError(9455, body, match.index, 'illegal qualified name character');
    if (groups['close'] !== undefined && open.pop() !== groups['close']) {
      throw xmlError(9436, body, match.index + match[0].length, 'end tag does not match start tag');
    }
    if (groups['open'] !== undefined && groups['empty'] !== '/') open.push(groups['open']);
    const isText = !match[0].startsWith('<');
    if (isText && /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i.test(match[0])) {
      throw xmlError(9421, body, match.index, 'illegal name character');
    }
  }
  if (open.length > 0) throw xmlError(9400, body, body.length, 'unexpected end of input');
  return body;
}

function xmlError(number: number, text: string, index: number, problem: string): SqlError {
  const lines = text.slice(0, index).split('\n');
  const column = (lines.at(-1)?.length ?? 0) + 1;
  return new SqlError(number, 16, 1, `XML parsing: line ${String(lines.length)}, character ${String(column)}, ${problem}`);
}
