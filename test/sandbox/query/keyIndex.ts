import type { Row, Table } from '../engine/model';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import { type Key, rowKey } from '../select/rowKey';

/** Fills the cells of computed columns that a stored row leaves empty. */
export type RowCompleter = (row: Row) => Row;

/** What an index holds: which cells make the key, and which rows are in it. */
export interface KeyShape {
  /** Positions in the row, in key order. */
  readonly ordinals: readonly number[];
  /** Needed when a key column is computed and not stored. */
  readonly complete?: RowCompleter;
  /** The condition of a filtered index; gets the completed row. */
  readonly includes?: (row: Row) => boolean;
}

/** Row ids by key: finds the rows with given key values without a scan. NULL is a key value as any other. */
export class KeyIndex {
  readonly #entries = new Map<Key, number | Set<number>>();
  readonly #shape: KeyShape;
  readonly #keyOfValues: (values: readonly SqlValue[]) => Key;
  #size = 0;

  constructor(table: Table, shape: KeyShape) {
    this.#shape = shape;
    this.#keyOfValues = rowKey(shape.ordinals.map((ordinal): SqlType => table.columns[ordinal]?.type ?? { name: 'int' }));
    for (const [id, row] of table.rows) this.add(row, id);
  }

  /** How many rows of the table were given to the index, those beyond its filter included. */
  get size(): number {
    return this.#size;
  }

  add(row: Row, id: number): void {
    this.#size++;
    const key = this.#keyOf(row);
    if (key === undefined) return;
    const known = this.#entries.get(key);
    if (known === undefined) this.#entries.set(key, id);
    else if (typeof known === 'number') this.#entries.set(key, new Set([known, id]));
    else known.add(id);
  }

  remove(row: Row, id: number): void {
    this.#size--;
    const key = this.#keyOf(row);
    if (key === undefined) return;
    const known = this.#entries.get(key);
    if (typeof known === 'number') this.#entries.delete(key);
    else if (known?.delete(id) && known.size === 0) this.#entries.delete(key);
  }

  /** Ids of the rows whose key has these values, which are of the types of the key's columns. */
  find(values: readonly SqlValue[]): readonly number[] {
    return this.#idsOf(this.#keyOfValues(values));
  }

  /** How many rows `find` gives. */
  count(values: readonly SqlValue[]): number {
    const known = this.#entries.get(this.#keyOfValues(values));
    return known === undefined ? 0 : typeof known === 'number' ? 1 : known.size;
  }

  /** Whether another row than this one has its key. */
  isTaken(row: Row, id: number): boolean {
    const key = this.#keyOf(row);
    return key !== undefined && this.#idsOf(key).some((each) => each !== id);
  }

  #idsOf(key: Key): readonly number[] {
    const known = this.#entries.get(key);
    if (known === undefined) return [];
    return typeof known === 'number' ? [known] : [...known];
  }

  #keyOf(row: Row): Key | undefined {
    const { ordinals, complete, includes } = this.#shape;
    const whole = complete ? complete(row) : row;
    if (includes && !includes(whole)) return undefined;
    return this.#keyOfValues(ordinals.map((ordinal) => whole[ordinal] ?? null));
  }
}

/** Indexes hang on the table's object: a change of definition makes a new object, so they cannot be stale. */
const indexesOfTables = new WeakMap<Table, Map<string, KeyIndex>>();

/**
 * The index over columns of a table, built at the first call and kept right by `rowStore`.
 * `name` tells apart indexes with a filter; those without share one per list of columns.
 */
export function keyIndex(table: Table, shape: KeyShape, name = ''): KeyIndex {
  let indexes = indexesOfTables.get(table);
  if (!indexes) indexesOfTables.set(table, (indexes = new Map<string, KeyIndex>()));
  const key = `${name}:${shape.ordinals.join(',')}`;
  const known = indexes.get(key);
  // Rows put in beside the store (a copy of a table's rows, a parameter's) are seen by their number.
  if (known?.size === table.rows.size) return known;
  const made = new KeyIndex(table, shape);
  indexes.set(key, made);
  return made;
}

/** All indexes of a table that exist now. */
export function existingIndexes(table: Table): Iterable<KeyIndex> {
  return indexesOfTables.get(table)?.values() ?? [];
}

/**
 * Rows with given values in stored columns, found by hash: `ordinals` are positions in the row, `values` are of the columns' types.
 * Sound for any columns of a table; the first call over a list of columns reads the table once.
 */
export function findRows(table: Table, ordinals: readonly number[], values: readonly SqlValue[]): Row[] {
  const found: Row[] = [];
  for (const id of keyIndex(table, { ordinals }).find(values)) {
    const row = table.rows.get(id);
    if (row) found.push(row);
  }
  return found;
}
