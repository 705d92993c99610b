import type { CatalogContext } from '../engine/catalogContext';
import type { Database, Schema, ServerProfile } from '../engine/model';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import type { CatalogObject } from './catalogObject';

/** What a view's rows are made from: one database as the asking session may see it. */
export interface CatalogScope {
  readonly context: CatalogContext;
  readonly database: Database;
  readonly profile: ServerProfile;
  /** Every system view that the sandbox knows, of whatever version. */
  readonly systemViews: readonly ViewDefinition[];
  /** The user objects that the session may see, by metadata visibility. */
  objects(): readonly CatalogObject[];
  /** The first user object that matches and that the session may see: cheaper than `objects` for one. */
  find(matches: (object: CatalogObject) => boolean): CatalogObject | undefined;
  /** The user object of an id that the session may see. */
  byId(id: number): CatalogObject | undefined;
  /** The user objects of a name in lower case that the session may see. */
  named(name: string): readonly CatalogObject[];
  /** The hidden tables of table types. */
  tableTypes(): readonly CatalogObject[];
  schemas(): readonly Schema[];
  /** Whether definitions of the object are shown: VIEW DEFINITION, beyond mere visibility. */
  seesDefinition(object: CatalogObject): boolean;
}

/** What a view's row may hold: a value of the column's type, or its natural JavaScript form. Undefined: the column's default. */
export type Cell = SqlValue | boolean | Date | undefined;
/** A row by column names. Left out: NULL where the column can be NULL, 0 for a bit. */
export type ViewRow = Readonly<Record<string, Cell>>;

export interface ViewColumn {
  readonly name: string;
  readonly type: SqlType;
  /** The type as documented; `sysname` is nvarchar(128) in `type`. */
  readonly declared: string;
  readonly nullable: boolean;
  /** The major version that brought it. */
  readonly since: number;
}

/** A system view or function: its documented columns and how its rows come about. */
export interface ViewDefinition {
  readonly schema: 'sys' | 'INFORMATION_SCHEMA';
  readonly name: string;
  readonly columns: readonly ViewColumn[];
  readonly since?: number;
  /** EngineEdition values of the deployments that do not have it. */
  readonly absentIn?: readonly number[];
  rows(scope: CatalogScope): Iterable<ViewRow>;
}
