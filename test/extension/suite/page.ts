import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { waitFor } from '../vscode/waitFor';
import { marks } from '../marks';

/** Whether the workbench runs in a page that the tests can reach. */
export const hasPage = process.env['SPROCKET_TEST_PAGE'] === 'yes';

/** Asks the page around the workbench for something; what it then does is seen by its effect. */
export function askPage(request: string): void {
  console.log(`${marks.request}${request}`);
}

/** As askPage, for a request that writes JSON to the file at its end; gives what it wrote. */
export async function readPage(request: string): Promise<unknown> {
  const file = path.join(os.tmpdir(), `sprocket-page-${process.pid}-${randomUUID()}.json`);
  askPage(`${request} ${file}`);
  try {
    const { answer } = await waitFor(`the answer to ${request}`, 30_000, () => {
      const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
      return { answer: parsed };
    });
    return answer;
  } finally {
    rmSync(file, { force: true });
  }
}

/** What a screen reader says of the rows of the Sessions view, from the top. */
export async function sessionLabels(): Promise<string[]> {
  const labels = await readPage('write-sessions');
  assert.ok(Array.isArray(labels));
  return labels.map(String);
}
