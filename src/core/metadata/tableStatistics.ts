import type { TableObject } from './tableObject';

/** Kilobytes, as sp_spaceused counts them: 8 for each page. */
export interface SpaceUse {
  readonly reservedKb: number;
  readonly usedKb: number;
  /** In-row data, LOB and row-overflow pages; for an index its leaf level. */
  readonly dataKb: number;
  readonly lobKb: number;
  readonly rowOverflowKb: number;
}

/** One index or the heap. */
export interface IndexSpace extends SpaceUse {
  readonly name: string | null;
  readonly type: string;
  readonly rows: number;
  readonly partitionCount: number;
  /** The kinds of compression in use. */
  readonly compression: readonly string[];
}

/** One partition of the heap or clustered index. */
export interface PartitionSpace extends SpaceUse {
  readonly number: number;
  readonly rows: number;
  readonly compression: string;
  /** The boundary value below; null: none, or not known. */
  readonly lower: string | null;
  /** The boundary value above; null: none, or not known. */
  readonly upper: string | null;
}

/** How a heap or clustered index is partitioned. RIGHT: a boundary value belongs to the partition above it; LEFT: to the one below. */
export interface TablePartitioning {
  readonly scheme: string;
  readonly function: string;
  readonly range: 'LEFT' | 'RIGHT';
  /** null: not known. */
  readonly column: string | null;
}

/** The totals of a table. Index space is what is used and is not data; unused is what is reserved and not used. */
export interface TableSpace {
  readonly reservedKb: number;
  readonly dataKb: number;
  readonly indexKb: number;
  readonly lobKb: number;
  readonly rowOverflowKb: number;
  readonly unusedKb: number;
}

/** A statistics object. Dates are the server's local time. */
export interface StatisticsObject {
  readonly name: string;
  readonly columns: readonly string[];
  readonly origin: 'index' | 'auto' | 'user';
  readonly filter: string | null;
  readonly lastUpdated: string | null;
  readonly rows: number | null;
  readonly rowsSampled: number | null;
  readonly modifications: number | null;
}

/** The row groups of a columnstore index that are in one state. */
export interface RowGroups {
  readonly index: string;
  readonly state: string;
  readonly count: number;
  readonly rows: number;
  readonly deletedRows: number;
  readonly sizeKb: number;
}

/** What sys.dm_db_xtp_table_memory_stats says of a memory-optimized table. */
export interface TableMemory {
  readonly durability: string;
  /** null: not known. */
  readonly tableAllocatedKb: number | null;
  readonly tableUsedKb: number | null;
  readonly indexesAllocatedKb: number | null;
  readonly indexesUsedKb: number | null;
}

/** The answer about the size and state of a table or indexed view. */
export interface TableStatistics {
  readonly table: TableObject;
  readonly created: string;
  readonly modified: string;
  /** From the metadata of the partitions, which the server keeps approximately. null: not known. */
  readonly rows: number | null;
  /** The view that rows and space were read from. null: none could be read. */
  readonly source: string | null;
  /** null: a memory-optimized or external table, or not known. */
  readonly space: TableSpace | null;
  readonly indexes: readonly IndexSpace[];
  /** The first ones; empty for a table that is not partitioned. */
  readonly partitions: readonly PartitionSpace[];
  readonly partitionCount: number;
  /** null: not partitioned, or not known. */
  readonly partitioning: TablePartitioning | null;
  readonly statistics: readonly StatisticsObject[];
  /** The newest date of all statistics. */
  readonly lastStatisticsUpdate: string | null;
  readonly rowGroups: readonly RowGroups[];
  readonly memory: TableMemory | null;
  /** `schema.table` of the history, for a system-versioned table. */
  readonly historyTable: string | null;
  /** `6 MONTH`; null: infinite, or no history. */
  readonly historyRetention: string | null;
  /** `schema.table` that a history table belongs to. */
  readonly historyOf: string | null;
  /** UPDATABLE_LEDGER_TABLE, APPEND_ONLY_LEDGER_TABLE, HISTORY_TABLE. null: no ledger table. */
  readonly ledgerType: string | null;
  readonly ledgerView: string | null;
  readonly notes: readonly string[];
}
