import { createServer } from 'node:net';
import { startSandbox } from '../../sandbox/startSandbox';
import { startTdsServer } from '../../sandbox/tds/server';
import { PreparedEngine } from './preparedEngine';
import { preparedBlocks } from './preparedRows';

/** Starts the sandbox with prepared rows, says where in one line of JSON, and ends when its input closes. */
async function main(): Promise<void> {
  const sandbox = await startSandbox();
  const server = await startTdsServer({ engine: new PreparedEngine(sandbox.engine), port: 0 });
  const plain = await startPlainServer();
  const { host, user, password, database } = sandbox;
  process.stdout.write(`${JSON.stringify({ host, port: server.port, plainPort: plain.port, user, password, database })}\n`);
  await new Promise<void>((resolve) => {
    process.stdin.once('end', resolve).once('close', resolve).resume();
  });
  plain.close();
  await server.close();
  await sandbox.close();
}

/** The same bytes without a protocol: a client writes how many rows it wants, gets them and is hung up on. */
async function startPlainServer(): Promise<{ readonly port: number; close(): void }> {
  const blocks = preparedBlocks();
  const listener = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', (chunk) => {
      let left = Number(chunk.toString('latin1'));
      let index = 0;
      const more = (): void => {
        for (let room = true; room && left > 0; left -= blocks[0]?.rows ?? left)
          room = socket.write(blocks[index++ % blocks.length]?.tokens ?? '');
        if (left > 0) socket.once('drain', more);
        else socket.end();
      };
      more();
    });
  });
  await new Promise<void>((resolve) => {
    listener.listen(0, '127.0.0.1', resolve);
  });
  const address = listener.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    close: () => {
      listener.close();
    },
  };
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
