import type { ExactValue, Unfit } from './exactValue';

type Given = string | number | boolean;

export function readUniqueIdentifier(value: Given): ExactValue | Unfit {
  const parts = /^\s*(\{?)([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})(\}?)\s*$/iu.exec(String(value));
  return parts?.[2] === undefined || (parts[1] === '') !== (parts[3] === '')
    ? { reason: 'is no uniqueidentifier', expected: 'text such as 6F9619FF-8B86-D011-B42D-00C04FC964FF' }
    : { kind: 'uniqueidentifier', text: parts[2].toUpperCase() };
}

/** `longest` in bytes; undefined: no limit. */
export function readBinary(value: Given, longest: number | undefined): ExactValue | Unfit {
  const expected = `0x and pairs of hexadecimal digits${longest === undefined ? '' : `, at most ${String(longest)} bytes`}`;
  const hex = typeof value === 'string' ? /^\s*0x((?:[0-9a-f]{2})*)\s*$/iu.exec(value)?.[1] : undefined;
  if (hex === undefined) {
    return { reason: 'is no hexadecimal text', expected };
  }
  return longest !== undefined && hex.length / 2 > longest
    ? { reason: `has ${String(hex.length / 2)} bytes`, expected }
    : { kind: 'binary', hex: hex.toUpperCase() };
}

/** `longest` in UTF-16 units; undefined: no limit. */
export function readText(value: Given, longest: number | undefined): ExactValue | Unfit {
  const expected = `text${longest === undefined ? '' : ` of at most ${String(longest)} characters`}`;
  if (typeof value === 'boolean') {
    return { reason: 'is no text', expected };
  }
  const text = String(value);
  return longest !== undefined && text.length > longest
    ? { reason: `has ${String(text.length)} characters`, expected }
    : { kind: 'text', text };
}
