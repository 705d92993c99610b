import type { OutputColumn } from '../query/queryEnvironment';
import type { SelectStatement } from '../syntax/queryAst';
import type { SqlValue } from '../values/sqlValue';

type Row = readonly SqlValue[];

/** A cursor over the rows that its query gave when it was opened. */
export class Cursor {
  #rows: readonly Row[] | undefined;
  #columns: readonly OutputColumn[] = [];
  /** Index of the current row: -1 before the first, the number of rows after the last. */
  #position = -1;

  constructor(
    readonly name: string,
    readonly query: SelectStatement,
  ) {}

  get isOpen(): boolean {
    return this.#rows !== undefined;
  }

  get isEmpty(): boolean {
    return this.#rows?.length === 0;
  }

  get columns(): readonly OutputColumn[] {
    return this.#columns;
  }

  open(columns: readonly OutputColumn[], rows: readonly Row[]): void {
    this.#columns = columns;
    this.#rows = rows;
    this.#position = -1;
  }

  close(): void {
    this.#rows = undefined;
  }

  /** Moves and gives the row there, or undefined beyond either end. */
  fetch(direction: 'NEXT' | 'PRIOR' | 'FIRST' | 'LAST' | 'ABSOLUTE' | 'RELATIVE', offset: number): Row | undefined {
    const rows = this.#rows ?? [];
    const target = {
      NEXT: this.#position + 1,
      PRIOR: this.#position - 1,
      FIRST: 0,
      LAST: rows.length - 1,
      ABSOLUTE: offset > 0 ? offset - 1 : offset < 0 ? rows.length + offset : -1,
      RELATIVE: this.#position + offset,
    }[direction];
    this.#position = Math.max(-1, Math.min(target, rows.length));
    return rows[this.#position];
  }
}
