import { writeFileSync } from 'node:fs';
import util from 'node:util';
import Mocha from 'mocha';
import * as vscode from 'vscode';
import { marks } from '../marks';
import { defineAgentTests } from './agent';
import { defineCapabilityTests } from './capabilities';
import { defineConnectionTests } from './connections';
import { defineResultsTests } from './results';
import { defineSecretTests } from './secrets';
import { defineToolTests } from './tools';

/** Called by VS Code in its extension host. Rejects when a test failed: VS Code then ends with code 1. */
export async function run(): Promise<void> {
  Mocha.reporters.Base.consoleLog = (...parts: unknown[]) => {
    for (const line of util.format(...parts).split('\n')) console.log(`${process.env['SPROCKET_TEST_PAGE'] ? marks.report : ''}${line}`);
  };
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: 60_000, reporter: 'spec', forbidOnly: true });
  // For whoever works on one part; the first tests add the connection that all others need.
  const wanted = process.env['SPROCKET_TEST_GREP'];
  if (wanted) mocha.grep(new RegExp(`^connections|${wanted}`));
  mocha.suite.emit(Mocha.Suite.constants.EVENT_FILE_PRE_REQUIRE, globalThis, '', mocha);
  defineConnectionTests();
  defineToolTests();
  defineAgentTests();
  defineResultsTests();
  defineCapabilityTests();
  defineSecretTests();
  await new Promise<void>((resolve, reject) => {
    const runner = mocha.run((failures) => {
      report(runner.stats);
      if (failures > 0) reject(new Error(`${failures} tests failed.`));
      else resolve();
    });
  });
}

function report(stats: Mocha.Stats | undefined): void {
  const countsFile = process.env['SPROCKET_TEST_COUNTS'];
  const hostFile = process.env['SPROCKET_TEST_HOST'];
  const counts = { passed: stats?.passes, failed: stats?.failures, skipped: stats?.pending };
  if (countsFile) writeFileSync(countsFile, JSON.stringify(counts));
  if (hostFile) writeFileSync(hostFile, JSON.stringify(`VS Code ${vscode.version} (${vscode.env.appHost})`));
}
