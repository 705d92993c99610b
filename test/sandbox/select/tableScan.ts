import type { Row, Table } from '../engine/model';
import { pause, type Pause } from '../query/queryEnvironment';
import { findRows, keyIndex } from '../query/keyIndex';
import { type ColumnOrder, rowsInOrder } from '../query/orderedRows';
import { isVolatile } from './conjuncts';
import { keyConditions } from './keyConditions';
import { lookupValue, prefixOrdinals } from './keyLookup';
import type { SourceBinding } from './scope';
import type { RowSteps } from './queryOperators';
import { allHold, type Conjunct, rowsPerPause, type Side, type SourcePlan, unsettled } from './sourcePlan';

/** Scans of a table under changing equalities before its rows are hashed. */
const scansBeforeHash = 3;

/** Rows of one source, filtered. A stored table is read through a key where the conditions give one. */
export class SourceScan implements SourcePlan {
  readonly bindings: readonly SourceBinding[];
  readonly #binding: SourceBinding;
  readonly #rows: () => Iterable<Row | Pause>;
  readonly #filters: Conjunct[] = [];
  /** Conditions without columns: asked once. */
  readonly #startup: Conjunct[] = [];
  /** Those of the filters that can refuse a row this time. */
  #active: readonly Conjunct[] = this.#filters;
  #opened = 0;

  constructor(binding: SourceBinding, rows: () => Iterable<Row | Pause>) {
    this.bindings = [binding];
    this.#binding = binding;
    this.#rows = rows;
  }

  /** The stored table that is read directly, or what stands for one. */
  get table(): Table | undefined {
    return this.#binding.table ?? this.#binding.stored?.();
  }

  /** False: a system view stands for it. */
  get isStored(): boolean {
    return this.#binding.table !== undefined;
  }

  filter(conjunct: Conjunct): void {
    if (conjunct.sources.size === 0 && !isVolatile(conjunct.expression)) this.#startup.push(conjunct);
    else this.#filters.push(conjunct);
  }

  *open(): RowSteps {
    if (!this.mayStart()) return;
    yield* this.#step(this.#keyedRows() ?? this.#rows());
  }

  /** The same in an order of columns, read from the order that is kept of a system view; undefined when there is none. */
  openInOrder(order: readonly ColumnOrder[]): RowSteps | undefined {
    const { table } = this;
    return table && !this.isStored ? this.#stepInOrder(table, order) : undefined;
  }

  *#stepInOrder(table: Table, order: readonly ColumnOrder[]): RowSteps {
    if (!this.mayStart()) return;
    const found = keyConditions(this.#binding, table, this.#active);
    this.#active = found.rest;
    yield* this.#step(rowsInOrder(table, found, order));
  }

  /** How many rows `open` steps through, when keys of a system view tell; undefined when rows must be read to know. */
  count(): number | undefined {
    const { table } = this;
    if (!table || this.isStored) return undefined;
    if (!this.mayStart()) return 0;
    const { ordinals, keys, rest } = keyConditions(this.#binding, table, this.#active);
    if (rest.length > 0) return undefined;
    if (ordinals.length === 0) return table.rows.size;
    const index = keyIndex(table, { ordinals });
    return keys.reduce((sum, key) => sum + index.count(key), 0);
  }

  /** Steps through given rows of the source. */
  *#step(rows: Iterable<Row | Pause>): RowSteps {
    const { slot } = this.#binding;
    const filters = this.#active;
    let idle = 0;
    for (const row of rows) {
      if (row === pause) {
        yield pause;
        continue;
      }
      slot.row = row;
      if (allHold(filters)) {
        idle = 0;
        yield true;
      } else if (++idle >= rowsPerPause) {
        idle = 0;
        yield pause;
      }
    }
  }

  /** Puts a row into the slot; says whether the conditions hold for it. */
  put(row: Row): boolean {
    this.#binding.slot.row = row;
    return allHold(this.#active);
  }

  /** Whether the conditions without columns allow any row; to be asked before rows are put. */
  mayStart(): boolean {
    if (!allHold(this.#startup)) return false;
    this.#active = unsettled(this.#filters);
    return true;
  }

  #keyedRows(): Iterable<Row> | undefined {
    const { table } = this;
    if (!table) return undefined;
    if (!this.isStored) return this.#viewRows(table);
    const known = new Map<number, { readonly side: Side; readonly ordinal: number }>();
    for (const { equality } of this.#filters) {
      if (!equality) continue;
      for (const [own, other] of [
        [equality.left, equality.right],
        [equality.right, equality.left],
      ] as const) {
        const { column } = own.original;
        if (column?.binding !== this.#binding || other.sources.size > 0) continue;
        known.set(column.ordinal, { side: other, ordinal: column.ordinal });
      }
    }
    if (known.size === 0) return undefined;
    const ordinals = prefixOrdinals(table, new Set(known.keys())) ?? this.#hashedOrdinals(table, known);
    if (!ordinals) return undefined;
    const values: Row[number][] = [];
    for (const ordinal of ordinals) {
      const side = known.get(ordinal)?.side;
      const type = table.columns[ordinal]?.type;
      if (!side || !type) return undefined;
      const found = lookupValue(side.original, type);
      if (found === 'other') return undefined;
      if (found === 'none') return [];
      values.push(found.value);
    }
    return findRows(table, ordinals, values);
  }

  /** The rows of a system view that have the values which conditions give: those conditions need no further asking. */
  #viewRows(table: Table): Iterable<Row> | undefined {
    // A bit tells so little that a scan is as good.
    const tells = (ordinal: number): boolean => table.columns[ordinal]?.type.name !== 'bit';
    const { ordinals, keys, rest } = keyConditions(this.#binding, table, this.#active, tells);
    if (ordinals.length === 0) return undefined;
    this.#active = rest;
    return keys.flatMap((key) => findRows(table, ordinals, key));
  }

  /** A table that a subquery reads again and again is worth a hash of its own. */
  #hashedOrdinals(table: Table, known: ReadonlyMap<number, unknown>): readonly number[] | undefined {
    if (++this.#opened <= scansBeforeHash) return undefined;
    const ordinals = [...known.keys()].filter((ordinal) => table.columns[ordinal]?.computed === undefined).sort((a, b) => a - b);
    return ordinals.length > 0 ? ordinals : undefined;
  }
}
