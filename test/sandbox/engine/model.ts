import type { Expression } from '../syntax/expressionAst';
import type { CreateModuleStatement } from '../syntax/statementAst';
import type { GeneratedAlways } from '../syntax/tableAst';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';

/**
 * What the server holds. The statement interpreter and DDL change it, queries and DML read and change the rows,
 * the catalog views show it. All maps are keyed by the lower-cased name (identifiers compare case-insensitively).
 */
export interface ServerModel {
  readonly databases: Map<string, Database>;
  readonly logins: Map<string, Login>;
  readonly profile: ServerProfile;
  readonly startTime: Date;
}

/** What the sandbox plays: version, edition, deployment. See catalog/profiles.ts. */
export interface ServerProfile {
  readonly name: string;
  readonly serverName: string;
  readonly productVersion: string;
  readonly productLevel: string;
  readonly productUpdateLevel: string | null;
  readonly edition: string;
  readonly engineEdition: number;
  readonly compatibilityLevel: number;
  readonly collation: string;
  readonly hostPlatform: 'Windows' | 'Linux';
  /** host_distribution of sys.dm_os_host_info. */
  readonly hostDistribution: string;
  /** container_type_desc of sys.dm_os_sys_info: NONE outside of a container. */
  readonly container: string;
  /** ProductUpdateType of SERVERPROPERTY: what a Managed Instance tells of its update policy. */
  readonly productUpdateType: 'CU' | 'CONTINUOUS' | null;
  /** The major version that a service is held at by its update policy; null: it has the newest features. */
  readonly heldAt: number | null;
  /** Databases that the hosting makes beside the system's. */
  readonly hostingDatabases: readonly string[];
  /** The text of @@VERSION. */
  readonly versionText: string;
}

export interface Login {
  readonly name: string;
  readonly password: string;
  readonly defaultDatabase: string;
  readonly isSysadmin: boolean;
  readonly isDisabled: boolean;
  /** Server and database permissions granted beyond membership: upper-case names such as `VIEW SERVER STATE`. */
  readonly grants: Set<string>;
  readonly denies: Set<string>;
}

export interface Database {
  readonly id: number;
  readonly name: string;
  readonly collation: string;
  readonly createDate: Date;
  readonly schemas: Map<string, Schema>;
  /** The next object_id, index-independent; object ids are unique per database. */
  nextObjectId: number;
  nextUserTypeId: number;
  nextRowVersion: bigint;
  /** Databases are read-only, offline or in recovery only in tests that say so. */
  state: 'ONLINE' | 'OFFLINE';
  isReadOnly: boolean;
  /** AUTO_CLOSE; likewise. */
  isAutoClose: boolean;
  compatibilityLevel: number;
  readonly storage: DatabaseStorage;
}

/** What a database has beside schemas. Maps are keyed by the lower-cased name. */
export interface DatabaseStorage {
  readonly partitionFunctions: Map<string, PartitionFunction>;
  readonly partitionSchemes: Map<string, PartitionScheme>;
  readonly fullTextCatalogs: Map<string, FullTextCatalog>;
  readonly columnMasterKeys: Map<string, { readonly id: number; readonly name: string }>;
  readonly columnEncryptionKeys: Map<string, { readonly id: number; readonly name: string }>;
}

export interface PartitionFunction {
  readonly id: number;
  readonly name: string;
  readonly type: SqlType;
  readonly isRight: boolean;
  /** In ascending order. */
  readonly boundaries: readonly SqlValue[];
  readonly createDate: Date;
}

export interface PartitionScheme {
  /** data_space_id. */
  readonly id: number;
  readonly name: string;
  readonly partitionFunction: PartitionFunction;
}

export interface FullTextCatalog {
  readonly id: number;
  readonly name: string;
  readonly isDefault: boolean;
}

/** Where a heap or index lies when it is partitioned. */
export interface Partitioning {
  readonly scheme: PartitionScheme;
  readonly columnId: number;
}

export interface FullTextIndex {
  readonly columns: readonly { readonly columnId: number; readonly language: number }[];
  readonly keyIndexId: number;
  readonly catalog: FullTextCatalog;
  readonly changeTracking: 'AUTO' | 'MANUAL' | 'OFF';
}

/** Statistics made by CREATE STATISTICS. */
export interface UserStatistics {
  readonly id: number;
  readonly name: string;
  readonly columns: readonly number[];
  readonly filter?: string;
}

export interface Schema {
  readonly id: number;
  readonly name: string;
  readonly tables: Map<string, Table>;
  readonly modules: Map<string, Module>;
  readonly types: Map<string, UserType>;
  readonly sequences: Map<string, Sequence>;
  readonly synonyms: Map<string, { readonly objectId: number; readonly name: string; readonly baseObject: string }>;
}

/** A stored row: one value per column, computed columns that are not persisted are null here. Never changed in place: an update puts a new array. */
export type Row = readonly SqlValue[];

export interface Table {
  readonly objectId: number;
  readonly name: string;
  readonly schema: string;
  readonly createDate: Date;
  modifyDate: Date;
  columns: Column[];
  /** Keys and indexes in index_id order; a table without a clustered index has none with id 1 and is a heap. */
  readonly indexes: Index[];
  readonly foreignKeys: ForeignKey[];
  readonly checks: CheckConstraint[];
  readonly triggers: Module[];
  /** Rows by an internal row id that grows; a Map keeps insertion order. */
  readonly rows: Map<number, Row>;
  nextRowId: number;
  identityCurrent: bigint | null;
  readonly isTemporary: boolean;
  /** Extended facts shown by the catalog only, such as DATA_COMPRESSION, temporal type. */
  readonly options: Record<string, string>;
  /** Of the heap, and of indexes that do not say otherwise. */
  partitioning?: Partitioning;
  fullText?: FullTextIndex;
  statistics?: readonly UserStatistics[];
  /** The object_id of the history of a system-versioned table, or of the table that this one is the history of. */
  historyTableId?: number;
  historyOf?: number;
}

