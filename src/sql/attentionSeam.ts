import { AttentionTokenHandler } from 'tedious/lib/token/handler';

let installed = false;

/**
 * The driver closes the connection when anything but the acknowledgement comes in answer to an attention, though what comes before it is to
 * be discarded (MS-TDS 3.2.5.7). Some servers send the error of the cancelled statement there.
 */
export function tolerateTokensBeforeAcknowledgement(): void {
  if (installed) {
    return;
  }
  installed = true;
  for (const name of ['onErrorMessage', 'onInfoMessage', 'onDoneProc', 'onDoneInProc', 'onReturnStatus'] as const) {
    Object.defineProperty(AttentionTokenHandler.prototype, name, { configurable: true, writable: true, value: () => undefined });
  }
}
