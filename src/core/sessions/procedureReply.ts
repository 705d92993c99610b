import type { ResultColumn, RowBlock } from '../ports';
import type { ProcedureResult } from '../procedures/procedureTypes';
import { decodeRow } from '../values/cellEncoding';
import type { ProcedureReplySpec } from './sessionTypes';

/**
 * The last result set of a procedure's batch, which is ours and not the procedure's: its one row is the RETURN value and the OUTPUT values. It
 * is told by the name of its first column, which nobody else knows.
 */
export class ProcedureReply {
  readonly #spec: ProcedureReplySpec | undefined;
  #parts: Uint8Array[] = [];
  #open = false;
  #result: ProcedureResult | undefined;

  constructor(spec: ProcedureReplySpec | undefined) {
    this.#spec = spec;
  }

  /** undefined: there is none, or it has not come. */
  get result(): ProcedureResult | undefined {
    return this.#result;
  }

  /** What the end of the session tells of it. */
  get notes(): readonly string[] {
    return this.#spec === undefined || this.#result !== undefined
      ? []
      : ['The batch ended before the procedure returned: it has no RETURN value and no OUTPUT values.'];
  }

  /** What comes now, until the statement is done, belongs to it. */
  get isOpen(): boolean {
    return this.#open;
  }

  /** A result set begins: whether it is this one. */
  begins(columns: readonly ResultColumn[]): boolean {
    this.#open = this.#spec !== undefined && columns[0]?.name === this.#spec.returnColumn;
    return this.#open;
  }

  /** Bytes of its row, which may come in several blocks. */
  add(block: RowBlock): void {
    const [end] = block.ends;
    this.#parts.push(end === undefined ? block.bytes : block.bytes.subarray(0, end));
    if (end === undefined || this.#spec === undefined) {
      return;
    }
    const [returnValue, ...values] = decodeRow(Buffer.concat(this.#parts));
    this.#parts = [];
    this.#result = {
      returnValue: typeof returnValue === 'number' ? returnValue : null,
      outputs: this.#spec.outputs.map(({ name, type }, index) => ({ name, type, value: values[index] ?? null })),
    };
  }

  /** Its statement is done. */
  close(): void {
    this.#open = false;
  }
}
