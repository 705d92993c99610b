import { FrameEnvironment } from './environment';
import type { Frame, FrameKind } from './frame';
import type { Database, Module, Table } from './model';
import type { ResultSink } from './session';
import type { SessionState } from './sessionState';

/** A frame for a batch, dynamic SQL or a module; the caller says what differs from an empty one. */
export function createFrame(
  session: SessionState,
  kind: FrameKind,
  parts: {
    readonly sink: ResultSink;
    readonly text: string;
    readonly caller?: Frame;
    readonly module?: Module;
    readonly moduleDatabase?: Database;
    readonly triggerTables?: ReadonlyMap<string, Table>;
    readonly updatedColumns?: ReadonlySet<number>;
  },
): Frame {
  const frame: Frame = {
    kind,
    session,
    caller: parts.caller,
    module: parts.module,
    moduleDatabase: parts.moduleDatabase,
    text: parts.text,
    sink: parts.sink,
    statementTime: new Date(),
    variables: new Map(),
    tableVariables: new Map(),
    cursors: new Map(),
    temporaryTables: kind === 'batch' ? session.temporaryTables : new Map<string, Table>(),
    triggerTables: parts.triggerTables ?? new Map<string, Table>(),
    updatedColumns: parts.updatedColumns,
    environment: new FrameEnvironment(() => frame),
    scopeIdentity: null,
    errors: [],
    tryDepth: 0,
    compiled: new WeakMap(),
    ownershipChain: parts.module !== undefined,
  };
  return frame;
}

/** Sinks of functions: nothing may come out of them. */
export const silentSink: ResultSink = {
  columns: () => undefined,
  row: () => undefined,
  statementDone: () => undefined,
  message: () => undefined,
  returnStatus: () => undefined,
  outputParameter: () => undefined,
  procedureDone: () => undefined,
  environmentChange: () => undefined,
  flush: () => undefined,
};
