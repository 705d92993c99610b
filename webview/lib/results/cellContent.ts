import type { Cell } from '../../../src/shared/sessionResults';
import { element } from '../elements';

/** Beyond it a grid cell shows only the beginning: no column is so wide. */
const shownCharacters = 300;

const numeric = /^(?:tinyint|smallint|int|bigint|decimal|numeric|money|smallmoney|float|real)\b/u;

/** Digits of one column stand below each other. */
export function isNumeric(type: string): boolean {
  return numeric.test(type);
}

/** The text of a value as people write it; bit is `1` and `0`. Not for NULL. */
export function plainText(value: Exclude<Cell, null>): string {
  return typeof value === 'boolean' ? (value ? '1' : '0') : String(value);
}

/**
 * A value on one line of a grid: NULL as a word in another style, the empty string as nothing, a line break as a sign. `cut`: the text
 * is only the beginning.
 */
export function cellContent(value: Cell, cut: boolean): string | HTMLElement {
  if (value === null) {
    return element('span', { class: 'cell-null', text: 'NULL' });
  }
  const text = plainText(value);
  const shown = text.length > shownCharacters ? text.slice(0, shownCharacters) : text;
  const goesOn = cut || shown.length < text.length;
  if (!goesOn && !/[\r\n\t]/u.test(shown)) {
    return shown;
  }
  const line = element('span');
  for (const [index, part] of shown.split(/\r\n|\r|\n/u).entries()) {
    if (index > 0) {
      line.append(element('span', { class: 'cell-mark', text: '↵' }));
    }
    line.append(part);
  }
  if (goesOn) {
    line.append(element('span', { class: 'cell-mark', text: '…' }));
  }
  return line;
}
