import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parseTsql } from '../../../scripts/lib/sqlParsers';
import { askedParts, SERVER, SERVER_AND_STATE, SERVER_BASIC } from '../../../src/sql/catalog/capabilityQuestions';

function asked(engineEdition: number, majorVersion: number): string[] {
  return askedParts({ engineEdition, majorVersion })
    .map(({ name }) => name)
    .sort();
}

const everyBox = ['configurations', 'databaseRow', 'logins', 'scopedConfigurations', 'system', 'usage'];

describe('questions on what a server can do', () => {
  it('are T-SQL, as they are sent', async () => {
    const texts = [SERVER, SERVER_BASIC, SERVER_AND_STATE, ...askedParts({ engineEdition: 3, majorVersion: 16 }).map(({ text }) => text)];
    for (const text of [...texts, ...askedParts({ engineEdition: 5, majorVersion: 12 }).map((part) => part.text)]) {
      const { by, reason } = await parseTsql(text);
      assert.notEqual(by, 'refused', `${reason ?? ''}\n${text}`);
    }
  });

  it('ask no version for views that it does not have', () => {
    assert.deepEqual(asked(3, 13), everyBox);
    assert.deepEqual(asked(3, 14), ['automaticTuning', ...everyBox, 'host'].sort());
  });

  it('name no table before columns that newer versions brought', () => {
    assert.doesNotMatch(SERVER_AND_STATE, /\.(?:container_type_desc|is_node|is_edge|ledger_type)\b/u);
  });

  it('ask each service for what is its own', () => {
    const ofDatabases = ['automaticTuning', 'coreLimit', 'databaseRow', 'memoryLimit', 'scopedConfigurations', 'system', 'usage'];
    for (const engineEdition of [5, 12]) assert.deepEqual(asked(engineEdition, 12), ofDatabases);
    assert.deepEqual(asked(8, 12), [
      'automaticTuning',
      'configurations',
      'databaseRow',
      'host',
      'memoryLimit',
      'scopedConfigurations',
      'system',
      'usage',
    ]);
    for (const engineEdition of [6, 9, 11]) assert.deepEqual(asked(engineEdition, 12), []);
  });

  it('let the server itself see what it is asked', () => {
    assert.match(
      SERVER_AND_STATE,
      /IF @engine IN \(1, 2, 3, 4, 8\) AND \(@engine NOT IN \(1, 2, 3, 4\) OR @version >= 14\)\nBEGIN\nBEGIN TRY EXEC sys\.sp_executesql N'SELECT N''host''/u,
    );
    assert.match(SERVER_AND_STATE, /IF @engine IN \(5, 12\)\nBEGIN\nBEGIN TRY EXEC sys\.sp_executesql N'SELECT N''coreLimit''/u);
  });
});
