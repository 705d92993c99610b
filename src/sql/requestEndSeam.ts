import IncomingMessageStream from 'tedious/lib/incoming-message-stream';
import { AttentionTokenHandler } from 'tedious/lib/token/handler';

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
