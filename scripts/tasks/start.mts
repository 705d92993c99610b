import { mustRunNode } from '../lib/run.mjs';
import { openVsCode } from '../lib/openVsCode.mjs';
import { startSandboxProcess } from '../lib/sandboxProcess.mjs';
import { runTour } from '../lib/tour.mjs';

const interrupted = new Promise<void>((resolve) => {
  process.once('SIGINT', () => resolve());
  process.once('SIGTERM', () => resolve());
});

console.log('Building…');
await mustRunNode(['esbuild.mjs']);

console.log('Starting the sandbox, a stand-in for SQL Server with a sample shop…');
const sandbox = await startSandboxProcess();
try {
  await runTour(sandbox.connectionString);
  if (!process.argv.includes('--once')) {
    console.log(
      `\nTo connect, run the command "Sprocket: Add Connection" and paste this string of the sandbox:\n${sandbox.connectionString}\n`,
    );
    console.log('Ctrl+C ends the sandbox and VS Code.');
    await openVsCode(interrupted);
  }
} finally {
  await sandbox.stop();
}
