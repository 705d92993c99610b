import { SprocketError } from '../../core/errors';
import type { QueryParameter } from '../../core/ports';
import { cancelledError } from '../cancelledError';
import type { PooledConnection } from '../connectionPool';
import { encodeParameters } from '../parameters/encodeParameters';
import type { CellRow } from '../../core/values/cellEncoding';
import { readRows } from '../rowReading';

/** Asks the catalog on one connection. `failed` says that the connection should not be used again. */
export class CatalogQuestion {
  failed = false;

  constructor(
    private readonly pooled: PooledConnection,
    private readonly signal: AbortSignal | undefined,
  ) {}

  /** The rows of the answer. Throws SprocketError. */
  async ask(text: string, parameters: readonly QueryParameter[] = []): Promise<readonly CellRow[]> {
    const { rows, error, cancelled } = await readRows(this.pooled.connection, text, encodeParameters(parameters), this.signal);
    const problem = cancelled === undefined ? error : cancelledError();
    if (problem !== undefined) {
      this.failed = true;
      throw problem;
    }
    return rows;
  }

  /**
   * Tries the questions one after the other, the best first, for a detail that the rest can do without. What the server refuses becomes a
   * note; a broken connection or a cancel still throws.
   */
  async tryAsk(
    questions: readonly string[],
    parameters: readonly QueryParameter[],
    what: string,
    notes: string[],
  ): Promise<readonly CellRow[] | undefined> {
    let refusal = '';
    for (const question of questions) {
      try {
        return await this.ask(question, parameters);
      } catch (error) {
        if (!(error instanceof SprocketError) || error.sqlErrors.length === 0 || error.kind === 'connection_lost') {
          throw error;
        }
        refusal = error.message;
      }
    }
    notes.push(`${what} is unknown: ${refusal}`);
    return undefined;
  }
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

export function textOrNull(value: unknown): string | null {
  return value === null || value === undefined ? null : textOf(value);
}

export function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : Number(textOf(value));
}
