import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import type { SuiteRun } from './runInWeb';

/** Runs a suite in the desktop VS Code: the installed one, or the stable one downloaded. Gives the exit code. */
export async function runOnDesktop(executable: string | undefined, run: SuiteRun): Promise<number> {
  return runTests({
    vscodeExecutablePath: executable ?? (await downloadAndUnzipVSCode('stable')),
    extensionDevelopmentPath: [...run.extensions],
    extensionTestsPath: run.tests,
    extensionTestsEnv: { ...run.environment },
    launchArgs: ['--disable-workspace-trust', '--skip-welcome', '--skip-release-notes'],
  });
}