export interface Column {
  /** column_id: from 1, never reused. */
  readonly id: number;
  name: string;
  type: SqlType;
  nullable: boolean;
  readonly identity?: { readonly seed: bigint; readonly increment: bigint; readonly notForReplication: boolean };
  computed?: { readonly expression: Expression; readonly text: string; readonly persisted: boolean };
  default?: {
    readonly name: string;
    readonly objectId: number;
    readonly isSystemNamed: boolean;
    readonly expression: Expression;
    readonly text: string;
  };
  readonly rowGuidCol: boolean;
  readonly sparse: boolean;
  readonly hidden: boolean;
  readonly generatedAlways?: GeneratedAlways;
  readonly maskFunction?: string;
  readonly encryption?: { readonly keyId: number; readonly kind: string; readonly algorithm: string };
}

export type IndexType =
  | 'CLUSTERED'
  | 'NONCLUSTERED'
  | 'CLUSTERED COLUMNSTORE'
  | 'NONCLUSTERED COLUMNSTORE'
  | 'NONCLUSTERED HASH'
  | 'XML'
  | 'SPATIAL'
  | 'JSON'
  | 'VECTOR';

export interface Index {
  /** index_id: 1 clustered, 2 and up others. */
  readonly id: number;
  name: string;
  readonly type: IndexType;
  readonly unique: boolean;
  readonly constraint?: { readonly kind: 'PRIMARY KEY' | 'UNIQUE'; readonly objectId: number; readonly isSystemNamed: boolean };
  readonly columns: readonly { readonly columnId: number; readonly descending: boolean }[];
  readonly included: readonly number[];
  readonly filter?: { readonly expression: Expression; readonly text: string };
  isDisabled: boolean;
  readonly options: Record<string, string>;
  /** column_ids of an ordered columnstore. */
  readonly order?: readonly number[];
  readonly partitioning?: Partitioning;
  /** Of an XML, spatial, JSON or vector index: its column, which is no key. */
  readonly special?: { readonly columnId: number; readonly using?: number; readonly secondary?: string; readonly scheme?: string };
}

export interface ForeignKey {
  readonly objectId: number;
  readonly name: string;
  readonly isSystemNamed: boolean;
  /** column_ids of this table, in key order. */
  readonly columns: readonly number[];
  readonly referenced: { readonly schema: string; readonly table: string; readonly columns: readonly number[] };
  readonly onDelete: 'NO_ACTION' | 'CASCADE' | 'SET_NULL' | 'SET_DEFAULT';
  readonly onUpdate: 'NO_ACTION' | 'CASCADE' | 'SET_NULL' | 'SET_DEFAULT';
  readonly notForReplication: boolean;
  isDisabled: boolean;
  isNotTrusted: boolean;
}

export interface CheckConstraint {
  readonly objectId: number;
  readonly name: string;
  readonly isSystemNamed: boolean;
  readonly expression: Expression;
  readonly text: string;
  isDisabled: boolean;
  isNotTrusted: boolean;
}

/** A procedure, function, view or trigger. `definition.text` is null to readers when it was made WITH ENCRYPTION. */
export interface Module {
  readonly objectId: number;
  readonly name: string;
  readonly schema: string;
  readonly type: 'P' | 'FN' | 'IF' | 'TF' | 'V' | 'TR';
  readonly createDate: Date;
  modifyDate: Date;
  definition: CreateModuleStatement;
  /** SET QUOTED_IDENTIFIER when it was made. */
  readonly usesQuotedIdentifier: boolean;
  /** The procedures `;2` and up of a numbered group, by their numbers. */
  readonly numbered: ReadonlyMap<number, CreateModuleStatement>;
  /** Parameters with resolved types; a function's return value is not among them. */
  parameters: readonly ModuleParameterModel[];
  /** Columns of a view or table-valued function, with resolved types. */
  columns: readonly { readonly name: string; readonly type: SqlType; readonly nullable: boolean }[];
  /** Of a trigger: DISABLE TRIGGER. */
  isDisabled?: boolean;
  /** Of an indexed view: a table with its columns and indexes, and the rows it had when the first index was made. */
  materialized?: Table;
}
export interface ModuleParameterModel {
  readonly name: string;
  readonly type: SqlType;
  readonly output: boolean;
  readonly readOnly: boolean;
  readonly default?: Expression;
}

export interface UserType {
  readonly userTypeId: number;
  readonly name: string;
  readonly schema: string;
  readonly nullable: boolean;
  /** The system type of an alias type; absent for a table type. */
  readonly base?: SqlType;
  /** The shape of a table type: its hidden table carries columns, indexes and checks. */
  readonly table?: Table;
}

export interface Sequence {
  readonly objectId: number;
  readonly name: string;
  readonly type: SqlType;
  readonly start: bigint;
  readonly increment: bigint;
  readonly minimum: bigint;
  readonly maximum: bigint;
  readonly cycle: boolean;
  current: bigint | null;
}
