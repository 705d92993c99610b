import type { EnvironmentChange, ResultColumn, ResultSink, ServerMessage, StatementDone } from '../engine/session';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import { columnEncoder, type ColumnEncoder, type WireCapabilities } from './columnEncoder';
import type { Response } from './response';
import {
  doneStatus,
  doneToken,
  writeColumnMetadata,
  writeDone,
  writeEnvironmentChange,
  writeMessage,
  writeNoColumnMetadata,
  writeNullBitmapRowToken,
  writeReturnStatus,
  writeReturnValueHead,
  writeRowToken,
} from './tokens';

/** What the sink must know of its connection. */
export interface SinkContext {
  readonly response: Response;
  readonly serverName: string;
  capabilities(): WireCapabilities;
  inTransaction(): boolean;
  /** Called for every row; gives a promise when a fault holds the row back. */
  rowSent(rowsOfResult: number): Promise<void> | undefined;
}

const executeCommand = 0xe0;

/**
 * Turns what the engine produces into tokens. The last DONE is held back until it is known whether something follows,
 * because its MORE bit says so.
 */
export class TokenSink implements ResultSink {
  /** COLMETADATA is left out (fNoMetaData of a call). */
  noMetadata = false;
  /** A message of severity 20 or more: the connection ends after this response. */
  isFatal = false;
  private discarding = false;
  private encoders: readonly ColumnEncoder[] = [];
  private rows = 0;
  private heldDone: { readonly kind: number; readonly status: number; readonly command: number; readonly rowCount: number } | undefined;

  constructor(private readonly context: SinkContext) {}

  columns(columns: readonly ResultColumn[]): void {
    const capabilities = this.context.capabilities();
    const encoders = columns.map((column) => columnEncoder(column.type, column.nullable, capabilities));
    this.encoders = encoders;
    this.rows = 0;
    const tokens = this.next();
    if (tokens === undefined) return;
    if (this.noMetadata) writeNoColumnMetadata(tokens);
    else writeColumnMetadata(tokens, columns, encoders);
  }

  row(values: readonly SqlValue[]): void | Promise<void> {
    if (this.discarding) return undefined;
    const { encoders } = this;
    const { response } = this.context;
    const { tokens } = response;
    if (values.length !== encoders.length) {
      throw new RangeError(`A row has ${String(values.length)} values for ${String(encoders.length)} columns.`);
    }
    if (this.heldDone !== undefined) this.releaseDone();
    const start = tokens.length;
    try {
      this.writeRow(values);
    } catch (error) {
      // Half a row must not reach the client.
      tokens.length = start;
      throw error;
    }
    this.rows++;
    const held = this.context.rowSent(this.rows);
    if (held !== undefined) return held;
    return response.isFull ? response.push() : undefined;
  }

  async encodedRows(tokens: Buffer): Promise<void> {
    if (this.next() === undefined) return;
    this.context.response.flush();
    await this.context.response.pushEncoded(tokens);
  }

  statementDone(done: StatementDone): void {
    this.hold(done.inProcedure ? doneToken.doneInProcedure : doneToken.done, done.command, done.rowCount, done.failed);
  }

  message(message: ServerMessage): void {
    if (message.severity >= 20) this.isFatal = true;
    const tokens = this.next();
    if (tokens !== undefined) writeMessage(tokens, message, this.context.serverName);
  }

  returnStatus(value: number): void {
    const tokens = this.next();
    if (tokens !== undefined) writeReturnStatus(tokens, value);
  }

  outputParameter(parameter: { ordinal: number; name: string; type: SqlType; value: SqlValue }): void {
    const encoder = columnEncoder(parameter.type, true, this.context.capabilities());
    const tokens = this.next();
    if (tokens === undefined) return;
    const start = tokens.length;
    try {
      writeReturnValueHead(tokens, parameter.ordinal, parameter.name, encoder);
      encoder.writeValue(tokens, parameter.value);
    } catch (error) {
      tokens.length = start;
      throw error;
    }
  }

  procedureDone(done: { failed: boolean; returnedRows: boolean }): void {
    this.hold(doneToken.doneProcedure, executeCommand, undefined, done.failed);
  }

  environmentChange(change: EnvironmentChange): void {
    const tokens = this.next();
    if (tokens !== undefined) writeEnvironmentChange(tokens, change);
  }

  flush(): void {
    if (this.discarding) return;
    this.releaseDone();
    this.context.response.flush();
  }

  /** Nothing that the engine still gives is sent: the client has cancelled. */
  discard(): void {
    this.discarding = true;
    this.heldDone = undefined;
  }

  /** What comes from now on is sent again. */
  listen(): void {
    this.discarding = false;
  }

  /** Writes the last DONE without MORE, or one of its own when the engine gave none. `call`: a DONEPROC ends the answer to a call. */
  finish(ending: { readonly call: boolean; readonly failed: boolean }): void {
    const { tokens } = this.context.response;
    const held = this.heldDone;
    const closes = held !== undefined && !ending.failed && (!ending.call || held.kind === doneToken.doneProcedure);
    if (closes) {
      this.heldDone = undefined;
      writeDone(tokens, held.kind, held.status | this.transactionStatus(), held.command, held.rowCount);
      return;
    }
    this.releaseDone();
    const status = (ending.failed ? doneStatus.error : 0) | this.transactionStatus();
    writeDone(tokens, ending.call ? doneToken.doneProcedure : doneToken.done, status, ending.call ? executeCommand : 0, 0);
  }

  private hold(kind: number, command: number, rowCount: number | undefined, failed: boolean): void {
    if (this.next() === undefined) return;
    const status = (failed ? doneStatus.error : 0) | (rowCount === undefined ? 0 : doneStatus.count);
    this.heldDone = { kind, status, command, rowCount: rowCount ?? 0 };
  }

  /** The place for the next token, or undefined when the client no longer listens. */
  private next(): Response['tokens'] | undefined {
    if (this.discarding) return undefined;
    this.releaseDone();
    return this.context.response.tokens;
  }

  private releaseDone(): void {
    const held = this.heldDone;
    if (held === undefined) return;
    this.heldDone = undefined;
    const status = held.status | doneStatus.more | this.transactionStatus();
    writeDone(this.context.response.tokens, held.kind, status, held.command, held.rowCount);
  }

  private transactionStatus(): number {
    return this.context.inTransaction() ? doneStatus.inTransaction : 0;
  }

  /** NBCROW when its bitmap is shorter than the NULLs that it saves. */
  private writeRow(values: readonly SqlValue[]): void {
    const { encoders } = this;
    const { tokens } = this.context.response;
    const count = values.length;
    let nulls = 0;
    for (let index = 0; index < count; index++) if (values[index] === null) nulls++;
    const withBitmap = nulls > (count + 7) >>> 3;
    if (withBitmap) {
      writeNullBitmapRowToken(tokens);
      for (let base = 0; base < count; base += 8) {
        let bits = 0;
        for (let bit = 0; bit < 8 && base + bit < count; bit++) if (values[base + bit] === null) bits |= 1 << bit;
        tokens.uint8(bits);
      }
    } else {
      writeRowToken(tokens);
    }
    for (let index = 0; index < count; index++) {
      const value = values[index] ?? null;
      if (value === null && withBitmap) continue;
      encoders[index]?.writeValue(tokens, value);
    }
  }
}
