import type { FormColumn, FormProblem, FormTableRow } from '../../../src/shared/procedurePage';
import { button, element, setText } from '../../lib/elements';
import { spreadsheetCells, withoutHeader } from './spreadsheetText';
import { contentOf, initialContent, TableCell } from './tableCell';
import type { CellContent } from './tableCell';
import type { ControlOptions, GivenValue, ValueControl } from './valueControl';

/** Rows that are shown at once; a person turns the page for more. */
const pageRows = 100;

/** The rows of a table-valued parameter: a grid to type in, which takes a paste from a spreadsheet. */
export class TableControl implements ValueControl {
  readonly element = element('div', { class: 'control control-table' });
  readonly #columns: readonly FormColumn[];
  readonly #options: ControlOptions;
  readonly #body = element('tbody');
  readonly #count = element('span', { class: 'table-count' });
  readonly #pager = element('span', { class: 'table-pager', hidden: true });
  readonly #add: HTMLButtonElement;
  #rows: CellContent[][] = [];
  #cells: TableCell[][] = [];
  #problems: readonly FormProblem[] = [];
  #from = 0;

  constructor(columns: readonly FormColumn[], options: ControlOptions) {
    this.#columns = columns;
    this.#options = options;
    this.#add = button({
      label: 'Add Row',
      icon: 'add',
      onClick: () => {
        this.#addRow();
      },
    });
    this.#pager.append(this.#turn('Previous rows', 'chevron-left', -pageRows), this.#turn('Next rows', 'chevron-right', pageRows));
    const table = element('table', { class: 'table-grid', attributes: { 'aria-label': options.label } }, this.#head(), this.#body);
    const hint = element('span', { class: 'table-hint', text: 'Paste cells from a spreadsheet into any field.' });
    this.element.append(
      element('div', { class: 'table-scroll' }, table),
      element('div', { class: 'table-actions' }, this.#add, this.#count, this.#pager, hint),
    );
    this.element.addEventListener('paste', (event) => {
      this.#paste(event);
    });
    this.element.addEventListener('keydown', (event) => {
      this.#onKey(event);
    });
    this.#render();
  }

  value(): GivenValue {
    return {
      use: 'table',
      rows: this.#rows.map((row) =>
        Object.fromEntries(
          this.#columns.flatMap((column, index): [string, string | null][] => {
            const content = row[index];
            return content === undefined ? [] : [[column.name, content]];
          }),
        ),
      ),
    };
  }

  restore(value: GivenValue): void {
    if (value.use === 'table') {
      this.#rows = value.rows.map((row: FormTableRow) => this.#columns.map((column) => row[column.name]));
      this.#render();
    }
  }

  mark(problems: readonly FormProblem[]): void {
    this.#problems = problems;
    for (const [index, cells] of this.#cells.entries()) {
      for (const [columnIndex, cell] of cells.entries()) {
        cell.mark(this.#problemsOf(this.#from + index, this.#columns[columnIndex]?.name));
      }
    }
  }

  /** The first cell that is wrong, or the first there is. */
  focus(): void {
    const wrong = this.#problems.find((problem) => problem.row !== null);
    if (wrong?.row != null) {
      this.#show(wrong.row);
    }
    const column = this.#columns.findIndex(({ name }) => name === wrong?.column);
    const cell = this.#cells[(wrong?.row ?? this.#from) - this.#from]?.[Math.max(0, column)];
    (cell?.input ?? this.#add).focus();
  }

  #head(): HTMLElement {
    const cells = this.#columns.map((column) =>
      element(
        'th',
        { attributes: { scope: 'col' } },
        element('span', { class: 'table-column', text: column.name }),
        element('span', { class: 'table-type', text: column.nullable ? column.type : `${column.type} not null` }),
      ),
    );
    const number = element('th', { attributes: { scope: 'col' } }, element('span', { class: 'visually-hidden', text: 'Row' }));
    const last = element('th', { attributes: { scope: 'col' } }, element('span', { class: 'visually-hidden', text: 'Remove' }));
    return element('thead', {}, element('tr', {}, number, ...cells, last));
  }

  #render(): void {
    const shown = this.#rows.slice(this.#from, this.#from + pageRows);
    this.#cells = shown.map((row, index) => this.#columns.map((column, at) => this.#cell(column, at, row, this.#from + index)));
    this.#body.replaceChildren(...this.#cells.map((cells, index) => this.#line(cells, this.#from + index)));
    const total = this.#rows.length;
    const range = total > pageRows ? `rows ${String(this.#from + 1)} to ${String(this.#from + shown.length)} of ` : '';
    setText(this.#count, `${range}${total.toLocaleString('en-US')}${range === '' ? (total === 1 ? ' row' : ' rows') : ''}`);
    this.#pager.hidden = total <= pageRows;
    this.mark(this.#problems);
  }

  #cell(column: FormColumn, at: number, row: CellContent[], rowIndex: number): TableCell {
    return new TableCell(column, rowIndex, row[at], (content) => {
      row[at] = content;
      this.#options.onChange();
    });
  }

  #line(cells: readonly TableCell[], rowIndex: number): HTMLElement {
    const remove = button({
      label: `Remove row ${String(rowIndex + 1)}`,
      icon: 'trash',
      iconOnly: true,
      kind: 'toolbar',
      onClick: () => {
        this.#remove(rowIndex);
      },
    });
    return element(
      'tr',
      {},
      element('th', { class: 'table-row-number', text: String(rowIndex + 1), attributes: { scope: 'row' } }),
      ...cells.map((cell) => element('td', {}, cell.input)),
      element('td', {}, remove),
    );
  }

  #turn(label: string, iconName: string, by: number): HTMLButtonElement {
    const onClick = (): void => {
      this.#from = Math.min(Math.max(0, this.#from + by), Math.max(0, Math.ceil(this.#rows.length / pageRows) - 1) * pageRows);
      this.#render();
    };
    return button({ label, icon: iconName, iconOnly: true, kind: 'toolbar', onClick });
  }

  #show(rowIndex: number): void {
    const from = Math.floor(rowIndex / pageRows) * pageRows;
    if (from !== this.#from) {
      this.#from = from;
      this.#render();
    }
  }

  #addRow(): void {
    this.#rows.push(this.#columns.map(initialContent));
    const last = this.#rows.length - 1;
    this.#from = Math.floor(last / pageRows) * pageRows;
    this.#render();
    this.#focusCell(last, 0);
    this.#options.onChange();
  }

  #remove(rowIndex: number): void {
    this.#rows.splice(rowIndex, 1);
    this.#from = Math.min(this.#from, Math.floor(Math.max(0, this.#rows.length - 1) / pageRows) * pageRows);
    this.#render();
    this.#focusCell(Math.min(rowIndex, this.#rows.length - 1), 0);
    this.#options.onChange();
  }

  #focusCell(rowIndex: number, column: number): void {
    (this.#cells[rowIndex - this.#from]?.[column]?.input ?? this.#add).focus();
  }

  #placeOf(target: EventTarget | null): { readonly row: number; readonly column: number } | undefined {
    for (const [row, cells] of this.#cells.entries()) {
      const column = cells.findIndex((cell) => cell.input === target);
      if (column >= 0) {
        return { row: this.#from + row, column };
      }
    }
    return undefined;
  }

  /** Several cells fill the grid from here on, with rows added as they are needed; a single one is an ordinary paste. */
  #paste(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (!/[\t\n]/u.test(text)) {
      return;
    }
    event.preventDefault();
    const start = this.#placeOf(event.target) ?? { row: this.#rows.length, column: 0 };
    const names = this.#columns.slice(start.column).map((column) => column.name);
    for (const [rowOffset, cells] of withoutHeader(spreadsheetCells(text), names).entries()) {
      const row = (this.#rows[start.row + rowOffset] ??= this.#columns.map(initialContent));
      for (const [columnOffset, cell] of cells.entries()) {
        const column = this.#columns[start.column + columnOffset];
        if (column !== undefined) {
          row[start.column + columnOffset] = contentOf(column, cell);
        }
      }
    }
    this.#render();
    this.#focusCell(start.row, start.column);
    this.#options.onChange();
  }

  /** Enter and the arrows go from row to row, as in a spreadsheet. */
  #onKey(event: KeyboardEvent): void {
    const place = this.#placeOf(event.target);
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' || event.key === 'Enter' ? 1 : 0;
    if (place === undefined || step === 0 || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    event.preventDefault();
    const row = place.row + step;
    if (row === this.#rows.length && event.key === 'Enter') {
      this.#addRow();
    }
    if (row >= 0 && row < this.#rows.length) {
      this.#show(row);
      this.#focusCell(row, place.column);
    }
  }

  #problemsOf(row: number, column: string | undefined): FormProblem[] {
    return this.#problems.filter((problem) => problem.row === row && problem.column?.toLowerCase() === column?.toLowerCase());
  }
}
