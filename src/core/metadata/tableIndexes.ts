import type { TableObject } from './tableObject';

/** A key column of an index. */
export interface IndexKeyColumn {
  readonly name: string;
  readonly descending: boolean;
}

/** Partitions next to one another that are compressed alike; numbers from 1, both ends included. */
export interface CompressionRange {
  /** NONE, ROW, PAGE, COLUMNSTORE, COLUMNSTORE_ARCHIVE. */
  readonly compression: string;
  readonly from: number;
  readonly to: number;
}

/** Since the database was started (sys.dm_db_index_usage_stats, for memory-optimized tables sys.dm_db_xtp_index_stats). Times are the server's. */
export interface IndexUsage {
  /** null: not counted for memory-optimized tables. */
  readonly seeks: number | null;
  /** For memory-optimized tables every use, that of an insert, update or delete as well. */
  readonly scans: number;
  /** null: not counted for memory-optimized tables. */
  readonly lookups: number | null;
  /** null: not counted for memory-optimized tables. */
  readonly updates: number | null;
  readonly lastSeek: string | null;
  readonly lastScan: string | null;
  readonly lastLookup: string | null;
  readonly lastUpdate: string | null;
}

/** An index, or the heap. */
export interface IndexInfo {
  /** index_id; null for a full-text index, which has none. */
  readonly indexId: number | null;
  /** null: the heap and the full-text index have no name. */
  readonly name: string | null;
  /** sys.indexes.type_desc in lower case (`clustered`, `nonclustered hash`, `heap`, …), or `full-text`. */
  readonly type: string;
  /** What its own view says: `PRIMARY_XML`, `PATH`, `GEOGRAPHY_AUTO_GRID`, `DiskANN cosine`, … */
  readonly variant: string | null;
  readonly isUnique: boolean;
  readonly isPrimaryKey: boolean;
  readonly isUniqueConstraint: boolean;
  /** In key order. For XML, spatial, full-text, JSON and vector indexes the columns they are on. */
  readonly keyColumns: readonly IndexKeyColumn[];
  readonly includedColumns: readonly string[];
  readonly partitionColumns: readonly string[];
  /** Order columns of an ordered columnstore index. */
  readonly orderColumns: readonly string[];
  readonly filter: string | null;
  /** Per cent; null: the server's default. */
  readonly fillFactor: number | null;
  readonly isPadded: boolean;
  readonly allowsRowLocks: boolean;
  readonly allowsPageLocks: boolean;
  readonly ignoresDuplicateKeys: boolean;
  readonly isDisabled: boolean;
  readonly isHypothetical: boolean;
  /** Made by automatic tuning. */
  readonly isAutoCreated: boolean;
  readonly isOptimizedForSequentialKey: boolean;
  /** Minutes; null: none, or no columnstore. */
  readonly compressionDelay: number | null;
  readonly bucketCount: number | null;
  /** File group or partition scheme. */
  readonly dataSpace: string | null;
  readonly partitionCount: number;
  readonly compression: readonly CompressionRange[];
  /** null: not known. */
  readonly rows: number | null;
  readonly reservedKb: number | null;
  readonly usedKb: number | null;
  /** null: not known; the notes say why. */
  readonly usage: IndexUsage | null;
  readonly statisticsDate: string | null;
}

/** A foreign key as far as an index can support it. */
export interface KeyToSupport {
  readonly name: string;
  readonly columns: readonly string[];
}

/** What is worth a look. */
export interface IndexFinding {
  readonly kind: 'duplicate' | 'overlapping' | 'unused' | 'disabled' | 'hypothetical' | 'foreign key without index';
  /** The index or foreign key that it is about. */
  readonly name: string;
  readonly message: string;
}

/** The answer about the indexes of a table or indexed view. */
export interface TableIndexes {
  readonly table: TableObject;
  /** In index_id order, the full-text index last. */
  readonly indexes: readonly IndexInfo[];
  /** The time before which no use is counted; taking the database offline begins anew and leaves no trace. null: not known. */
  readonly usageSince: string | null;
  readonly findings: readonly IndexFinding[];
  readonly notes: readonly string[];
}
