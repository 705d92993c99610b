import type { Connection } from 'tedious';
import { Request } from 'tedious';
import type { ColumnMetadata } from 'tedious/lib/token/colmetadata-token-parser';
import type { SqlErrorDetail } from '../core/errors';
import { SprocketError } from '../core/errors';
import type { RowsAsSent, RunObserver, ServerMessage } from '../core/ports';
import type { EncodedParameter } from './parameters/encodedParameter';
import { mendRequestEnds } from './requestEndSeam';
import { connectionLost, requestError } from './requestError';
import { typeText } from './rows/columnType';
import { RowEncoder } from './rows/rowEncoder';
import type { RowSink } from './rows/rowSeam';
import { attachSink, detachSink } from './rows/rowSeam';
import { SentRows } from './rows/sentRows';

/** Rows that do not fill a block are given away after this long, so that a slow result can be read while it comes. */
const PARTIAL_BLOCK_MILLISECONDS = 15;
const NULLABLE = 1;
/** A batch may raise errors in a loop: the first ones tell what went wrong. */
const KEPT_ERRORS = 100;

export type RequestObserver = Omit<RunObserver, 'connected'>;

/** How a request ended. The connection may be used again only when there is neither an error nor a cancel. */
export interface RequestEnd {
  /** The signal was aborted before the server was done. */
  readonly cancelled: { readonly acknowledged: boolean } | undefined;
  readonly error: SprocketError | undefined;
}

/**
 * Runs one batch (with parameters: sp_executesql) and streams what comes. Never rejects for what the server or the network does.
 * An abort of the signal sends an attention; the driver closes the socket when it is not acknowledged in time.
 */
export async function executeRequest(
  connection: Connection,
  text: string,
  parameters: readonly EncodedParameter[],
  observer: RequestObserver,
  signal: AbortSignal | undefined,
): Promise<RequestEnd> {
  if (signal?.aborted === true) {
    return { cancelled: { acknowledged: true }, error: undefined };
  }
  mendRequestEnds();
  const execution = new Execution(connection, observer);
  return await execution.run(text, parameters, signal);
}

interface MessageToken {
  readonly number: number;
  readonly state: number;
  readonly class: number;
  readonly message: string;
  readonly procName: string;
  readonly lineNumber: number;
}

class Execution implements RowSink {
  readonly encoder = new RowEncoder();
  sentRows: SentRows | undefined;
  readonly #connection: Connection;
  readonly #observer: RequestObserver;
  readonly #errors: SqlErrorDetail[] = [];
  #request: Request | undefined;
  #partial: NodeJS.Timeout | undefined;
  #consuming: Promise<void> | undefined;
  #cancelled = false;
  /** The server is done with the request, though the last rows may still be on their way to the receiver: there is nothing left to cancel. */
  #ended = false;
  /** The connection broke before the answer was whole. One that closes after it has changed nothing. */
  #lost = false;
  /** What a callback of the observer threw; the request is cancelled then. */
  #failure: { readonly reason: unknown } | undefined;

  constructor(connection: Connection, observer: RequestObserver) {
    this.#connection = connection;
    this.#observer = observer;
  }

  async run(text: string, parameters: readonly EncodedParameter[], signal: AbortSignal | undefined): Promise<RequestEnd> {
    const connection = this.#connection;
    const { options } = connection.config;
    const onInfo = (token: MessageToken): void => {
      this.#message(token);
    };
    const onError = (token: MessageToken): void => {
      if (this.#errors.length < KEPT_ERRORS) {
        this.#errors.push(detailOf(token));
      }
      this.#message(token);
    };
    const onAbort = (): void => {
      this.#cancel();
    };
    connection.on('infoMessage', onInfo);
    connection.on('errorMessage', onError);
    attachSink(options, this);
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      const error = await this.#send(text, parameters);
      await this.#consuming;
      this.#finish();
      await this.#consuming;
      return this.#end(error, signal);
    } finally {
      clearTimeout(this.#partial);
      this.#request?.removeAllListeners();
      signal?.removeEventListener('abort', onAbort);
      detachSink(options);
      connection.off('infoMessage', onInfo);
      connection.off('errorMessage', onError);
    }
  }

