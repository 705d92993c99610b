import { NBCRowTokenReader } from 'tedious/lib/token/nbcrow-token-parser';
import { RowTokenReader } from 'tedious/lib/token/row-token-parser';
import type Parser from 'tedious/lib/token/stream-parser';
import { RowToken } from 'tedious/lib/token/token';
import { version } from 'tedious/package.json';
import { SprocketError } from '../../core/errors';
import { throwNotEnough } from './cellReader';
import type { RowEncoder } from './rowEncoder';
import { NBC_ROW, ROW } from './rowTokens';
import type { SentRows } from './sentRows';

/** The one version of the driver whose row readers are known to fit. */
const DRIVER_VERSION = '20.3.9';

/** What becomes of the rows of one connection's request. */
export interface RowSink {
  readonly encoder: RowEncoder;
  /** Takes the rows of this result in the place of the encoder. */
  readonly sentRows?: SentRows | undefined;
  /** Bytes ran out or enough rows are there. Answers true to hold the driver back after this row. */
  rowsRead(more: boolean): boolean;
}

/** The parser knows its connection by the options object only, which each connection has of its own. */
const sinks = new WeakMap<object, RowSink>();
let installed = false;

/** The rows that arrive on the connection with these options go to the sink, until `detachSink`. Requests without a sink are as ever. */
export function attachSink(options: object, sink: RowSink): void {
  install();
  sinks.set(options, sink);
}

export function detachSink(options: object): void {
  sinks.delete(options);
}

/**
 * Replaces the driver's row readers by ones that encode straight from the bytes where a sink is attached, and that go on from row to row
 * without a token in between.
 */
function install(): void {
  if (installed) {
    return;
  }
  if (version !== DRIVER_VERSION) {
    throw new SprocketError('internal', `The database driver is version ${version}; exact values need ${DRIVER_VERSION}.`);
  }
  replaceRead(RowTokenReader.prototype, ROW);
  replaceRead(NBCRowTokenReader.prototype, NBC_ROW);
  installed = true;
}

interface RowReader {
  readonly read: (this: RowReader, parser: Parser) => unknown;
}

function replaceRead(prototype: RowReader, token: number): void {
  const { read } = prototype;
  Object.defineProperty(prototype, 'read', {
    configurable: true,
    writable: true,
    value: function (this: RowReader, parser: Parser): unknown {
      const sink = sinks.get(parser.options);
      return sink === undefined ? read.call(this, parser) : readRows(parser, sink, token);
    },
  });
}

/** undefined tells the parser to go on; a token without columns gives it the occasion to pause. */
function readRows(parser: Parser, sink: RowSink, token: number): RowToken | undefined {
  const hold = sink.sentRows === undefined ? encodeRows(parser, sink, token) : takeRows(parser, sink, sink.sentRows, token);
  return hold ? new RowToken([]) : undefined;
}

function takeRows(parser: Parser, sink: RowSink, rows: SentRows, token: number): boolean {
  const { buffer } = parser;
  parser.position = rows.read(buffer, parser.position, token);
  if (!rows.isInsideRow) {
    if (sink.rowsRead(rows.full)) {
      return true;
    }
    if (!rows.beginRow(buffer, parser.position)) {
      return false;
    }
  }
  // All bytes were taken: the driver need not put them before the next ones, and asks this reader again.
  parser.position = buffer.length;
  throwNotEnough(buffer.length + 1);
  return false;
}

function encodeRows(parser: Parser, sink: RowSink, token: number): boolean {
  const { encoder } = sink;
  if (!encoder.isFor(parser.colMetadata)) {
    encoder.begin(parser.colMetadata);
  }
  const { buffer } = parser;
  const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  let hold = false;
  try {
    encoder.position = parser.position;
    for (;;) {
      encoder.readRow(view, encoder.position, token === NBC_ROW);
      if (encoder.full && sink.rowsRead(true)) {
        hold = true;
        break;
      }
      // A row of the other kind is read by its own reader, which is called again when the bytes end inside it.
      if (encoder.position >= view.byteLength || view.getUint8(encoder.position) !== token) {
        break;
      }
      encoder.position++;
    }
  } finally {
    parser.position = encoder.position;
    if (encoder.discarding) {
      encoder.dropUnfinished();
    }
    if (!hold) {
      hold = sink.rowsRead(encoder.full);
    }
  }
  return hold;
}
