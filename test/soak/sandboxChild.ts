import { startSandbox } from '../sandbox/startSandbox';
import type { Faults } from '../sandbox/tds/faults';

/** What the parent may ask of the sandbox. */
export type SandboxRequest = { readonly id: number } & (
  { readonly ask: 'statistics' } | { readonly ask: 'faults'; readonly faults: Partial<Faults> } | { readonly ask: 'clearFaults' }
);

/** A sandbox of its own process, so that the memory that is measured is the product's. It ends with its parent. */
async function main(): Promise<void> {
  const sandbox = await startSandbox();
  const answer = (id: number, value: unknown): void => {
    process.send?.({ id, value });
  };
  process.on('message', (request: SandboxRequest) => {
    if (request.ask === 'faults') {
      sandbox.server.faults.set(request.faults);
    } else if (request.ask === 'clearFaults') {
      sandbox.server.faults.clear();
    }
    answer(request.id, { ...sandbox.server.statistics });
  });
  process.once('disconnect', () => {
    process.exit(0);
  });
  answer(0, { connectionString: sandbox.connectionString() });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
