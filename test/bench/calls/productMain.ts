import { ProductHost } from '../../mcp/support/productHost';
import { serveUntilAskedToEnd } from './hostAddress';

/** The product's tools on loopback; the argument is a connection string. */
async function main(): Promise<void> {
  const host = await ProductHost.start({ bench: process.argv[2] ?? '' });
  await serveUntilAskedToEnd(host.listener);
  await host.close();
  await host.removeDirectory();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
