import type { Expression, ObjectName, OrderItem, Position, TypeReference } from './expressionAst';

/** A whole SELECT statement, CTEs included. */
export interface SelectStatement {
  readonly kind: 'select';
  readonly position: Position;
  readonly with: readonly CommonTableExpression[];
  readonly query: QueryExpression;
  /** OPTION (MAXRECURSION n); other hints are accepted and dropped. */
  readonly maxRecursion?: number;
}

export interface CommonTableExpression {
  readonly name: string;
  readonly columns: readonly string[];
  readonly query: QueryExpression;
  readonly position: Position;
}

/** A query with its ORDER BY, OFFSET and FOR clauses; the body is one SELECT, a VALUES list or a set operation. */
export interface QueryExpression {
  readonly kind: 'query';
  readonly position: Position;
  readonly body: QueryBody;
  readonly orderBy: readonly OrderItem[];
  readonly offset?: Expression;
  readonly fetch?: Expression;
  readonly forClause?: ForClause;
}

export type QueryBody = SelectBody | SetOperation | ValuesBody | QueryExpression;

export interface SelectBody {
  readonly kind: 'selectBody';
  readonly position: Position;
  readonly distinct: boolean;
  readonly top?: { readonly count: Expression; readonly percent: boolean; readonly withTies: boolean };
  readonly items: readonly SelectItem[];
  /** SELECT … INTO name. */
  readonly into?: ObjectName;
  /** Comma-separated; a comma is a cross join. */
  readonly from: readonly TableSource[];
  readonly where?: Expression;
  readonly groupBy?: GroupBy;
  readonly having?: Expression;
}

export interface GroupBy {
  /** One list for a plain GROUP BY; several for ROLLUP, CUBE and GROUPING SETS (already expanded). */
  readonly sets: readonly (readonly Expression[])[];
}

export type SelectItem =
  | { readonly kind: 'star'; readonly qualifier: readonly string[]; readonly position: Position }
  | { readonly kind: 'expression'; readonly expression: Expression; readonly alias?: string }
  /** `@x = expression` and the compound forms (`+=` is given as a binary expression). */
  | { readonly kind: 'assignment'; readonly variable: string; readonly expression: Expression };

export interface SetOperation {
  readonly kind: 'setOperation';
  readonly position: Position;
  readonly operator: 'UNION' | 'UNION ALL' | 'INTERSECT' | 'EXCEPT';
  readonly left: QueryBody;
  readonly right: QueryBody;
}

/** Only as a table source or as the source of INSERT. */
export interface ValuesBody {
  readonly kind: 'values';
  readonly position: Position;
  readonly rows: readonly (readonly (Expression | DefaultMarker)[])[];
}
export interface DefaultMarker {
  readonly kind: 'default';
  readonly position: Position;
}

export type TableSource = NamedTable | DerivedTable | FunctionTable | VariableTable | JoinedTable | ApplyTable | PivotTable;

export interface NamedTable {
  readonly kind: 'table';
  readonly name: ObjectName;
  readonly alias?: string;
  /** Upper case: NOLOCK, READPAST, … */
  readonly hints: readonly string[];
  /** FOR SYSTEM_TIME AS OF …: kept only so that it can be refused with a clear message. */
  readonly temporal?: string;
}
export interface DerivedTable {
  readonly kind: 'derived';
  readonly query: QueryExpression;
  readonly alias: string;
  readonly columns: readonly string[];
  readonly position: Position;
}
/** OPENJSON, STRING_SPLIT, GENERATE_SERIES, a user's table-valued function, sys.dm_… functions, `x.nodes(…)`. */
export interface FunctionTable {
  readonly kind: 'functionTable';
  readonly name: ObjectName;
  readonly arguments: readonly Expression[];
  readonly target?: Expression;
  /** OPENJSON(…) WITH (a int '$.a', b nvarchar(max) '$.b' AS JSON). */
  readonly withColumns?: readonly {
    readonly name: string;
    readonly type: TypeReference;
    readonly path?: string;
    readonly asJson: boolean;
  }[];
  readonly alias?: string;
  readonly columns: readonly string[];
}
/** `@t`. */
export interface VariableTable {
  readonly kind: 'variableTable';
  readonly name: string;
  readonly alias?: string;
  readonly position: Position;
}
export interface JoinedTable {
  readonly kind: 'join';
  readonly type: 'INNER' | 'LEFT' | 'RIGHT' | 'FULL' | 'CROSS';
  readonly left: TableSource;
  readonly right: TableSource;
  readonly on?: Expression;
  readonly position: Position;
}
export interface ApplyTable {
  readonly kind: 'apply';
  readonly outer: boolean;
  readonly left: TableSource;
  readonly right: TableSource;
  readonly position: Position;
}
export interface PivotTable {
  readonly kind: 'pivot';
  readonly unpivot: boolean;
  readonly source: TableSource;
  /** PIVOT: the aggregate. UNPIVOT: undefined, with `valueColumn`. */
  readonly aggregate?: { readonly name: string; readonly column: string };
  readonly valueColumn?: string;
  readonly forColumn: string;
  readonly inColumns: readonly string[];
  readonly alias: string;
  readonly position: Position;
}

export interface ForClause {
  readonly kind: 'json' | 'xml' | 'browse';
  readonly mode: 'PATH' | 'AUTO' | 'RAW' | 'EXPLICIT';
  readonly root?: string;
  /** FOR XML PATH('row'), RAW('row'). */
  readonly elementName?: string;
  readonly includeNullValues: boolean;
  readonly withoutArrayWrapper: boolean;
  /** FOR XML …, TYPE / ELEMENTS [XSINIL]. */
  readonly type: boolean;
  readonly elements: boolean;
}
