import { randomUUID } from 'node:crypto';
import { formatQualifiedName } from '../names/qualifiedName';
import type { ConnectionTarget } from '../ports';
import type { Session } from '../sessions/session';
import type { SessionManager } from '../sessions/sessionManager';
import type { SessionSpec } from '../sessions/sessionTypes';
import { bindParameters } from './bindParameters';
import type { BoundParameters } from './boundParameters';
import { executionBatch } from './executionBatch';
import { executionScript } from './executionScript';
import type { ProcedureCatalog } from './procedureCatalog';
import { targetOfProcedure } from './procedureCatalog';
import type { ParameterValues, Procedure } from './procedureTypes';

/** A call that is checked and may be started, or shown. */
export interface PreparedCall {
  readonly procedure: Procedure;
  /** The connection, in the database that holds the procedure. */
  readonly target: ConnectionTarget;
  readonly bound: BoundParameters;
  /** The T-SQL of the call, to be read or pasted: `executionScript`. */
  readonly script: string;
}

/** How a call is started; as in SessionSpec. */
export type StartOptions = Pick<SessionSpec, 'origin' | 'background' | 'timeoutSeconds' | 'maxRows'>;

/** Calls stored procedures: the tools and the form use the same one. */
export class ProcedureRunner {
  readonly #procedures: Pick<ProcedureCatalog, 'describe'>;
  readonly #sessions: SessionManager;

  constructor(procedures: Pick<ProcedureCatalog, 'describe'>, sessions: SessionManager) {
    this.#procedures = procedures;
    this.#sessions = sessions;
  }

  /**
   * Finds the procedure and checks the values; runs nothing. Throws invalid_input that tells every problem of the values, and what
   * `ProcedureCatalog.describe` throws.
   */
  async prepare(target: ConnectionTarget, name: string, values: ParameterValues, signal?: AbortSignal): Promise<PreparedCall> {
    const procedure = await this.#procedures.describe(target, name, signal);
    return prepareCall(target, procedure, values);
  }

  /** Starts a prepared call in a session; whether it may run was asked before. Throws session_limit. */
  start({ procedure, target, bound }: PreparedCall, options: StartOptions): Session {
    const returnColumn = `sprocket_${randomUUID().replaceAll('-', '')}`;
    const { text, parameters, outputs } = executionBatch(procedure, bound, returnColumn);
    return this.#sessions.start({
      kind: 'procedure',
      procedure: formatQualifiedName({ schema: procedure.schema, name: procedure.name }),
      target,
      text,
      parameters,
      reply: { returnColumn, outputs },
      notes: bound.notes,
      ...options,
    });
  }
}

/** The same as ProcedureRunner.prepare for a procedure that is known already. Throws invalid_input that tells every problem. */
export function prepareCall(target: ConnectionTarget, procedure: Procedure, values: ParameterValues): PreparedCall {
  const bound = bindParameters(procedure, values);
  return { procedure, target: targetOfProcedure(target, procedure), bound, script: executionScript(procedure, bound) };
}
