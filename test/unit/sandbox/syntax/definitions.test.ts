import assert from 'node:assert/strict';
import { statementOf } from './support';

describe('definitions', () => {
  it('CREATE TABLE keeps columns, constraints and indexes', () => {
    const { definition } = statementOf(
      'createTable',
      `CREATE TABLE s.t (
        id int IDENTITY(10, -2) NOT NULL PRIMARY KEY,
        qty decimal(18, 4) NOT NULL CONSTRAINT df DEFAULT ((1)) CONSTRAINT ck CHECK (qty > 0),
        total AS (qty * 2) PERSISTED,
        ref int NULL REFERENCES s.u (id) ON DELETE CASCADE,
        f datetime2 GENERATED ALWAYS AS ROW START HIDDEN NOT NULL,
        e datetime2 GENERATED ALWAYS AS ROW END NOT NULL,
        PERIOD FOR SYSTEM_TIME (f, e),
        CONSTRAINT uq UNIQUE NONCLUSTERED (qty DESC, ref),
        INDEX ix (qty) INCLUDE (ref) WHERE qty > 1 WITH (FILLFACTOR = 80)
      ) ON [PRIMARY] WITH (DATA_COMPRESSION = PAGE)`,
    );
    const [id, qty, total, ref, from] = definition.columns;
    assert.deepEqual(id?.identity, { seed: 10n, increment: -2n, notForReplication: false });
    assert.deepEqual([qty?.nullable, qty?.default?.name, qty?.default?.text, qty?.constraints[0]?.name], [false, 'df', '((1))', 'ck']);
    assert.deepEqual([total?.computed?.text, total?.computed?.persisted], ['(qty * 2)', true]);
    assert.ok(ref?.constraints[0]?.kind === 'foreignKey');
    assert.deepEqual([ref.constraints[0].columns, ref.constraints[0].onDelete], [['ref'], 'CASCADE']);
    assert.deepEqual([from?.generatedAlways, from?.hidden], ['ROW START', true]);
    assert.deepEqual(definition.period, ['f', 'e']);
    assert.deepEqual(definition.options, { DATA_COMPRESSION: 'PAGE' });
    const [unique] = definition.constraints;
    assert.ok(unique?.kind === 'key');
    assert.deepEqual(unique.columns, [
      { name: 'qty', descending: true },
      { name: 'ref', descending: false },
    ]);
    const [index] = definition.indexes;
    assert.deepEqual([index?.included, index?.filter?.text, index?.options], [['ref'], 'qty > 1', { FILLFACTOR: '80' }]);
  });
  it('CREATE INDEX takes columnstores', () => {
    const { index, on } = statementOf('createIndex', 'CREATE CLUSTERED COLUMNSTORE INDEX cci ON dbo.f ORDER (a)');
    assert.deepEqual([index.clustered, index.columnstore, index.order, on.parts], [true, true, ['a'], ['dbo', 'f']]);
  });
  it('ALTER TABLE tells its actions apart', () => {
    const action = (text: string): string => statementOf('alterTable', `ALTER TABLE t ${text}`).action.kind;
    assert.equal(action('WITH NOCHECK ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES b (a)'), 'addColumns');
    assert.equal(action('NOCHECK CONSTRAINT ALL'), 'checkConstraint');
    assert.equal(action('DROP COLUMN a, b'), 'dropColumn');
    assert.equal(action('DROP CONSTRAINT IF EXISTS a'), 'dropConstraint');
    assert.equal(action('ALTER COLUMN a nvarchar(50) NOT NULL'), 'alterColumn');
    assert.equal(action('SET (SYSTEM_VERSIONING = OFF)'), 'other');
  });
  it('procedures keep their text, parameters and defaults', () => {
    const text = `-- first
      CREATE OR ALTER PROCEDURE dbo.p (@a int = NULL, @b nvarchar(10) = N'x' OUTPUT, @t dbo.tt READONLY, @w varchar(5) = abc)
      WITH RECOMPILE, EXECUTE AS OWNER AS SET NOCOUNT ON; RETURN -1`;
    const procedure = statementOf('createModule', text);
    assert.deepEqual([procedure.text, procedure.form, procedure.options], [text, 'CREATE OR ALTER', ['RECOMPILE', 'EXECUTE AS OWNER']]);
    assert.deepEqual(
      procedure.parameters.map(({ name, output, readOnly, default: value }) => [
        name,
        output,
        readOnly,
        value?.kind === 'literal' ? value.value : '-',
      ]),
      [
        ['@a', false, false, null],
        ['@b', true, false, 'x'],
        ['@t', false, true, '-'],
        ['@w', false, false, 'abc'],
      ],
    );
    assert.equal(procedure.body.length, 2);
  });
  it('functions come in three forms, views and triggers in one', () => {
    const inline = statementOf('createModule', 'CREATE FUNCTION f(@a int) RETURNS TABLE AS RETURN (SELECT @a AS a)');
    assert.ok(inline.inline && inline.body[0]?.kind === 'return' && inline.body[0].query);
    const scalar = statementOf('createModule', 'CREATE FUNCTION f() RETURNS decimal(5, 2) AS BEGIN RETURN 1 END');
    assert.deepEqual(scalar.returns?.arguments, [5, 2]);
    const table = statementOf('createModule', 'CREATE FUNCTION f() RETURNS @t TABLE (a int) AS BEGIN INSERT @t VALUES (1) RETURN END');
    assert.equal(table.returnsTable?.variable, '@t');
    const view = statementOf(
      'createModule',
      'CREATE VIEW v (a) WITH SCHEMABINDING AS WITH c AS (SELECT 1 AS x) SELECT x FROM c WITH CHECK OPTION',
    );
    assert.deepEqual([view.columns, view.options], [['a'], ['SCHEMABINDING', 'CHECK OPTION']]);
    const trigger = statementOf('createModule', "CREATE TRIGGER tr ON dbo.t AFTER INSERT, UPDATE AS IF UPDATE(a) PRINT 'x'");
    assert.deepEqual([trigger.timing, trigger.events], ['AFTER', ['INSERT', 'UPDATE']]);
  });
});
