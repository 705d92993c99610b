import { EventEmitter } from 'node:events';
import { Connection } from 'tedious';
import IncomingMessageStream from 'tedious/lib/incoming-message-stream';
import { AttentionTokenHandler } from 'tedious/lib/token/handler';
import { SprocketError } from '../core/errors';

/** What a server may still send of the work that it breaks off. */
const DISCARDED = [
  'onErrorMessage',
  'onInfoMessage',
  'onDoneProc',
  'onDoneInProc',
  'onReturnStatus',
  'onBeginTransaction',
  'onCommitTransaction',
  'onRollbackTransaction',
] as const;

let installed = false;

/** Mends the driver where it does not end a request that a server ends in an unusual way. */
export function mendRequestEnds(): void {
  if (installed) {
    return;
  }
  installed = true;
  tolerateTokensBeforeAcknowledgement();
  endMessagesOfBrokenStreams();
  endNoRequestTwice();
}

/**
 * The driver closes the connection when anything but the acknowledgement comes in answer to an attention, though what comes before it is to
 * be discarded (MS-TDS 3.2.5.7). Some servers send the error of the cancelled statement there.
 */
function tolerateTokensBeforeAcknowledgement(): void {
  for (const name of DISCARDED) {
    Object.defineProperty(AttentionTokenHandler.prototype, name, { configurable: true, writable: true, value: () => undefined });
  }
}

/** The driver stops reading when a packet cannot be one, but leaves the message open whose packet it is: its request would never end. */
function endMessagesOfBrokenStreams(): void {
  Object.defineProperty(IncomingMessageStream.prototype, '_destroy', {
    configurable: true,
    writable: true,
    value: function (this: IncomingMessageStream, error: Error | null, callback: (error: Error | null) => void): void {
      const message = this.currentMessage;
      // Only whoever reads the message listens to its errors.
      if (error !== null && message !== undefined && message.listenerCount('error') > 0) {
        message.destroy(error);
      }
      callback(error);
    },
  });
}

/**
 * The driver ends a request when its connection closes, and once more when it has read the rest of the answer, which may have arrived before:
 * that throws into the event loop, because there is no request any more.
 */
function endNoRequestTwice(): void {
  const create = Object.getOwnPropertyDescriptor(Connection.prototype, 'createTokenStreamParser');
  const original: unknown = create?.value;
  if (typeof original !== 'function') {
    throw new SprocketError('internal', 'The database driver is not the one that this program was made for.');
  }
  Object.defineProperty(Connection.prototype, 'createTokenStreamParser', {
    configurable: true,
    writable: true,
    value: function (this: Connection, ...given: unknown[]): unknown {
      const parser: unknown = Reflect.apply(original, this, given);
      if (parser instanceof EventEmitter) {
        const emit = parser.emit.bind(parser);
        parser.emit = (event: string | symbol, ...values: unknown[]): boolean =>
          event === 'end' && this.closed ? false : emit(event, ...values);
      }
      return parser;
    },
  });
}
