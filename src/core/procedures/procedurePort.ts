import type { ConnectionTarget, QualifiedName } from '../ports';
import type { CellValue } from '../values/cellEncoding';
import type { ResultShapeColumn, SqlType } from './procedureTypes';

/** Questions about stored procedures, answered by the catalog of the server. Throws SprocketError. */
export interface ProcedurePort {
  /**
   * Finds a procedure by its name (a database in the name is not looked at: the target says it) as the server would, synonyms followed, and
   * describes it in one round trip. Where one is `known`, that it is still the same is asked first, and ends it when it is.
   */
  describeProcedure(
    target: ConnectionTarget,
    name: QualifiedName,
    known: KnownProcedure | undefined,
    signal?: AbortSignal,
  ): Promise<ProcedureFinding>;
  /** One round trip. */
  procedureDefinition(target: ConnectionTarget, name: QualifiedName, signal?: AbortSignal): Promise<ProcedureFinding>;
  /** One round trip. */
  listProcedures(target: ConnectionTarget, filter: ProcedureFilter, signal?: AbortSignal): Promise<ProcedurePage>;
  /** Names to choose the closest from: those of the user's procedures, and of the system's when `system` is set; at most 20,000. */
  procedureNames(target: ConnectionTarget, system: boolean, signal?: AbortSignal): Promise<readonly QualifiedName[]>;
}

/** A version of a procedure: it is the same as long as both are. */
export interface KnownProcedure {
  readonly objectId: number;
  /** modify_date as ISO text. */
  readonly modifiedAt: string;
}

export type ProcedureFinding =
  | { readonly kind: 'found'; readonly facts: ProcedureFacts }
  /** It is what is known already. */
  | { readonly kind: 'unchanged'; readonly canExecute: boolean | undefined }
  /** A synonym for something that the target does not hold; `base` is the name it stands for, of one to four parts. */
  | { readonly kind: 'synonym'; readonly synonym: QualifiedName; readonly base: string }
  /** Several schemas have it, none of them is searched without being named. */
  | { readonly kind: 'ambiguous'; readonly candidates: readonly QualifiedName[] }
  /** There is something else of that name; `type` in words: `table`. */
  | { readonly kind: 'other'; readonly object: QualifiedName; readonly type: string }
  | { readonly kind: 'missing' };

/** A procedure as the catalog has it. */
export interface ProcedureFacts {
  readonly database: string;
  readonly schema: string;
  readonly name: string;
  readonly objectId: number;
  readonly kind: 'sql' | 'clr' | 'extended';
  readonly isSystem: boolean;
  readonly createdAt: string;
  readonly modifiedAt: string;
  readonly canExecute: boolean | undefined;
  /** OBJECT_ID finds it by the very name that was given: no synonym, no schema that is not searched. */
  readonly isDirect: boolean;
  readonly isEncrypted: boolean;
  /** The text of the module. null: it has none, or it is encrypted or not visible to the login. */
  readonly definition: string | null;
  readonly usesQuotedIdentifier: boolean;
  readonly parameters: readonly ParameterFacts[];
  readonly firstResultSet: readonly ResultShapeColumn[] | null;
  /** Highest number of a numbered procedure; 1: it is not numbered. */
  readonly highestNumber: number;
  readonly notes: readonly string[];
}

export interface ParameterFacts {
  /** Without `@`. */
  readonly name: string;
  readonly ordinal: number;
  readonly type: SqlType;
  readonly isOutput: boolean;
  readonly isCursor: boolean;
  readonly nullable: boolean | undefined;
  /** Of CLR procedures, whose defaults the catalog keeps. Absent: look into the definition. */
  readonly clrDefault?: { readonly value: CellValue } | 'none';
}

export interface ProcedureFilter {
  readonly schema?: string;
  /** A LIKE pattern of T-SQL. */
  readonly nameLike?: string;
  /** How many to pass over. */
  readonly offset: number;
  readonly limit: number;
}

export interface ProcedurePage {
  readonly items: readonly ProcedureListing[];
  /** All that fit the filter. */
  readonly total: number;
  readonly database: string;
  readonly notes: readonly string[];
}

/** A line of the list. */
export interface ProcedureListing {
  readonly schema: string;
  readonly name: string;
  readonly kind: 'sql' | 'clr' | 'extended';
  readonly createdAt: string;
  readonly modifiedAt: string;
  readonly isEncrypted: boolean;
  /** The beginning of its text, long enough for most headers; null as in ProcedureFacts. */
  readonly definition: string | null;
  readonly usesQuotedIdentifier: boolean;
  readonly parameters: readonly ParameterFacts[];
}
