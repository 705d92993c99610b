import type { Expression, ObjectName, Position, TypeReference } from './expressionAst';

interface Node {
  readonly position: Position;
}

/** CREATE PARTITION FUNCTION f (type) AS RANGE LEFT | RIGHT FOR VALUES (…). */
export interface CreatePartitionFunctionStatement extends Node {
  readonly kind: 'createPartitionFunction';
  readonly name: string;
  readonly type: TypeReference;
  readonly isRight: boolean;
  readonly boundaries: readonly Expression[];
}

/** CREATE PARTITION SCHEME s AS PARTITION f [ALL] TO (…). */
export interface CreatePartitionSchemeStatement extends Node {
  readonly kind: 'createPartitionScheme';
  readonly name: string;
  readonly partitionFunction: string;
}

/** CREATE FULLTEXT CATALOG c [AS DEFAULT]. */
export interface CreateFullTextCatalogStatement extends Node {
  readonly kind: 'createFullTextCatalog';
  readonly name: string;
  readonly isDefault: boolean;
}

/** CREATE FULLTEXT INDEX ON t (…) KEY INDEX i. */
export interface CreateFullTextIndexStatement extends Node {
  readonly kind: 'createFullTextIndex';
  readonly on: ObjectName;
  readonly columns: readonly { readonly name: string; readonly language: number }[];
  readonly keyIndex: string;
  readonly catalog?: string;
  readonly changeTracking: 'AUTO' | 'MANUAL' | 'OFF';
}

/** CREATE STATISTICS s ON t (…) [WHERE …]. */
export interface CreateStatisticsStatement extends Node {
  readonly kind: 'createStatistics';
  readonly name: string;
  readonly on: ObjectName;
  readonly columns: readonly string[];
  readonly filter?: { readonly expression: Expression; readonly text: string };
}

/** CREATE COLUMN MASTER KEY and CREATE COLUMN ENCRYPTION KEY: only the names are kept. */
export interface CreateColumnKeyStatement extends Node {
  readonly kind: 'createColumnKey';
  readonly key: 'MASTER' | 'ENCRYPTION';
  readonly name: string;
}

/** ENABLE | DISABLE TRIGGER … ON a table. */
export interface TriggerSwitchStatement extends Node {
  readonly kind: 'triggerSwitch';
  readonly enable: boolean;
  readonly names: readonly ObjectName[] | 'ALL';
  readonly on: ObjectName;
}

export type StorageStatement =
  | CreatePartitionFunctionStatement
  | CreatePartitionSchemeStatement
  | CreateFullTextCatalogStatement
  | CreateFullTextIndexStatement
  | CreateStatisticsStatement
  | CreateColumnKeyStatement
  | TriggerSwitchStatement;