  #send(text: string, parameters: readonly EncodedParameter[]): Promise<Error | undefined> {
    return new Promise((resolve) => {
      const request = new Request(text, (error) => {
        // The driver may not have told yet that the answer is whole when the connection closes.
        const broken = error instanceof Error && (this.#connection.closed || hasCode(error, 'EINVALIDSTATE'));
        this.#lost = broken && !this.#ended;
        this.#ended = true;
        resolve(broken && !this.#lost ? undefined : (error ?? undefined));
      });
      this.#request = request;
      request.on('columnMetadata', (columns) => {
        this.#columns(Array.isArray(columns) ? columns : Object.values(columns));
      });
      request.on('done', (rowCount, more) => {
        this.#ended ||= !more;
        this.#statementDone(rowCount);
      });
      request.on('doneProc', (_rowCount, more) => {
        this.#ended ||= !more;
      });
      request.on('doneInProc', (rowCount) => {
        this.#statementDone(rowCount);
      });
      for (const parameter of parameters) {
        request.addParameter(parameter.name, parameter.type, null);
      }
      if (parameters.length > 0) {
        this.#connection.execSql(request);
      } else {
        this.#connection.execSqlBatch(request);
      }
    });
  }

  rowsRead(full: boolean): boolean {
    if (full) {
      this.#deliver();
    } else {
      this.#partial ??= setTimeout(() => {
        this.#deliver();
      }, PARTIAL_BLOCK_MILLISECONDS);
    }
    return this.#request?.paused === true && !this.#cancelled;
  }

  /** Gives away what is whole, unless the receiver is still busy: then the rows wait with the server. */
  #deliver(): void {
    clearTimeout(this.#partial);
    this.#partial = undefined;
    if (this.#consuming !== undefined) {
      return;
    }
    const block = (this.sentRows ?? this.encoder).take();
    if (block === undefined) {
      return;
    }
    this.#guard(() => {
      const consuming = this.#observer.rows(block);
      if (consuming !== undefined) {
        this.#holdUntil(consuming);
      }
    });
  }

  #holdUntil(consuming: Promise<void>): void {
    this.#consuming = consuming
      .catch((reason: unknown) => {
        this.#fail(reason);
      })
      .then(() => {
        this.#consuming = undefined;
        this.#request?.resume();
        this.rowsRead(false);
      });
    if (!this.#cancelled) {
      this.#request?.pause();
    }
  }

  #columns(columns: readonly ColumnMetadata[]): void {
    this.#finish();
    this.#guard(() => {
      this.sentRows = undefined;
      this.encoder.begin(columns);
      this.#observer.columns(
        columns.map((column) => ({
          name: column.colName,
          type: typeText(column),
          nullable: (column.flags & NULLABLE) !== 0,
        })),
        { asSent: () => this.#takeAsSent(columns) },
      );
    });
  }

  #takeAsSent(columns: readonly ColumnMetadata[]): RowsAsSent | undefined {
    this.sentRows = SentRows.of(columns);
    if (this.sentRows !== undefined) {
      this.sentRows.discarding = this.encoder.discarding;
    }
    return this.sentRows?.reader;
  }

  #statementDone(rowCount: number | undefined): void {
    this.#finish();
    this.#guard(() => {
      this.#observer.statementDone(rowCount);
    });
  }

  #message(token: MessageToken): void {
    this.#deliver();
    const message: ServerMessage = {
      time: new Date(),
      number: token.number,
      severity: token.class,
      state: token.state,
      line: token.lineNumber,
      procedure: token.procName,
      text: token.message,
    };
    this.#guard(() => {
      this.#observer.message(message);
    });
  }

  /** The rows of the last result are complete. */
  #finish(): void {
    this.encoder.endResult();
    this.#deliver();
  }

  /** The rows that are whole are given away; what comes after them is not. */
  #cancel(): void {
    if (this.#cancelled || this.#ended) {
      return;
    }
    this.#cancelled = true;
    this.#deliver();
    this.encoder.discarding = true;
    if (this.sentRows !== undefined) {
      this.sentRows.discarding = true;
    }
    this.#connection.cancel();
  }

  /** A callback that throws must not break the driver's reading. */
  #guard(call: () => void): void {
    try {
      call();
    } catch (reason) {
      this.#fail(reason);
    }
  }

  #fail(reason: unknown): void {
    this.#failure ??= { reason };
    this.#cancel();
  }

  #end(error: Error | undefined, signal: AbortSignal | undefined): RequestEnd {
    // What the server had finished before the cancel reached it is not cancelled.
    const stopped = this.#cancelled && (this.#lost || hasCode(error, 'ECANCEL'));
    const cancelled = stopped && signal?.aborted === true ? { acknowledged: !this.#lost } : undefined;
    if (this.#failure !== undefined) {
      return { cancelled, error: ownError(this.#failure.reason) };
    }
    if (cancelled !== undefined) {
      return { cancelled, error: undefined };
    }
    if (error instanceof SprocketError) {
      return { cancelled, error };
    }
    if (this.#lost) {
      return { cancelled, error: connectionLost(this.#errors) };
    }
    return { cancelled, error: error === undefined && this.#errors.length === 0 ? undefined : requestError(this.#errors) };
  }
}

function hasCode(error: Error | undefined, code: string): boolean {
  return error !== undefined && 'code' in error && error.code === code;
}

function detailOf(token: MessageToken): SqlErrorDetail {
  return {
    number: token.number,
    state: token.state,
    class: token.class,
    line: token.lineNumber,
    procedure: token.procName,
    message: token.message,
  };
}

function ownError(reason: unknown): SprocketError {
  return reason instanceof SprocketError
    ? reason
    : new SprocketError('internal', 'The receiver of the rows failed.', reason === undefined ? {} : { cause: reason });
}
