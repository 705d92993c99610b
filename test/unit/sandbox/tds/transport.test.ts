import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, Socket } from 'node:net';
import { Transport } from '../../../sandbox/tds/transport';

describe('the bytes of a connection', () => {
  it('are ended once, however often that is asked', async () => {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    assert.ok(isAddress(address));
    const accepted = once(server, 'connection');
    const client = connect(address.port, address.address);
    const [socket] = (await accepted) as unknown[];
    assert.ok(socket instanceof Socket);
    try {
      const transport = new Transport(socket, { data: () => undefined, failed: () => undefined });
      transport.end();
      const listeners = [socket.listenerCount('timeout'), socket.listenerCount('finish')];
      for (let times = 0; times < 20; times++) transport.end();
      assert.deepEqual([socket.listenerCount('timeout'), socket.listenerCount('finish')], listeners);
      transport.destroy();
    } finally {
      socket.destroy();
      client.destroy();
      server.close();
    }
  });
});

function isAddress(address: string | AddressInfo | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}
