// Writes the parts of the documentation that are made from code. `--check`: writes nothing, and fails when a file is not up to date.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'prettier';
import { z } from 'zod';
import { settingReference } from './lib/settingDocs';
import { toolReference, toolTable } from './lib/toolDocs';

const root = path.dirname(__dirname);
const begin = '<!-- tools:begin -->';
const end = '<!-- tools:end -->';

async function main(): Promise<void> {
  const strings = existsSync(path.join(root, 'package.nls.json'))
    ? z.record(z.string(), z.string()).parse(JSON.parse(read('package.nls.json')))
    : {};
  const files: Readonly<Record<string, string>> = {
    'docs/tools.md': toolReference(),
    'docs/settings.md': settingReference(JSON.parse(read('package.json')), strings),
    'README.md': readmeWithTools(),
  };
  const stale: string[] = [];
  for (const [file, text] of Object.entries(files)) {
    const content = await format(text, { parser: 'markdown', singleQuote: true, printWidth: 140 });
    if (!existsSync(path.join(root, file)) || read(file) !== content) {
      stale.push(file);
      if (!process.argv.includes('--check')) {
        mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
        writeFileSync(path.join(root, file), content);
      }
    }
  }
  if (process.argv.includes('--check') && stale.length > 0) {
    console.error(`Not up to date: ${stale.join(', ')}. Run: npm run docs`);
    process.exitCode = 1;
  } else {
    console.log(stale.length === 0 ? 'The documentation is up to date.' : `Written: ${stale.join(', ')}`);
  }
}

/** The README with a new table between its markers. Throws when the markers are not there. */
function readmeWithTools(): string {
  const text = existsSync(path.join(root, 'README.md')) ? read('README.md') : `# Sprocket\n\n## Tools\n\n${begin}\n${end}\n`;
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from === -1 || to < from) {
    throw new Error(`README.md needs the markers ${begin} and ${end}.`);
  }
  return `${text.slice(0, from + begin.length)}\n\n${toolTable()}\n\n${text.slice(to)}`;
}

function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8').replaceAll('\r\n', '\n');
}

void main();
