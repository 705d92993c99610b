import assert from 'node:assert/strict';
import type { TestServer } from './server';
import { runText, startTestServer } from './server';

/** The same questions on a sandbox and on a real server, about tables of their own. */
describe('what tables are made of', () => {
  const schema = `metadata_${process.pid}`;
  let server: TestServer;
  before(async () => {
    server = await startTestServer();
    for (const text of [
      `CREATE SCHEMA ${schema}`,
      `CREATE TABLE ${schema}.parent (a int NOT NULL, b int NOT NULL, c varchar(20) NULL, big nvarchar(max) NULL,
  CONSTRAINT ${schema}_parent PRIMARY KEY CLUSTERED (a, b DESC), CONSTRAINT ${schema}_check CHECK (b > 0))`,
      `CREATE INDEX [ix, c]]] ON ${schema}.parent (c DESC, b) INCLUDE (big) WHERE c IS NOT NULL WITH (FILLFACTOR = 80, PAD_INDEX = ON)`,
      `CREATE INDEX ix_off ON ${schema}.parent (c)`,
      `ALTER INDEX ix_off ON ${schema}.parent DISABLE`,
      `CREATE TABLE ${schema}.child (x int NULL, y int NULL,
  CONSTRAINT ${schema}_key FOREIGN KEY (x, y) REFERENCES ${schema}.parent (a, b) ON DELETE CASCADE)`,
      `CREATE INDEX ix_key ON ${schema}.child (y, x)`,
      `CREATE TRIGGER ${schema}.trg ON ${schema}.child AFTER INSERT, UPDATE AS SET NOCOUNT ON`,
      `INSERT ${schema}.parent (a, b, c, big) VALUES (1, 1, 'x', REPLICATE(CONVERT(nvarchar(max), N'y'), 10000)), (1, 2, NULL, NULL), (2, 1, 'z', N'')`,
    ]) {
      await runText(server, text);
    }
  });
  after(async () => {
    await runText(server, `DROP TABLE ${schema}.child`);
    await runText(server, `DROP TABLE ${schema}.parent`);
    await runText(server, `DROP SCHEMA ${schema}`);
    await server.close();
  });

  it('indexes', async () => {
    const { indexes, notes, findings } = await server.sql.tableIndexes(server.target, { schema, name: 'parent' });
    assert.deepEqual(
      indexes.map((index) => [
        index.name,
        index.type,
        index.keyColumns,
        index.includedColumns,
        index.isPrimaryKey,
        index.isDisabled,
        index.fillFactor,
        index.isPadded,
      ]),
      [
        [
          `${schema}_parent`,
          'clustered',
          [
            { name: 'a', descending: false },
            { name: 'b', descending: true },
          ],
          [],
          true,
          false,
          null,
          false,
        ],
        [
          'ix, c]',
          'nonclustered',
          [
            { name: 'c', descending: true },
            { name: 'b', descending: false },
          ],
          ['big'],
          false,
          false,
          80,
          true,
        ],
        ['ix_off', 'nonclustered', [{ name: 'c', descending: false }], [], false, true, null, false],
      ],
    );
    assert.match(indexes[1]?.filter ?? '', /\[c\] IS NOT NULL/iu);
    assert.equal(indexes[0]?.rows, 3);
    assert.deepEqual(indexes[0].compression, [{ compression: 'NONE', from: 1, to: 1 }]);
    assert.ok(findings.some(({ kind, name }) => kind === 'disabled' && name === 'ix_off'));
    // What was not read yet comes with the limits of that count, and nothing is unknown.
    assert.equal(notes.length, findings.some(({ kind }) => kind === 'unused') ? 1 : 0);
    assert.ok(notes.every((note) => note.startsWith('Use is counted on this replica only')));
  });

  it('foreign keys from both ends', async () => {
    const key = {
      name: `${schema}_key`,
      from: { schema, table: 'child', columns: ['x', 'y'] },
      to: { schema, table: 'parent', columns: ['a', 'b'] },
      onDelete: 'CASCADE',
      onUpdate: 'NO_ACTION',
      isDisabled: false,
      isTrusted: true,
      isNotForReplication: false,
      refersToItself: false,
      supportingIndex: 'ix_key',
    };
    const child = await server.sql.tableForeignKeys(server.target, { schema, name: 'child' });
    assert.deepEqual([child.outgoing, child.incoming, child.notes], [[key], [], []]);
    const parent = await server.sql.tableForeignKeys(server.target, { schema, name: 'parent' });
    assert.deepEqual([parent.outgoing, parent.incoming], [[], [key]]);
  });

  it('rows and space', async () => {
    const statistics = await server.sql.tableStatistics(server.target, { schema, name: 'parent' });
    assert.deepEqual([statistics.rows, statistics.source, statistics.notes], [3, 'sys.dm_db_partition_stats', []]);
    assert.ok(statistics.space !== null && statistics.space.dataKb > 0 && statistics.space.lobKb > 0);
    assert.ok(statistics.space.reservedKb >= statistics.space.dataKb + statistics.space.indexKb);
    assert.ok(statistics.statistics.some(({ name, columns }) => name === `${schema}_parent` && columns.join() === 'a,b'));
  });

  it('checks and triggers, and a page of the list', async () => {
    const parent = await server.sql.tableSchema(server.target, { schema, name: 'parent' });
    assert.deepEqual(
      parent.checks.map(({ name, isDisabled, isTrusted }) => [name, isDisabled, isTrusted]),
      [[`${schema}_check`, false, true]],
    );
    const child = await server.sql.tableSchema(server.target, { schema, name: 'child' });
    assert.deepEqual(child.triggers, [{ name: 'trg', timing: 'AFTER', events: ['INSERT', 'UPDATE'], isDisabled: false }]);
    const { items, total } = await server.sql.tables(server.target, { schema, includeViews: true, offset: 1, limit: 1 });
    assert.deepEqual([items.map(({ name, kind, rows }) => [name, kind, rows]), total], [[['parent', 'table', 3]], 2]);
  });
});
