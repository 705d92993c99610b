import { element } from '../lib/elements';

/** A table with column headings; the first cell of a row names the row. */
export function table(label: string, headings: readonly string[], rows: readonly HTMLTableRowElement[]): HTMLTableElement {
  const head = element('tr', {}, ...headings.map((text) => element('th', { text, attributes: { scope: 'col' } })));
  return element('table', { attributes: { 'aria-label': label } }, element('thead', {}, head), element('tbody', {}, ...rows));
}

/** The heading of a row. */
export function rowHeading(text: string): HTMLTableCellElement {
  return element('th', { text, attributes: { scope: 'row' } });
}

export function textCell(text: string): HTMLTableCellElement {
  return element('td', { text });
}
