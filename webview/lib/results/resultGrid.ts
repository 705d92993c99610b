import { SlickCellRangeSelector, SlickCellSelectionModel, SlickRange } from 'slickgrid';
import type { Column } from 'slickgrid';
import type { CellRange, ResultColumn } from '../../../src/shared/sessionResults';
import { element } from '../elements';
import { styleNonce } from '../styleNonce';
import { AccessibleGrid } from './accessibleGrid';
import type { GridRow } from './accessibleGrid';
import { cellContent, isNumeric } from './cellContent';
import { columnWidths } from './columnWidths';
import { RowModel } from './rowModel';
import { errorText } from './sessionSource';
import type { ResultSetPlace, SessionSource } from './sessionSource';

const rowHeight = 24;
/** Tells VS Code which commands the context menu has here. */
const contextOfCells = JSON.stringify({ webviewSection: 'cells', preventDefaultContextMenuItems: true });

export interface ResultGridActions {
  /** Shows one cell whole. */
  readonly viewCell: (place: ResultSetPlace, row: number, column: number, header: ResultColumn) => void;
  readonly copy: (headers: boolean) => void;
  readonly fail: (text: string) => void;
}

/** One result set as a grid that draws and holds only what is in sight, and asks for rows as it is scrolled. */
export class ResultGrid {
  readonly element = element('div', { class: 'result-grid', attributes: { 'data-vscode-context': contextOfCells } });
  readonly #place: ResultSetPlace;
  readonly #columns: readonly ResultColumn[];
  readonly #actions: ResultGridActions;
  readonly #model: RowModel;
  readonly #resizes: ResizeObserver;
  #grid: AccessibleGrid | undefined;
  #widthsFitted = false;

