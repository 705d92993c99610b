import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readCommandLine } from './commandLine';
import { startSandbox } from './startSandbox';

/** Starts a sandbox, says where it is in one line of JSON, and ends on SIGTERM, SIGINT or, with `--with-parent`, when the input closes. */
async function main(): Promise<void> {
  const { options, withParent } = readCommandLine(process.argv.slice(2));
  const sandbox = await startSandbox(options);
  const folder = await mkdtemp(path.join(tmpdir(), 'sprocket-sandbox-'));
  try {
    const certificate = path.join(folder, 'certificate.pem');
    await writeFile(certificate, sandbox.server.certificatePem, { mode: 0o600 });
    const { host, port, user, password, database } = sandbox;
    process.stdout.write(
      `${JSON.stringify({ host, port, user, password, database, certificate, connectionString: sandbox.connectionString() })}\n`,
    );
    await untilAskedToEnd(withParent);
  } finally {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function untilAskedToEnd(withParent: boolean): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      process.off('SIGTERM', end);
      process.off('SIGINT', end);
      process.stdin.pause();
      resolve();
    };
    process.once('SIGTERM', end);
    process.once('SIGINT', end);
    // Without a parent the listening server keeps the process alive.
    if (withParent) process.stdin.once('end', end).once('close', end).resume();
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
