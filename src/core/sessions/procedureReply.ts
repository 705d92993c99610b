import type { ResultColumn, RowBlock } from '../ports';
import type { ProcedureResult } from '../procedures/procedureTypes';
import { ResultSet } from './resultSet';
import { readRowPage } from './rowPage';
import type { RowStorage } from './rowStorage';
import type { ProcedureReplySpec } from './sessionTypes';

/** UTF-16 units of an OUTPUT value that are kept at hand; the whole is read from the reply's row. */
const valueChars = 64 * 1024;
const valueBytes = 1024 * 1024;

/**
 * The last result set of a procedure's batch, which is ours and not the procedure's: its one row is the RETURN value and the OUTPUT values. It
 * is told by the name of its first column, which nobody else knows.
 */
export class ProcedureReply {
  readonly #spec: ProcedureReplySpec | undefined;
  readonly #storage: RowStorage;
  #rows: ResultSet | undefined;
  #open = false;
  #result: ProcedureResult | undefined;

  constructor(spec: ProcedureReplySpec | undefined, storage: RowStorage) {
    this.#spec = spec;
    this.#storage = storage;
  }

  /** undefined: there is none, or it has not come. */
  get result(): ProcedureResult | undefined {
    return this.#result;
  }

  /** The row itself, with columns `RETURN` and `@name`, for values that are longer than `result` has them. */
  get row(): ResultSet | undefined {
    return this.#result === undefined ? undefined : this.#rows;
  }

  /** What the end of the session tells of it. */
  get notes(): readonly string[] {
    return this.#spec === undefined || this.#result !== undefined
      ? []
      : ['The procedure did not come to its end: there is no RETURN value, and there are no OUTPUT values.'];
  }

  /** What comes now, until the statement is done, belongs to it. */
  get isOpen(): boolean {
    return this.#open;
  }

  /** A result set begins: whether it is this one. */
  begins(columns: readonly ResultColumn[]): boolean {
    this.#open = this.#spec !== undefined && columns[0]?.name === this.#spec.returnColumn;
    if (this.#open) {
      this.#rows = new ResultSet(
        columns.map((column, index) => (index === 0 ? { ...column, name: 'RETURN' } : column)),
        this.#storage,
      );
    }
    return this.#open;
  }

  /** As ResultSet.append. */
  append(block: RowBlock): void | Promise<void> {
    return this.#rows?.append(block);
  }

  /** Its statement is done. */
  close(): void {
    this.#open = false;
  }

  /** The batch is done: makes the result of what came. Rejects when it cannot be stored or read back. */
  async finish(): Promise<void> {
    await this.#rows?.finish();
    if (this.#rows === undefined || this.#spec === undefined || this.#rows.rowCount === 0) {
      return;
    }
    const page = await readRowPage(this.#rows, { offset: 0, limit: 1, maxCellChars: valueChars, maxBytes: valueBytes });
    const [returnValue, ...values] = page.rows[0] ?? [];
    // A procedure that ran returned a number: without one EXEC itself failed, and the variables hold what they held before.
    if (typeof returnValue !== 'number') {
      return;
    }
    this.#result = {
      returnValue,
      outputs: this.#spec.outputs.map(({ name, type }, index) => {
        const cut = page.cutCells.find(({ column }) => column === index + 1);
        return { name, type, value: values[index] ?? null, ...(cut === undefined ? {} : { length: cut.length }) };
      }),
    };
  }
}
