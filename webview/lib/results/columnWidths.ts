import type { Cell, ResultColumn } from '../../../src/shared/sessionResults';
import { plainText } from './cellContent';

const padding = 22;
const narrowest = 64;
const widest = 420;
const measuredCharacters = 80;

/** A width in pixels for each column, wide enough for its header and for these rows, within reason. */
export function columnWidths(columns: readonly ResultColumn[], rows: readonly (readonly Cell[])[]): number[] {
  const context = document.createElement('canvas').getContext('2d');
  const style = getComputedStyle(document.body);
  const fontOf = (family: string, size: string): string =>
    `${style.getPropertyValue(size) || '13px'} ${style.getPropertyValue(family) || 'monospace'}`;
  const cellFont = fontOf('--vscode-editor-font-family', '--vscode-editor-font-size');
  const headerFont = `600 ${fontOf('--vscode-font-family', '--vscode-font-size')}`;
  const measure = (text: string, font: string): number => {
    if (context === null) {
      return text.length * 8;
    }
    context.font = font;
    return context.measureText(text.slice(0, measuredCharacters)).width;
  };
  return columns.map(({ name, type }, index) => {
    let width = Math.max(measure(name === '' ? '(no name)' : name, headerFont), measure(type, headerFont) * 0.9);
    for (const row of rows) {
      const value = row[index] ?? null;
      width = Math.max(width, measure(value === null ? 'NULL' : plainText(value), cellFont));
    }
    return Math.round(Math.min(widest, Math.max(narrowest, width + padding)));
  });
}
