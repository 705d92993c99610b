import { parseDeclaredType } from '../values/declaredType';
import type { Unfit } from '../values/exactValue';
import type { BoundScalar } from './boundParameters';
import { unicodeMax } from './plainValue';

const largestFloat16 = 65_504;

/** A value of the type json: JSON text. Only that it is JSON is checked here. */
export function readJson(value: unknown): BoundScalar | Unfit {
  const expected = 'JSON text';
  if (value === null) {
    return converted('json', null);
  }
  if (typeof value !== 'string') {
    return { reason: 'is no text', expected: `${expected}; an object or list as text too, so that no digit is lost` };
  }
  try {
    JSON.parse(value);
  } catch {
    return { reason: 'is not valid JSON', expected };
  }
  return converted('json', value);
}

/** A value of the type vector: a list of numbers, or its text. `typeText` says how many. */
export function readVector(typeText: string, value: unknown): BoundScalar | Unfit {
  const type = parseDeclaredType(typeText);
  const count = 'problem' in type || typeof type.length !== 'number' ? undefined : type.length;
  const isHalf = /float16/iu.test(typeText);
  const expected = `a list of ${count === undefined ? '' : `${String(count)} `}numbers, such as [1, -0.5, 2e-3]`;
  if (value === null) {
    return converted(typeText, null);
  }
  const list = typeof value === 'string' ? parsed(value) : value;
  if (!Array.isArray(list)) {
    return { reason: 'is no list of numbers', expected };
  }
  const wrong = list.findIndex((each) => !isNumberOf(each, isHalf));
  if (wrong >= 0) {
    return { reason: `has at index ${String(wrong)} something that is no number of its range`, expected };
  }
  if (count !== undefined && list.length !== count) {
    return { reason: `has ${String(list.length)} numbers`, expected };
  }
  return converted(typeText, typeof value === 'string' ? value.trim() : JSON.stringify(list));
}

function isNumberOf(value: unknown, isHalf: boolean): boolean {
  return typeof value === 'number' && Number.isFinite(Math.fround(value)) && !(isHalf && Math.abs(value) > largestFloat16);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function converted(type: string, text: string | null): BoundScalar {
  if (type.toLowerCase() === 'vector') {
    // Without its dimensions no variable can be of the type; the server converts text by itself.
    return { kind: 'scalar', variableType: unicodeMax.declaration, sent: { type: unicodeMax, value: text } };
  }
  return {
    kind: 'scalar',
    variableType: type,
    sent: { type: unicodeMax, value: text },
    conversion: { before: 'CAST(', after: ` AS ${type})` },
  };
}

/** A value of the type xml: a document or a fragment. Tags that do not match are found here; everything else is for the server to say. */
export function readXml(value: unknown): BoundScalar | Unfit {
  const expected = 'well-formed XML, a document or a fragment';
  if (value !== null && typeof value !== 'string') {
    return { reason: 'is no text', expected };
  }
  const type = { ...unicodeMax, name: 'xml', declaration: 'xml', length: undefined };
  if (value === null) {
    return { kind: 'scalar', variableType: 'xml', sent: { type, value } };
  }
  const encoding = /^\s*<\?xml\s[^>]*?\bencoding\s*=\s*["']([^"']+)["']/u.exec(value)?.[1];
  if (encoding !== undefined && !/^(?:utf-16|ucs-2)$/iu.test(encoding)) {
    return {
      reason: `says that it is encoded in ${encoding}, and it is sent as Unicode text`,
      expected: 'XML without an encoding declaration',
    };
  }
  const mismatch = unmatchedTag(value);
  return mismatch === undefined ? { kind: 'scalar', variableType: 'xml', sent: { type, value } } : { reason: mismatch, expected };
}

function unmatchedTag(xml: string): string | undefined {
  const open: string[] = [];
  const markup = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<(\/?)([^\s<>/!?][^\s<>/]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>|</gu;
  for (const [whole, slash, name = '', rest = ''] of xml.matchAll(markup)) {
    if (whole === '<') {
      return 'has a < that begins no tag';
    }
    if (slash === '/') {
      const last = open.pop();
      if (last !== name) {
        return last === undefined ? `closes <${name}>, which is not open` : `closes <${name}> where <${last}> is open`;
      }
    } else if (slash === '' && !rest.endsWith('/')) {
      open.push(name);
    }
  }
  const last = open.pop();
  return last === undefined ? undefined : `does not close <${last}>`;
}
