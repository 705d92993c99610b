import type { Database, Row, Sequence, Table } from '../engine/model';
import type { CompiledExpression, OutputColumn, QueryEnvironment } from '../query/queryEnvironment';
import type { CommonTableExpression } from '../syntax/queryAst';
import type { SqlValue } from '../values/sqlValue';
import type { Grouping } from './groupingScope';
import type { ScopedQuery } from './queryOperators';
import type { WindowCollector } from './windows';

/** Holds the row that a table source is at. Compiled expressions read it; operators set it. */
export interface RowSlot {
  row: Row;
}

/** What an outer join puts where a side has no row: every cell of it reads as NULL. */
export const emptyRow: Row = [];

export interface SourceColumn extends OutputColumn {
  /** Left out by `*`. */
  readonly hidden: boolean;
}

/** A table source in scope: its exposed name, its columns and the slot its rows pass through. */
export interface SourceBinding {
  readonly id: number;
  /** Lower case: alias, or the parts of the table's name, outermost first. */
  readonly names: readonly string[];
  /** As written, for messages. */
  readonly displayName: string;
  readonly columns: readonly SourceColumn[];
  /** Lower-cased column name to ordinal; -1 where two columns have the name. */
  readonly ordinals: ReadonlyMap<string, number>;
  readonly slot: RowSlot;
  /** A stored table read directly. */
  readonly table?: Table;
  /** A system view that can be read as if it were one. */
  readonly stored?: () => Table | undefined;
  /** Ordinal to the expression of a computed column that is not stored. */
  readonly computed: Map<number, Compiled>;
  /** Set for the target of UPDATE, DELETE and MERGE: which stored row an array is. */
  rowIds?: Map<Row, number>;
}

export interface Compiled extends CompiledExpression {
  readonly evaluate: () => SqlValue;
  /** A literal: the same at any moment. */
  readonly constant?: boolean;
  /** Made of constants alone: evaluated once for the whole statement. */
  readonly fixed?: boolean;
  /** The constant NULL as written: it has no type of its own and stays out of `commonType`. */
  readonly untyped?: boolean;
  /** COLLATE was written: its collation wins over that of columns and constants. */
  readonly explicitCollation?: boolean;
  /** A bare column of a source. */
  readonly column?: { readonly binding: SourceBinding; readonly ordinal: number };
  /** The column whose values it gives, read from elsewhere: behind GROUP BY. */
  readonly origin?: { readonly binding: SourceBinding; readonly ordinal: number };
}

/** What is the same for all scopes of one statement, view or inline function. */
export interface QueryContext {
  readonly environment: QueryEnvironment;
  /** Names without a database are looked up here: a view's own database inside a view. */
  readonly database: Database;
  readonly schema: string;
  readonly commonTables: ReadonlyMap<string, CommonTable>;
  /** Parameters of an inline table-valued function, by lower-cased name with `@`. */
  readonly parameters?: ReadonlyMap<string, Compiled>;
  /** Called when a parameter is read: it may be correlated with the caller's row. */
  readonly onParameter?: () => void;
  readonly depth: number;
  readonly maxRecursion: number;
}

/** A common table expression in scope: compiled anew for each reference, or the working table of a recursion. */
export interface CommonTable {
  readonly definition: CommonTableExpression;
  readonly compile: () => { readonly query: ScopedQuery; readonly names: readonly string[] };
}

/** Names visible to an expression. */
export interface Scope {
  readonly context: QueryContext;
  readonly bindings: readonly SourceBinding[];
  readonly parent?: Scope;
  readonly links: ScopeLinks;
  /** After GROUP BY: only grouped columns and aggregates can be read. */
  readonly grouping?: Grouping;
  /** Where window functions may stand. */
  readonly windows?: WindowCollector;
  /** NEXT VALUE FOR gives one value of a sequence to a row, however often the row asks; emptied at each row. */
  readonly rowSequences?: Map<Sequence, SqlValue>;
  /** Clause, for the message about a column that is not grouped. */
  readonly clause?: 'select list' | 'HAVING clause' | 'ORDER BY clause';
}

export interface ScopeLinks {
  /** A name was found beyond this scope: a subquery made here must run again for each outer row. */
  correlated: boolean;
  /** When set, the sources that names resolve to are added. */
  tracker: Set<SourceBinding> | undefined;
}

export function createContext(environment: QueryEnvironment, commonTables: ReadonlyMap<string, CommonTable> = new Map()): QueryContext {
  return { environment, database: environment.database, schema: 'dbo', commonTables, depth: 0, maxRecursion: 100 };
}

export function createScope(context: QueryContext, bindings: readonly SourceBinding[], parent?: Scope): Scope {
  const links: ScopeLinks = { correlated: false, tracker: undefined };
  return parent ? { context, bindings, links, parent } : { context, bindings, links };
}

/** The same names seen from another phase of the query (after grouping, or where windows may stand). */
export function withPhase(scope: Scope, phase: Partial<Pick<Scope, 'grouping' | 'windows' | 'clause' | 'rowSequences'>>): Scope {
  return { ...scope, ...phase };
}

const ordinalsOfColumns = new WeakMap<readonly SourceColumn[], ReadonlyMap<string, number>>();

function ordinalsOf(columns: readonly SourceColumn[]): ReadonlyMap<string, number> {
  const known = ordinalsOfColumns.get(columns);
  if (known) return known;
  const ordinals = new Map<string, number>();
  columns.forEach((column, ordinal) => {
    const name = column.name.toLowerCase();
    ordinals.set(name, ordinals.has(name) ? -1 : ordinal);
  });
  ordinalsOfColumns.set(columns, ordinals);
  return ordinals;
}

let lastBinding = 0;

export function createBinding(
  names: readonly string[],
  columns: readonly SourceColumn[],
  options: {
    readonly table?: Table;
    readonly stored?: (() => Table | undefined) | undefined;
    readonly displayName?: string;
    readonly slot?: RowSlot;
  } = {},
): SourceBinding {
  lastBinding += 1;
  const binding = {
    id: lastBinding,
    names: names.map((name) => name.toLowerCase()),
    displayName: options.displayName ?? names.join('.'),
    columns,
    ordinals: ordinalsOf(columns),
    slot: options.slot ?? { row: emptyRow },
    computed: new Map<number, Compiled>(),
  };
  if (options.table) return { ...binding, table: options.table };
  return options.stored ? { ...binding, stored: options.stored } : binding;
}

export function plainColumn(name: string, type: OutputColumn['type'], nullable = true): SourceColumn {
  return { name, type, nullable, identity: false, computed: false, hidden: false };
}
