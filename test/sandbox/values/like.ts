import { SqlError } from '../engine/sqlError';
import { collationOf, type Collation } from './collation';
import type { SqlType } from './sqlType';
import { textComparer } from './textCompare';
import { isUnicode } from './types';

/** Tells whether text matches the pattern it was made from. */
export type LikeMatcher = (text: string) => boolean;

/**
 * Makes a matcher for `text LIKE pattern ESCAPE escape`; made once per pattern. `type` is the common type of text and pattern: its collation
 * compares, and trailing spaces of the text do not count for char and varchar. Throws SqlError 506 for an escape of more than one character.
 */
export function likeMatcher(pattern: string, type: SqlType, escape?: string): LikeMatcher {
  if (escape !== undefined && escape.length !== 1) {
    throw new SqlError(506, 16, 1, `The invalid escape character "${escape}" was specified in a LIKE predicate.`);
  }
  const collation = collationOf(type.collation);
  const fold = accentFold(collation);
  const source = patternSource(fold(pattern), collation, escape);
  const expression = expressionOf(`^${source}${isUnicode(type) ? '' : ' *'}$`, collation);
  return (text) => expression.test(fold(text));
}

/** PATINDEX: where the pattern begins, from 1, or 0. */
export function patternIndex(pattern: string, text: string, type: SqlType): number {
  const collation = collationOf(type.collation);
  const fold = accentFold(collation);
  const folded = fold(pattern);
  const open = folded.startsWith('%');
  const body = folded.replace(/^%+/, '');
  const unfinished = body.endsWith('%');
  const source = patternSource(unfinished ? body.replace(/%+$/, '') : body, collation, undefined);
  const match = expressionOf(`${open ? '' : '^'}${source}${unfinished || (open && body === '') ? '' : '$'}`, collation).exec(fold(text));
  return match === null ? 0 : match.index + 1;
}

function expressionOf(source: string, collation: Collation): RegExp {
  return new RegExp(source, collation.caseSensitive ? '' : 'i');
}

/** Text without its accents when the collation does not tell them apart. One character stays one character. */
function accentFold(collation: Collation): (text: string) => string {
  if (collation.accentSensitive) return (text) => text;
  return (text) => text.replace(/[^\u0020-\u007e]/g, (character) => character.normalize('NFD').charAt(0));
}

function quote(character: string): string {
  return /[\w ]/.test(character) ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** The regular expression that a LIKE pattern stands for, without anchors. */
function patternSource(pattern: string, collation: Collation, escape: string | undefined): string {
  let source = '';
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern.charAt(index);
    if (character === escape && index + 1 < pattern.length) {
      index++;
      source += quote(pattern.charAt(index));
    } else if (character === '%') source += '[^]*';
    else if (character === '_') source += '[^]';
    else if (character === '[') {
      const set = readSet(pattern, index, collation, escape);
      // A bracket without its end matches nothing.
      if (set === undefined) return '(?!)';
      source += set.source;
      index = set.end;
    } else source += quote(character);
  }
  return source;
}

function readSet(
  pattern: string,
  start: number,
  collation: Collation,
  escape: string | undefined,
): { readonly source: string; readonly end: number } | undefined {
  let index = start + 1;
  const negated = pattern.charAt(index) === '^';
  if (negated) index++;
  let members = '';
  for (let first = true; index < pattern.length; first = false) {
    let character = pattern.charAt(index);
    if (character === ']' && !first) {
      return { source: members === '' ? '(?!)' : `[${negated ? '^' : ''}${members}]`, end: index };
    }
    if (character === escape && index + 1 < pattern.length) character = pattern.charAt(++index);
    if (pattern.charAt(index + 1) === '-' && index + 2 < pattern.length && pattern.charAt(index + 2) !== ']') {
      members += rangeMembers(character, pattern.charAt(index + 2), collation);
      index += 3;
    } else {
      members += quote(character);
      index++;
    }
  }
  return undefined;
}

/** The characters between two in the collation's order; beyond Latin Extended-B the code points decide. */
function rangeMembers(from: string, to: string, collation: Collation): string {
  if (collation.binary !== 'none' || (/\d/.test(from) && /\d/.test(to))) return from <= to ? `${quote(from)}-${quote(to)}` : '';
  const compare = textComparer(collation);
  let members = from.charCodeAt(0) > 0x24f || to.charCodeAt(0) > 0x24f ? `${quote(from)}-${quote(to)}` : '';
  for (let code = 0x20; code <= 0x24f; code++) {
    const character = String.fromCharCode(code);
    if (compare(character, from) >= 0 && compare(character, to) <= 0) members += quote(character);
  }
  return members;
}
