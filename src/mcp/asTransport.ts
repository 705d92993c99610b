import type { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { CancelledNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import type { JSONRPCMessage, RequestId } from '@modelcontextprotocol/sdk/types.js';

/**
 * The SDK's HTTP transport as its own interface wants it: its accessors may hold undefined, which exact optional properties do not allow.
 * Calls `closed` when the transport closes.
 */
export function asTransport(http: StreamableHTTPServerTransport, closed: () => void): Transport {
  const transport: Transport = {
    start: async () => {
      http.onmessage = (message, extra) => {
        transport.onmessage?.(message, extra);
        const cancelled = cancelledRequest(message);
        if (cancelled !== undefined) {
          // Nobody answers a cancelled request: its HTTP response would stay open as long as the client does.
          http.closeSSEStream(cancelled);
        }
      };
      http.onerror = (error) => transport.onerror?.(error);
      http.onclose = () => {
        closed();
        transport.onclose?.();
      };
      await http.start();
    },
    send: (message, options) =>
      http.send(message, options?.relatedRequestId === undefined ? {} : { relatedRequestId: options.relatedRequestId }),
    close: () => http.close(),
  };
  return transport;
}

function cancelledRequest(message: JSONRPCMessage): RequestId | undefined {
  return 'method' in message && message.method === 'notifications/cancelled'
    ? CancelledNotificationSchema.safeParse(message).data?.params.requestId
    : undefined;
}
