import { z } from 'zod';

const address = z.object({ url: z.string(), token: z.string() });

/** Where an MCP server listens, as its process says in its first line. */
export type HostAddress = z.output<typeof address>;

export function readHostAddress(line: string): HostAddress {
  return address.parse(JSON.parse(line));
}

/** Tells the parent where this process listens, and waits until the parent closes the input. */
export async function serveUntilAskedToEnd(where: HostAddress): Promise<void> {
  process.stdout.write(`${JSON.stringify({ url: where.url, token: where.token })}\n`);
  await new Promise<void>((resolve) => {
    process.stdin.once('end', resolve).once('close', resolve).resume();
  });
}
