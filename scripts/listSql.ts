import path from 'node:path';
import { parseTsql } from './lib/sqlParsers';
import { findSqlTexts } from './lib/sqlTexts';

/**
 * Lists every SQL text of the product and parses each as T-SQL. `--text` prints the texts too. Texts that are put together from the values of a
 * call (src/core/procedures) are listed and not parsed: they are pieces. Exit code 1 when a text is no T-SQL.
 */
async function main(): Promise<void> {
  const source = path.join(__dirname, '..', 'src');
  const withText = process.argv.includes('--text');
  let refused = 0;
  for (const { name, line, text, placeholders } of findSqlTexts(path.join(source, 'sql'))) {
    const { by, reason } = await parseTsql(text);
    const what =
      by === 'polyglot'
        ? 'parsed'
        : by === 'sandbox'
          ? `parsed by the sandbox's parser; the library says: ${reason}`
          : `REFUSED: ${reason}`;
    const open = placeholders === 0 ? '' : `, ${placeholders} of its expressions known only at run time`;
    console.log(`src/sql/${name.replace(/^sql\//u, '')} (line ${line}${open}): ${what}`);
    if (withText) {
      console.log(text.replaceAll(/^/gmu, '    '));
    }
    refused += by === 'refused' ? 1 : 0;
  }
  for (const { name, line } of findSqlTexts(path.join(source, 'core'))) {
    console.log(`src/core/${name} (line ${line}): not parsed, a piece of what is put together at run time`);
  }
  if (refused > 0) {
    throw new Error(`${refused} texts are no T-SQL.`);
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
