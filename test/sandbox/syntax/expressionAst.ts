import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import type { QueryExpression } from './queryAst';

/** Where a node begins in its batch: line from 1, offset in UTF-16 units from 0. */
export interface Position {
  readonly line: number;
  readonly offset: number;
}

/** A name of one to four parts, outermost first; quotes and brackets removed. An omitted middle part (`db..t`) is an empty string. */
export interface ObjectName {
  readonly parts: readonly string[];
  readonly position: Position;
}

/** A type as written. `name` is lower case for system types, as written (one or two parts) for user types. */
export interface TypeReference {
  readonly name: ObjectName;
  readonly arguments: readonly (number | 'max')[];
  readonly collation?: string;
}

export type Expression =
  | Literal
  | ColumnReference
  | VariableReference
  | GlobalVariableReference
  | UnaryExpression
  | BinaryExpression
  | CaseExpression
  | FunctionCall
  | CastExpression
  | ScalarSubquery
  | InExpression
  | BetweenExpression
  | LikeExpression
  | IsNullExpression
  | ExistsExpression
  | QuantifiedComparison
  | IsDistinctExpression
  | CollateExpression
  | AtTimeZoneExpression
  | NextValueExpression;

interface Node {
  readonly position: Position;
}

/** `type` is what T-SQL gives a constant: 1 int, 3000000000 decimal(10,0), 1.50 decimal(3,2), 1e0 float, $1.5 money, 'a' varchar(1), N'a' nvarchar(1), 0x01 varbinary(1), NULL int. */
export interface Literal extends Node {
  readonly kind: 'literal';
  readonly type: SqlType;
  readonly value: SqlValue;
}
/** `a`, `t.a`, `s.t.a`, `inserted.a`, `$action`, `$identity`, `$rowguid`. */
export interface ColumnReference extends Node {
  readonly kind: 'column';
  readonly parts: readonly string[];
}
/** `@x`; name with the `@`. */
export interface VariableReference extends Node {
  readonly kind: 'variable';
  readonly name: string;
}
/** `@@ROWCOUNT`; name with `@@`, upper case. */
export interface GlobalVariableReference extends Node {
  readonly kind: 'globalVariable';
  readonly name: string;
}
export interface UnaryExpression extends Node {
  readonly kind: 'unary';
  readonly operator: '-' | '+' | '~' | 'NOT';
  readonly operand: Expression;
}
export interface BinaryExpression extends Node {
  readonly kind: 'binary';
  readonly operator: '+' | '-' | '*' | '/' | '%' | '&' | '|' | '^' | '||' | '=' | '<>' | '<' | '<=' | '>' | '>=' | 'AND' | 'OR';
  readonly left: Expression;
  readonly right: Expression;
}
/** With `input`: simple CASE. IIF, COALESCE and NULLIF stay function calls. */
export interface CaseExpression extends Node {
  readonly kind: 'case';
  readonly input?: Expression;
  readonly branches: readonly { readonly when: Expression; readonly then: Expression }[];
  readonly otherwise?: Expression;
}
/** Built-in (one part, upper case in `name.parts[0]` is not guaranteed) or user function (two or more parts). DATEADD's datepart is a column reference. */
export interface FunctionCall extends Node {
  readonly kind: 'function';
  readonly name: ObjectName;
  readonly arguments: readonly Expression[];
  /** COUNT(*), and `x.*` never. */
  readonly star?: boolean;
  readonly distinct?: boolean;
  /** STRING_AGG(...) WITHIN GROUP (ORDER BY …), PERCENTILE_CONT. */
  readonly withinGroup?: readonly OrderItem[];
  readonly over?: WindowSpecification;
  /** `expression.value('…','…')`, `.nodes`, `.ToString()`: the object that the method is called on. */
  readonly target?: Expression;
  /** TRIM(LEADING 'x' FROM y), JSON_OBJECT('k': v): words and pairs kept in order. */
  readonly keywords?: readonly string[];
}
export interface WindowSpecification {
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly OrderItem[];
  readonly frame?: WindowFrame;
}
export interface WindowFrame {
  readonly unit: 'ROWS' | 'RANGE';
  readonly start: FrameBound;
  readonly end: FrameBound;
}
export type FrameBound =
  | { readonly kind: 'unboundedPreceding' | 'unboundedFollowing' | 'currentRow' }
  | { readonly kind: 'preceding' | 'following'; readonly value: Expression };
export interface OrderItem {
  readonly expression: Expression;
  readonly descending: boolean;
}
/** CAST, CONVERT, PARSE and their TRY_ forms. */
export interface CastExpression extends Node {
  readonly kind: 'cast';
  readonly type: TypeReference;
  readonly operand: Expression;
  readonly style?: Expression;
  readonly isTry: boolean;
  /** PARSE … USING culture. */
  readonly culture?: Expression;
}
export interface ScalarSubquery extends Node {
  readonly kind: 'subquery';
  readonly query: QueryExpression;
}
export interface InExpression extends Node {
  readonly kind: 'in';
  readonly operand: Expression;
  readonly negated: boolean;
  readonly values: readonly Expression[] | QueryExpression;
}
export interface BetweenExpression extends Node {
  readonly kind: 'between';
  readonly operand: Expression;
  readonly negated: boolean;
  readonly low: Expression;
  readonly high: Expression;
}
export interface LikeExpression extends Node {
  readonly kind: 'like';
  readonly operand: Expression;
  readonly negated: boolean;
  readonly pattern: Expression;
  readonly escape?: Expression;
}
export interface IsNullExpression extends Node {
  readonly kind: 'isNull';
  readonly operand: Expression;
  readonly negated: boolean;
}
export interface ExistsExpression extends Node {
  readonly kind: 'exists';
  readonly query: QueryExpression;
}
/** `x > ALL (SELECT …)`; SOME is ANY. */
export interface QuantifiedComparison extends Node {
  readonly kind: 'quantified';
  readonly operator: '=' | '<>' | '<' | '<=' | '>' | '>=';
  readonly quantifier: 'ALL' | 'ANY';
  readonly left: Expression;
  readonly query: QueryExpression;
}
export interface IsDistinctExpression extends Node {
  readonly kind: 'isDistinct';
  readonly left: Expression;
  readonly right: Expression;
  readonly negated: boolean;
}
export interface CollateExpression extends Node {
  readonly kind: 'collate';
  readonly operand: Expression;
  readonly collation: string;
}
export interface AtTimeZoneExpression extends Node {
  readonly kind: 'atTimeZone';
  readonly operand: Expression;
  readonly zone: Expression;
}
export interface NextValueExpression extends Node {
  readonly kind: 'nextValue';
  readonly sequence: ObjectName;
}
