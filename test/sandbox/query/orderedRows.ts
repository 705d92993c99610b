import type { Row, Table } from '../engine/model';
import type { Key } from '../select/rowKey';
import { rowKey } from '../select/rowKey';
import { keysComparer, type Sortable } from '../select/sorting';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import { findRows } from './keyIndex';

/** A stored column that rows are read in the order of, by its own collation. */
export interface ColumnOrder {
  readonly ordinal: number;
  readonly descending: boolean;
}

/** The rows of a table that have certain values in some columns, as one list for each of the keys. */
export interface RowsOfKeys {
  /** Positions in the row; none: all rows of the table, and one empty key. */
  readonly ordinals: readonly number[];
  /** No two are equal; the values are of the columns' types. */
  readonly keys: readonly (readonly SqlValue[])[];
}

type OrderedRow = Sortable<Row>;

/** One order of the rows of each key, made when the key is asked for. */
class OrderedRows {
  readonly #table: Table;
  readonly #ordinals: readonly number[];
  readonly #order: readonly ColumnOrder[];
  readonly #compare: ReturnType<typeof keysComparer>;
  readonly #keyOf: (values: readonly SqlValue[]) => Key;
  readonly #rows = new Map<Key, readonly OrderedRow[]>();

  constructor(table: Table, ordinals: readonly number[], order: readonly ColumnOrder[]) {
    this.#table = table;
    this.#ordinals = ordinals;
    this.#order = order;
    const typeOf = (ordinal: number): SqlType => table.columns[ordinal]?.type ?? { name: 'int' };
    this.#compare = keysComparer(order.map(({ ordinal, descending }) => ({ type: typeOf(ordinal), descending })));
    this.#keyOf = rowKey(ordinals.map(typeOf));
  }

  *of(keys: RowsOfKeys['keys']): Iterable<Row> {
    const lists = keys.map((values) => this.#list(values)).filter((list) => list.length > 0);
    const [only] = lists;
    if (only && lists.length === 1) {
      for (const { item } of only) yield item;
      return;
    }
    const positions = lists.map(() => 0);
    for (;;) {
      const at = this.#least(lists, positions);
      const next = lists[at]?.[positions[at] ?? 0];
      if (!next) return;
      positions[at] = (positions[at] ?? 0) + 1;
      yield next.item;
    }
  }

  /** Which list has the next row, -1 when all are read; of equal rows that of the first list. */
  #least(lists: readonly (readonly OrderedRow[])[], positions: readonly number[]): number {
    let least: OrderedRow | undefined;
    let at = -1;
    for (let index = 0; index < lists.length; index++) {
      const row = lists[index]?.[positions[index] ?? 0];
      if (!row || (least && this.#compare(row.keys, least.keys) >= 0)) continue;
      least = row;
      at = index;
    }
    return at;
  }

  #list(values: readonly SqlValue[]): readonly OrderedRow[] {
    const key = this.#keyOf(values);
    const known = this.#rows.get(key);
    if (known) return known;
    const rows = this.#ordinals.length === 0 ? [...this.#table.rows.values()] : findRows(this.#table, this.#ordinals, values);
    const made = rows
      .map((item): OrderedRow => ({ item, keys: this.#order.map(({ ordinal }) => item[ordinal] ?? null) }))
      .sort((a, b) => this.#compare(a.keys, b.keys));
    // A key without rows may be any value: there is no end of these.
    if (made.length > 0) this.#rows.set(key, made);
    return made;
  }
}

/** Orders hang on the table's object, which must never change. */
const ordersOfTables = new WeakMap<Table, Map<string, OrderedRows>>();

/** Rows of a table that never changes, sorted once for each list of key columns and order. Equal rows come as they are stored. */
export function rowsInOrder(table: Table, { ordinals, keys }: RowsOfKeys, order: readonly ColumnOrder[]): Iterable<Row> {
  const orders = ordersOfTables.get(table) ?? new Map<string, OrderedRows>();
  ordersOfTables.set(table, orders);
  const sorting = order.map(({ ordinal, descending }) => `${ordinal}${descending ? ' DESC' : ''}`);
  const name = `${ordinals.join(',')} by ${sorting.join(',')}`;
  const known = orders.get(name) ?? new OrderedRows(table, ordinals, order);
  orders.set(name, known);
  return known.of(keys);
}
