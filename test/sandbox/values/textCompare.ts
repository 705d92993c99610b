import type { Collation } from './collation';

/** Compares text as `=`, `<` and ORDER BY do: trailing spaces do not count. */
export type TextComparer = (a: string, b: string) => number;

interface Comparison {
  readonly compare: TextComparer;
  /** Text with the same key is equal. */
  readonly key: (text: string) => string;
}

const comparisons = new WeakMap<Collation, Comparison>();

export function textComparer(collation: Collation): TextComparer {
  return comparisonOf(collation).compare;
}

/** A key for hashing text: equal exactly when the comparer gives 0. */
export function textKey(text: string, collation: Collation): string {
  return comparisonOf(collation).key(text);
}

function comparisonOf(collation: Collation): Comparison {
  const ready = comparisons.get(collation);
  if (ready !== undefined) return ready;
  const made = collation.binary === 'none' ? linguistic(collation) : binary();
  comparisons.set(collation, made);
  return made;
}

function trimSpaces(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 32) end--;
  return end === text.length ? text : text.slice(0, end);
}

function binary(): Comparison {
  return {
    key: trimSpaces,
    compare: (a, b) => {
      const left = trimSpaces(a);
      const right = trimSpaces(b);
      return left < right ? -1 : left > right ? 1 : 0;
    },
  };
}

/** Languages of the locale ids that sort differently from the root order. */
const languages: ReadonlyMap<number, string> = new Map([
  [0x0c0a, 'es'],
  [0x040a, 'es-u-co-trad'],
  [0x10407, 'de-u-co-phonebk'],
  [0x0406, 'da'],
  [0x040b, 'sv'],
  [0x0405, 'cs'],
  [0x040e, 'hu'],
  [0x0415, 'pl'],
  [0x041f, 'tr'],
  [0x0425, 'et'],
  [0x0426, 'lv'],
  [0x0427, 'lt'],
  [0x041b, 'sk'],
  [0x0424, 'sl'],
  [0x041a, 'hr'],
  [0x0418, 'ro'],
  [0x040f, 'is'],
  [0x0411, 'ja'],
  [0x0412, 'ko'],
  [0x0804, 'zh-u-co-pinyin'],
  [0x20804, 'zh-u-co-stroke'],
  [0x0404, 'zh-Hant-u-co-stroke'],
]);

/** The BCP 47 tag of a collation's locale. */
export function languageOf(collation: Collation): string {
  return languages.get(collation.lcid) ?? 'en';
}

/** Languages in which no letter pair of ASCII sorts as one letter. */
const plainLanguages: ReadonlySet<string> = new Set(['en', 'es', 'de-u-co-phonebk', 'ja', 'ko']);

function linguistic(collation: Collation): Comparison {
  const language = languageOf(collation);
  const sensitivity = collation.caseSensitive
    ? collation.accentSensitive
      ? 'variant'
      : 'case'
    : collation.accentSensitive
      ? 'accent'
      : 'base';
  const collator = new Intl.Collator(language, { sensitivity, caseFirst: 'false' });
  const key = foldingKey(collation, language);
  const weights = plainLanguages.has(language) ? asciiWeights(collator) : undefined;
  const { caseSensitive } = collation;
  const compare: TextComparer = (a, b) => {
    if (a === b) return 0;
    const fast = weights === undefined ? undefined : compareAscii(a, b, weights, caseSensitive);
    if (fast !== undefined) return fast;
    // Without case the order never parts what the key joins, so it may decide first.
    const order = collator.compare(sharpAsTwo(trimSpaces(a)), sharpAsTwo(trimSpaces(b)));
    if (order !== 0 && !caseSensitive) return order;
    const left = key(a);
    const right = key(b);
    if (left === right) return 0;
    return order !== 0 ? order : left < right ? -1 : 1;
  };
  return { compare, key };
}

/** The product sorts ß as ss. */
function sharpAsTwo(text: string): string {
  return text.includes('ß') || text.includes('ẞ') ? text.replace(/[ßẞ]/g, 'ss') : text;
}

/** Folds away what the collation does not distinguish. */
function foldingKey(collation: Collation, language: string): (text: string) => string {
  return (text) => {
    let folded = trimSpaces(text);
    if (isAscii(folded) && language !== 'tr') return collation.caseSensitive ? folded : folded.toLowerCase();
    folded = collation.widthSensitive ? folded.normalize('NFC') : folded.normalize('NFKC');
    if (!collation.caseSensitive) folded = folded.toLocaleLowerCase(language).replaceAll('ß', 'ss');
    if (!collation.accentSensitive) folded = folded.normalize('NFD').replace(/\p{Mn}/gu, '');
    if (!collation.kanaSensitive) folded = folded.replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
    return trimSpaces(folded);
  };
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 32 || unit > 126) return false;
  }
  return true;
}

/** Primary weight of each printable ASCII character, by its code; letters weigh the same in both cases. */
function asciiWeights(collator: Intl.Collator): Uint8Array {
  const characters = Array.from({ length: 95 }, (_, index) => String.fromCharCode(index + 32));
  const sorted = characters.toSorted((a, b) => collator.compare(a.toLowerCase(), b.toLowerCase()));
  const weights = new Uint8Array(128);
  let weight = 0;
  let previous = '';
  for (const character of sorted) {
    if (character.toLowerCase() !== previous.toLowerCase()) weight++;
    weights[character.charCodeAt(0)] = weight;
    previous = character;
  }
  return weights;
}

/** Compares printable ASCII text by weights, or gives undefined when there is something else in it. */
function compareAscii(a: string, b: string, weights: Uint8Array, caseSensitive: boolean): number | undefined {
  const length = Math.max(a.length, b.length);
  let tertiary = 0;
  let primary = 0;
  for (let index = 0; index < length; index++) {
    const left = index < a.length ? a.charCodeAt(index) : 32;
    const right = index < b.length ? b.charCodeAt(index) : 32;
    if (left < 32 || left > 126 || right < 32 || right > 126) return undefined;
    if (left === right || primary !== 0) continue;
    primary = (weights[left] ?? 0) - (weights[right] ?? 0);
    // Lower case comes first.
    if (primary === 0 && tertiary === 0) tertiary = right - left;
  }
  return primary !== 0 ? primary : caseSensitive ? tertiary : 0;
}
