import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parseTsql } from '../../../scripts/lib/sqlParsers';
import { SERVER, SERVER_BASIC, stateParts, stateQuestion } from '../../../src/sql/catalog/capabilityQuestions';

const everyColumn = new Set(['tables.is_node', 'tables.ledger_type']);

function parts(engineEdition: number, majorVersion: number, columns: ReadonlySet<string> = new Set()): Map<string, string> {
  return new Map(stateParts({ engineEdition, majorVersion, columns }).map(({ name, text }) => [name, text]));
}

describe('questions on what a server can do', () => {
  it('are T-SQL, as they are sent', async () => {
    const texts = [
      SERVER,
      SERVER_BASIC,
      ...[parts(3, 13), parts(3, 16, everyColumn), parts(5, 12, everyColumn), parts(8, 12, everyColumn)].flatMap((all) => [
        ...all.values(),
      ]),
      stateQuestion(stateParts({ engineEdition: 3, majorVersion: 16, columns: everyColumn })),
    ];
    for (const text of texts) {
      const { by, reason } = await parseTsql(text);
      assert.notEqual(by, 'refused', `${reason ?? ''}\n${text}`);
    }
  });

  it('ask no version for what it does not have', () => {
    const sql2016 = parts(3, 13);
    assert.equal(sql2016.has('host'), false);
    assert.equal(sql2016.has('automaticTuning'), false);
    assert.doesNotMatch([...sql2016.values()].join('\n'), /container_type_desc|is_node|ledger_type/u);
    assert.doesNotMatch(parts(3, 14).get('system') ?? '', /container_type_desc/u);
    assert.match(parts(3, 15).get('system') ?? '', /container_type_desc/u);
    assert.match(parts(3, 16, everyColumn).get('usage') ?? '', /is_node = 1.*ledger_type > 0/su);
  });

  it('ask each service for what is its own', () => {
    assert.deepEqual(
      [...parts(5, 12).keys()].sort(),
      ['automaticTuning', 'coreLimit', 'databaseRow', 'scopedConfigurations', 'system', 'usage'].sort(),
    );
    assert.ok(parts(8, 12).has('configurations') && parts(8, 12).has('host') && !parts(8, 12).has('logins'));
    for (const engineEdition of [6, 9, 11]) assert.equal(parts(engineEdition, 12).size, 0);
  });

  it('hold quotes that they carry', () => {
    assert.match(stateQuestion(stateParts({ engineEdition: 3, majorVersion: 16, columns: new Set() })), /N'SELECT N''system'', cpu_count/u);
  });
});
