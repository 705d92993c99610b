import type { Cell, RowPage } from '../../../src/shared/sessionResults';

/** Rows are asked for in blocks that begin at a multiple of this. */
const blockRows = 100;
/** A quick scroll passes over rows that nobody sees. */
const debounceMilliseconds = 40;
/** Cells that are kept; a window around what is shown. */
const keptCells = 200_000;
const fewestKeptRows = 400;

export interface RowModelOptions {
  readonly columns: number;
  /** As many rows from `offset` on as are there and as one answer holds, at most `limit`. */
  readonly fetch: (offset: number, limit: number, signal: AbortSignal) => Promise<RowPage>;
  /** These rows have come, or changed. */
  readonly onRows: (from: number, to: number) => void;
  readonly onError: (error: unknown) => void;
}

/**
 * The rows of a result set of any length, of which only those near what is shown are held. Asks for what is shown when the view comes to
 * rest, one request at a time; an answer for rows that have gone out of sight is given up.
 */
export class RowModel {
  readonly #options: RowModelOptions;
  readonly #rows = new Map<number, readonly Cell[]>();
  readonly #cuts = new Map<number, Map<number, number>>();
  readonly #mostRows: number;
  #length = 0;
  #shown = { from: 0, to: 0 };
  #timer: number | undefined;
  #asked: { readonly from: number; readonly to: number; readonly abort: AbortController } | undefined;

  constructor(options: RowModelOptions) {
    this.#options = options;
    this.#mostRows = Math.max(fewestKeptRows, Math.floor(keptCells / Math.max(1, options.columns)));
  }

  get length(): number {
    return this.#length;
  }

  /** Undefined: not here yet. */
  row(index: number): readonly Cell[] | undefined {
    return this.#rows.get(index);
  }

  /** Length of the whole text of a cell that is shown shortened; undefined: it is whole. */
  wholeLength(row: number, column: number): number | undefined {
    return this.#cuts.get(row)?.get(column);
  }

  /** The result set has so many rows now; they never become fewer. */
  grow(length: number): void {
    if (length > this.#length) {
      this.#length = length;
      this.#schedule(0);
    }
  }

  /** These rows are in sight. */
  show(from: number, to: number): void {
    this.#shown = { from, to };
    this.#schedule(debounceMilliseconds);
  }

  dispose(): void {
    window.clearTimeout(this.#timer);
    this.#asked?.abort.abort();
  }

  #schedule(milliseconds: number): void {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      this.#ask();
    }, milliseconds);
  }

  #ask(): void {
    const wanted = this.#nextMissing();
    if (wanted === undefined) {
      return;
    }
    if (this.#asked !== undefined) {
      const { from, to, abort } = this.#asked;
      if (from <= this.#shown.to && to >= this.#shown.from) {
        return;
      }
      abort.abort();
    }
    const to = Math.min(this.#length, (Math.floor(wanted / blockRows) + 1) * blockRows);
    const abort = new AbortController();
    const asked = { from: wanted, to, abort };
    this.#asked = asked;
    this.#options.fetch(wanted, to - wanted, abort.signal).then(
      (page) => {
        if (this.#asked === asked) {
          this.#asked = undefined;
          this.#keep(page);
          this.#schedule(0);
        }
      },
      (error: unknown) => {
        if (this.#asked === asked) {
          this.#asked = undefined;
          this.#options.onError(error);
        }
      },
    );
  }

  /** The first row in sight that is not here; then one block on either side. */
  #nextMissing(): number | undefined {
    const { from, to } = this.#shown;
    const inSight = this.#firstMissing(from, to);
    return inSight ?? this.#firstMissing(to, to + blockRows) ?? this.#firstMissing(from - blockRows, from);
  }

  #firstMissing(from: number, to: number): number | undefined {
    const end = Math.min(to, this.#length - 1);
    for (let row = Math.max(0, from); row <= end; row += 1) {
      if (!this.#rows.has(row)) {
        return row;
      }
    }
    return undefined;
  }

  #keep(page: RowPage): void {
    for (const [index, row] of page.rows.entries()) {
      this.#rows.set(page.offset + index, row);
      this.#cuts.delete(page.offset + index);
    }
    for (const { row, column, length } of page.cutCells) {
      const cuts = this.#cuts.get(row) ?? new Map<number, number>();
      this.#cuts.set(row, cuts.set(column, length));
    }
    this.#dropFarRows();
    if (page.rows.length > 0) {
      this.#options.onRows(page.offset, page.offset + page.rows.length - 1);
    }
  }

  #dropFarRows(): void {
    if (this.#rows.size <= this.#mostRows) {
      return;
    }
    const middle = (this.#shown.from + this.#shown.to) / 2;
    for (const row of [...this.#rows.keys()]) {
      if (Math.abs(row - middle) > this.#mostRows / 4) {
        this.#rows.delete(row);
        this.#cuts.delete(row);
      }
    }
  }
}
