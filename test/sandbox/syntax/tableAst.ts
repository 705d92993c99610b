import type { Expression, ObjectName, Position, TypeReference } from './expressionAst';

export interface TableDefinition {
  readonly columns: readonly ColumnDefinition[];
  readonly constraints: readonly ConstraintDefinition[];
  readonly indexes: readonly IndexDefinition[];
  /** PERIOD FOR SYSTEM_TIME (from, to). */
  readonly period?: readonly [string, string];
  /** WITH (…): upper-case option to its words. */
  readonly options: Readonly<Record<string, string>>;
  /** ON: a file group, or a partition scheme with its column. */
  readonly place?: DataPlace;
}
/** A file group, or with a column a partition scheme. */
export interface DataPlace {
  readonly name: string;
  readonly column?: string;
}
export type GeneratedAlways =
  'ROW START' | 'ROW END' | 'TRANSACTION_ID START' | 'TRANSACTION_ID END' | 'SEQUENCE_NUMBER START' | 'SEQUENCE_NUMBER END';
export interface ColumnDefinition {
  readonly name: string;
  /** Absent for a computed column. */
  readonly type?: TypeReference;
  readonly computed?: { readonly expression: Expression; readonly text: string; readonly persisted: boolean };
  /** undefined: not said. */
  readonly nullable?: boolean;
  readonly identity?: { readonly seed: bigint; readonly increment: bigint; readonly notForReplication: boolean };
  readonly default?: { readonly name?: string; readonly expression: Expression; readonly text: string };
  readonly rowGuidCol: boolean;
  readonly sparse: boolean;
  readonly generatedAlways?: GeneratedAlways;
  readonly hidden: boolean;
  readonly maskFunction?: string;
  /** ENCRYPTED WITH. */
  readonly encryption?: { readonly key: string; readonly kind: string; readonly algorithm: string };
  /** PRIMARY KEY, UNIQUE, REFERENCES and CHECK written on the column. */
  readonly constraints: readonly ConstraintDefinition[];
}
export type ConstraintDefinition = { readonly name?: string; readonly position: Position } & (
  | {
      readonly kind: 'key';
      readonly primary: boolean;
      readonly clustered?: boolean;
      readonly hash: boolean;
      readonly columns: readonly IndexColumn[];
      readonly options: Readonly<Record<string, string>>;
      readonly place?: DataPlace;
    }
  | {
      readonly kind: 'foreignKey';
      readonly columns: readonly string[];
      readonly references: ObjectName;
      readonly referencedColumns: readonly string[];
      readonly onDelete: ReferentialAction;
      readonly onUpdate: ReferentialAction;
      readonly notForReplication: boolean;
    }
  | { readonly kind: 'check'; readonly expression: Expression; readonly text: string; readonly notForReplication: boolean }
  | { readonly kind: 'default'; readonly column: string; readonly expression: Expression; readonly text: string }
);
export type ReferentialAction = 'NO_ACTION' | 'CASCADE' | 'SET_NULL' | 'SET_DEFAULT';
export interface IndexColumn {
  readonly name: string;
  readonly descending: boolean;
}
export interface IndexDefinition {
  readonly name: string;
  readonly unique: boolean;
  readonly clustered: boolean;
  readonly columnstore: boolean;
  readonly hash: boolean;
  /** An index that is no B-tree: its columns are not a key. */
  readonly special?: SpecialIndex;
  readonly columns: readonly IndexColumn[];
  readonly included: readonly string[];
  readonly filter?: { readonly expression: Expression; readonly text: string };
  /** Upper-case option to its words: FILLFACTOR → `80`, DATA_COMPRESSION → `PAGE`, IGNORE_DUP_KEY → `ON`. */
  readonly options: Readonly<Record<string, string>>;
  /** ORDER (…) of an ordered columnstore. */
  readonly order: readonly string[];
  readonly place?: DataPlace;
}
export type SpecialIndex =
  | { readonly kind: 'XML'; readonly using?: string; readonly secondary?: 'PATH' | 'VALUE' | 'PROPERTY' }
  | { readonly kind: 'SPATIAL'; readonly scheme?: string }
  | { readonly kind: 'JSON' }
  | { readonly kind: 'VECTOR' };
