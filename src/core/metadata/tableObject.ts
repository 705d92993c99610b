/** What a row-holding object is; where several words fit, the one that decides most about how to use it. */
export type TableKind =
  | 'table'
  | 'view'
  | 'indexed view'
  | 'system view'
  | 'external table'
  | 'memory-optimized table'
  | 'temporal table'
  | 'history table'
  | 'node table'
  | 'edge table'
  | 'file table';

/** The table or view that a name stands for. */
export interface TableObject {
  /** Where it is: the current database, or the one that a synonym leads to. */
  readonly database: string;
  readonly schema: string;
  readonly name: string;
  readonly kind: TableKind;
}

/** Facts of sys.objects and sys.tables that decide the kind. */
export interface TableKindFacts {
  readonly type: string;
  readonly isSystem: boolean;
  readonly isIndexed: boolean;
  readonly isExternal: boolean;
  readonly isMemoryOptimized: boolean;
  /** sys.tables.temporal_type: 0 none, 1 history table, 2 system-versioned. */
  readonly temporalType: number;
  readonly isNode: boolean;
  readonly isEdge: boolean;
  readonly isFileTable: boolean;
}

/** The kind that the facts make. */
export function tableKind(facts: TableKindFacts): TableKind {
  if (facts.type === 'V') {
    return facts.isSystem ? 'system view' : facts.isIndexed ? 'indexed view' : 'view';
  }
  if (facts.isExternal) {
    return 'external table';
  }
  if (facts.temporalType === 1) {
    return 'history table';
  }
  if (facts.isMemoryOptimized) {
    return 'memory-optimized table';
  }
  if (facts.temporalType === 2) {
    return 'temporal table';
  }
  if (facts.isNode || facts.isEdge) {
    return facts.isNode ? 'node table' : 'edge table';
  }
  return facts.isFileTable ? 'file table' : 'table';
}
