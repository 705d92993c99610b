import type { FormColumn, FormProblem } from '../../../src/shared/procedurePage';
import { element } from '../../lib/elements';
import { reasonText } from './describeInput';

/** What a cell holds: a text, NULL, or nothing, which leaves the column to its default. */
export type CellContent = string | null | undefined;

/** What a cell of a new row holds. */
export function initialContent(column: FormColumn): CellContent {
  if (column.default !== null) {
    return undefined;
  }
  return column.nullable ? null : '';
}

/** What a pasted or cleared text means in a column. */
export function contentOf(column: FormColumn, text: string): CellContent {
  if (text === 'NULL' && column.nullable) {
    return null;
  }
  return text === '' ? initialContent(column) : text;
}

/** One field of the grid of a table-valued parameter. */
export class TableCell {
  readonly input: HTMLInputElement;
  readonly #column: FormColumn;
  readonly #label: string;
  #content: CellContent;

  constructor(column: FormColumn, row: number, content: CellContent, onChange: (content: CellContent) => void) {
    this.#column = column;
    this.#label = `${column.name}, row ${String(row + 1)}`;
    this.#content = content;
    this.input = element('input', { class: 'table-input', attributes: { type: 'text', spellcheck: 'false', autocomplete: 'off' } });
    this.input.value = content ?? '';
    this.input.addEventListener('input', () => {
      this.#set(this.input.value === '' && !this.#isText() ? initialContent(column) : this.input.value, onChange);
    });
    // In an empty cell there is nothing more to delete but the text itself.
    this.input.addEventListener('keydown', (event) => {
      const deletes = event.key === 'Delete' || event.key === 'Backspace';
      if (deletes && this.input.value === '' && this.#content === '') {
        this.#set(initialContent(column), onChange);
      }
    });
    this.#describe('');
  }

  mark(problems: readonly FormProblem[]): void {
    this.#describe(reasonText(problems));
  }

  #isText(): boolean {
    return ['text', 'longText', 'json', 'xml'].includes(this.#column.control);
  }

  #set(content: CellContent, onChange: (content: CellContent) => void): void {
    this.#content = content;
    this.#describe('');
    onChange(content);
  }

  #describe(reason: string): void {
    const { input } = this;
    const empty = this.#content === undefined ? `default ${this.#column.default ?? ''}` : this.#content === null ? 'NULL' : '';
    input.placeholder = empty;
    input.title = reason;
    input.setAttribute('aria-label', empty === '' ? this.#label : `${this.#label}, ${empty}`);
    input.setAttribute('aria-invalid', String(reason !== ''));
    input.setAttribute('aria-description', reason);
  }
}
