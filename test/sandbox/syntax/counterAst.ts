import type { ObjectName, Position } from './expressionAst';

/** What is absent stays as it is. */
export interface AlterSequenceStatement {
  readonly position: Position;
  readonly kind: 'alterSequence';
  readonly name: ObjectName;
  /** `start`: RESTART without a number. */
  readonly restart?: bigint | 'start';
  readonly increment?: bigint;
  readonly minimum?: bigint;
  readonly maximum?: bigint;
  readonly cycle?: boolean;
}
/** DBCC CHECKIDENT. */
export interface CheckIdentityStatement {
  readonly position: Position;
  readonly kind: 'checkIdentity';
  /** The table's name as written, in quotes or not. */
  readonly table: string;
  readonly reseed?: bigint;
  /** WITH NO_INFOMSGS. */
  readonly silent: boolean;
}
