/** JSON with a line for each value. Numbers and strings stay as they are written, digit for digit. Undefined: it is no JSON. */
export function prettyJson(text: string): string | undefined {
  if (!/^\s*[[{]/u.test(text) || !isJson(text)) {
    return undefined;
  }
  const lines: string[] = [];
  let line = '';
  let depth = 0;
  const breakLine = (): void => {
    lines.push(line);
    line = '  '.repeat(depth);
  };
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/gu)) {
    switch (token) {
      case '{':
      case '[':
        line += token;
        depth += 1;
        breakLine();
        break;
      case '}':
      case ']':
        depth -= 1;
        if (/[[{]$/u.test(lines.at(-1) ?? '') && line.trim() === '') {
          line = lines.pop() ?? '';
        } else {
          breakLine();
        }
        line += token;
        break;
      case ',':
        line += ',';
        breakLine();
        break;
      case ':':
        line += ': ';
        break;
      default:
        line += token;
    }
  }
  return [...lines, line].join('\n');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** XML with a line for each element; an element that holds text stays on one line with it. Undefined: it is no XML. */
export function prettyXml(text: string): string | undefined {
  if (!/^\s*</u.test(text)) {
    return undefined;
  }
  const tokens = text.match(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<(?:"[^"]*"|'[^']*'|[^<>"'])+>|[^<]+/gu) ?? [];
  if (tokens.join('') !== text) {
    return undefined;
  }
  const lines: string[] = [];
  let depth = 0;
  let hasText = false;
  for (const token of tokens) {
    const isTag = token.startsWith('<') && !token.startsWith('<![CDATA[');
    if (!isTag) {
      if (token.trim() !== '') {
        hasText = true;
        lines.push(`${lines.pop() ?? ''}${token}`);
      }
      continue;
    }
    const closes = token.startsWith('</');
    if (closes) {
      depth = Math.max(0, depth - 1);
    }
    const before = lines.at(-1) ?? '';
    const opened = closes && before.trimStart().startsWith(`<${token.slice(2, -1).trim()}`);
    if (hasText || opened) {
      lines.push(`${lines.pop() ?? ''}${token}`);
    } else {
      lines.push('  '.repeat(depth) + token);
    }
    hasText = hasText && !closes;
    if (!closes && !token.endsWith('/>') && !/^<[?!]/u.test(token)) {
      depth += 1;
    }
  }
  return lines.join('\n');
}

/** Bytes as `0x…` in lines of sixteen, with their place and what they are as ASCII. Undefined: it is no such text. */
export function hexDump(text: string): string | undefined {
  if (!/^0x(?:[0-9A-F]{2})*$/u.test(text)) {
    return undefined;
  }
  const lines: string[] = [];
  for (let from = 2; from < text.length; from += 32) {
    const bytes = text.slice(from, from + 32).match(/../gu) ?? [];
    const place = ((from - 2) / 2).toString(16).toUpperCase().padStart(8, '0');
    const characters = bytes
      .map((byte) => Number.parseInt(byte, 16))
      .map((code) => (code >= 32 && code < 127 ? String.fromCharCode(code) : '.'));
    const left = bytes.slice(0, 8).join(' ').padEnd(23);
    const right = bytes.slice(8).join(' ').padEnd(23);
    lines.push(`${place}  ${left}  ${right}  ${characters.join('')}`);
  }
  return lines.join('\n');
}
