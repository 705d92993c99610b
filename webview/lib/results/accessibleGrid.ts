import { SlickGrid } from 'slickgrid';

/** A row as the grid knows it: its number. What is in it, the formatters look up. */
export interface GridRow {
  readonly row: number;
}

/**
 * The grid, with the focus where the ARIA grid pattern wants it: on the active cell, which alone is in the tab order. (The component
 * keeps the focus on an empty element of its own, of which a screen reader has nothing to say.)
 */
export class AccessibleGrid extends SlickGrid<GridRow | undefined> {
  #tabStop: HTMLElement | undefined;

  protected override setFocus(): void {
    this.getActiveCellNode()?.focus({ preventScroll: true });
  }

  /** Readies the elements that the component made for a keyboard and a screen reader. */
  prepare(label: string): void {
    const container = this.getContainerNode();
    container.setAttribute('aria-label', label);
    container.setAttribute('aria-multiselectable', 'true');
    container.setAttribute('aria-colcount', String(this.getColumns().length));
    for (const inner of container.querySelectorAll('[tabindex="0"]')) {
      inner.removeAttribute('tabindex');
    }
  }

  /** After a change of what is drawn: rows have their numbers, and the active cell can be reached. */
  refreshAttributes(): void {
    const container = this.getContainerNode();
    container.setAttribute('aria-rowcount', String(this.getDataLength() + 1));
    for (const row of container.querySelectorAll<HTMLElement>('.slick-row:not([aria-rowindex])')) {
      row.setAttribute('aria-rowindex', String(Number(row.dataset['row']) + 2));
    }
    this.#moveTabStop();
  }

  /** Call when another cell has become active. */
  followActiveCell(): void {
    this.#moveTabStop();
    if (this.hasFocus) {
      this.setFocus();
    }
  }

  get hasFocus(): boolean {
    return this.getContainerNode().contains(document.activeElement);
  }

  #moveTabStop(): void {
    const active = this.getActiveCellNode() ?? undefined;
    if (active !== this.#tabStop) {
      this.#tabStop?.setAttribute('tabindex', '-1');
      active?.setAttribute('tabindex', '0');
      this.#tabStop = active;
    }
  }
}