  constructor(source: SessionSource, place: ResultSetPlace, columns: readonly ResultColumn[], actions: ResultGridActions) {
    this.#place = place;
    this.#columns = columns;
    this.#actions = actions;
    this.#model = new RowModel({
      columns: columns.length,
      fetch: (offset, limit, signal) => source.request('rows', { ...place, offset, limit }, signal),
      onRows: (from, to) => {
        this.#rowsCame(from, to);
      },
      onError: (error) => {
        actions.fail(errorText(error));
      },
    });
    this.element.addEventListener(
      'keydown',
      (event) => {
        this.#onKey(event);
      },
      true,
    );
    this.element.addEventListener('copy', (event) => {
      event.preventDefault();
      actions.copy(false);
    });
    // A grid needs its size: it is made when it is seen first.
    this.#resizes = new ResizeObserver(() => {
      if (this.element.clientHeight > 0 && this.element.clientWidth > 0) {
        this.#layOut();
      }
    });
    this.#resizes.observe(this.element);
  }

  /** The result set has so many rows now. */
  grow(rows: number): void {
    if (rows <= this.#model.length) {
      return;
    }
    const wasEmpty = this.#model.length === 0;
    this.#model.grow(rows);
    this.#redraw(() => {
      this.#fitRowNumbers();
      this.#grid?.updateRowCount();
    });
    if (wasEmpty) {
      this.#activateFirst();
    }
  }

  /** What is selected; nothing selected: the active cell. Undefined: there are no rows. */
  get selection(): CellRange | undefined {
    const [range] = this.#grid?.getSelectionModel()?.getSelectedRanges() ?? [];
    const active = this.#grid?.getActiveCell();
    const last = this.#columns.length - 1;
    if (range !== undefined) {
      const column = (cell: number): number => Math.min(last, Math.max(0, cell - 1));
      return { fromRow: range.fromRow, toRow: range.toRow, fromColumn: column(range.fromCell), toColumn: column(range.toCell) };
    }
    if (active == null) {
      return undefined;
    }
    const column = Math.max(0, active.cell - 1);
    return { fromRow: active.row, toRow: active.row, fromColumn: column, toColumn: column };
  }

  selectAll(): void {
    this.#select(0, 1, this.#model.length - 1, this.#columns.length);
  }

  /** Opens the active cell in the viewer. */
  viewActiveCell(): void {
    const active = this.#grid?.getActiveCell();
    if (active != null && active.cell > 0) {
      this.#view(active.row, active.cell - 1);
    }
  }

  focus(): void {
    this.#grid?.focus();
  }

  dispose(): void {
    this.#resizes.disconnect();
    this.#model.dispose();
    this.#grid?.destroy(true);
  }

  #layOut(): void {
    if (this.#grid !== undefined) {
      this.#grid.resizeCanvas();
      return;
    }
    const rows = { getLength: () => this.#model.length, getItem: (row: number) => this.#item(row), getItemMetadata: () => null };
    const grid = new AccessibleGrid(this.element, rows, this.#gridColumns(), {
      rowHeight,
      nonce: styleNonce,
      enableHtmlRendering: false,
      enableColumnReorder: false,
      enableCellNavigation: true,
      enableTextSelectionOnCells: false,
      editable: false,
      forceSyncScrolling: true,
      suppressCssChangesOnHiddenInit: true,
      minRowBuffer: 8,
    });
    this.#grid = grid;
    grid.setSelectionModel(new SlickCellSelectionModel({ selectActiveCell: true, cellRangeSelector: new SlickCellRangeSelector() }));
    grid.prepare(`Result set ${String(this.#place.resultSet + 1)}`);
    grid.onRendered.subscribe(() => {
      grid.refreshAttributes();
    });
    grid.onActiveCellChanged.subscribe(() => {
      grid.followActiveCell();
    });
    grid.onViewportChanged.subscribe(() => {
      this.#showInSight();
    });
    grid.onDblClick.subscribe((_event, { row, cell }) => {
      if (cell > 0) {
        this.#view(row, cell - 1);
      }
    });
    grid.onClick.subscribe((_event, { row, cell }) => {
      if (cell === 0) {
        this.#select(row, 1, row, this.#columns.length);
      }
    });
    grid.updateRowCount();
    grid.render();
    grid.refreshAttributes();
    this.#showInSight();
    this.#activateFirst();
  }

  #gridColumns(): Column<GridRow | undefined>[] {
    const widths = columnWidths(this.#columns, []);
    const numbers: Column<GridRow | undefined> = {
      id: 'row-number',
      field: 'row',
      name: element('span', { class: 'visually-hidden', text: 'Row' }),
      width: this.#fitRowNumbers(),
      resizable: false,
      focusable: false,
      alwaysRenderColumn: true,
      cssClass: 'row-number',
      headerCssClass: 'row-number',
      cellAttrs: { role: 'rowheader' },
      formatter: (row) => (row + 1).toLocaleString('en-US'),
    };
    const columns = this.#columns.map(({ name, type }, index): Column<GridRow | undefined> => {
      const numeric = isNumeric(type);
      return {
        id: `column-${String(index)}`,
        field: 'row',
        name: columnHeader(name, type),
        toolTip: `${name === '' ? '(no name)' : name}\n${type}`,
        width: widths[index] ?? 100,
        minWidth: 40,
        ...(numeric ? { cssClass: 'numeric', headerCssClass: 'numeric' } : {}),
        formatter: (row) => {
          const content = cellContent(this.#model.row(row)?.[index] ?? null, this.#model.wholeLength(row, index) !== undefined);
          return typeof content === 'string' ? content : { html: content };
        },
      };
    });
    return [numbers, ...columns];
  }

  /** Undefined: the row is being loaded. */
  #item(row: number): GridRow | undefined {
    return this.#model.row(row) === undefined ? undefined : { row };
  }

  #rowsCame(from: number, to: number): void {
    this.#fitWidths(from, to);
    const rows = Array.from({ length: to - from + 1 }, (_value, index) => from + index);
    this.#redraw(() => {
      this.#grid?.invalidateRows(rows);
    });
  }

  /** Draws anew, and leaves the focus where it was. */
  #redraw(change: () => void): void {
    const hadFocus = this.#grid?.hasFocus === true;
    change();
    this.#grid?.render();
    this.#grid?.refreshAttributes();
    if (hadFocus && this.#grid?.hasFocus === false) {
      this.#grid.focus();
    }
  }

  /** The width in pixels that the numbers of the rows need now; the column gets it when it is there. */
  #fitRowNumbers(): number {
    const [width = 0] = columnWidths([{ name: '#', type: '' }], [[this.#model.length.toLocaleString('en-US')]]);
    const [numbers, ...columns] = this.#grid?.getColumns() ?? [];
    if (numbers !== undefined && numbers.width !== width) {
      this.#grid?.setColumns([{ ...numbers, width }, ...columns]);
    }
    this.element.style.setProperty('--row-number-width', `${String(width)}px`);
    return width;
  }

  #fitWidths(from: number, to: number): void {
    const grid = this.#grid;
    if (this.#widthsFitted || grid === undefined) {
      return;
    }
    this.#widthsFitted = true;
    const rows = [];
    for (let row = from; row <= Math.min(to, from + 50); row += 1) {
      rows.push(this.#model.row(row) ?? []);
    }
    const widths = columnWidths(this.#columns, rows);
    const [numbers, ...columns] = grid.getColumns();
    if (numbers !== undefined) {
      grid.setColumns([numbers, ...columns.map((column, index) => ({ ...column, width: widths[index] ?? 100 }))]);
    }
  }

  #activateFirst(): void {
    if (this.#grid !== undefined && this.#model.length > 0 && this.#grid.getActiveCell() == null) {
      this.#grid.setActiveCell(0, 1, false, false, false);
    }
  }

  #select(fromRow: number, fromCell: number, toRow: number, toCell: number): void {
    if (toRow >= fromRow) {
      this.#grid?.getSelectionModel()?.setSelectedRanges([new SlickRange(fromRow, fromCell, toRow, toCell)], 'select', '');
    }
  }

  #showInSight(): void {
    const range = this.#grid?.getViewport();
    if (range !== undefined) {
      this.#model.show(Math.max(0, range.top), range.bottom);
    }
  }

  #view(row: number, column: number): void {
    const header = this.#columns[column];
    if (header !== undefined) {
      this.#actions.viewCell(this.#place, row, column, header);
    }
  }

  /** Goes to an end of the row, the column or the result set. False: the key is for something else. */
  #jump(key: string): boolean {
    const grid = this.#grid;
    const jumps: Readonly<Record<string, () => unknown>> = {
      Home: () => grid?.navigateTopStart(),
      End: () => grid?.navigateBottomEnd(),
      ArrowUp: () => grid?.navigateTop(),
      ArrowDown: () => grid?.navigateBottom(),
      ArrowLeft: () => grid?.navigateRowStart(),
      ArrowRight: () => grid?.navigateRowEnd(),
    };
    const jump = jumps[key];
    jump?.();
    return jump !== undefined;
  }

  #onKey(event: KeyboardEvent): void {
    // Tab leaves the grid: it is one stop, and its cells are reached by arrow keys.
    if (event.key === 'Tab') {
      event.stopPropagation();
      return;
    }
    const withControl = (event.ctrlKey || event.metaKey) && !event.altKey;
    const key = event.key.toLowerCase();
    if (withControl && key === 'a') {
      this.selectAll();
    } else if (withControl && key === 'c') {
      this.#actions.copy(event.shiftKey);
    } else if (key === 'enter' && !withControl) {
      this.viewActiveCell();
    } else if (withControl && !event.shiftKey && this.#jump(event.key)) {
      // Left to the component, a jump would first select all that lies between.
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }
}

function columnHeader(name: string, type: string): HTMLElement {
  const label =
    name === ''
      ? element('span', { class: 'column-name column-unnamed', text: '(no name)' })
      : element('span', { class: 'column-name', text: name });
  return element('span', { class: 'column-header' }, label, element('span', { class: 'column-type', text: type }));
}
