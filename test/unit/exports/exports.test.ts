import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { resultSetText } from '../../../src/core/exports/resultSetText';
import type { ExportFormat } from '../../../src/core/exports/resultSetText';
import { SprocketError } from '../../../src/core/errors';
import { ResultSet } from '../../../src/core/sessions/resultSet';
import type { CellValue } from '../../../src/core/values/cellEncoding';
import { cellsAsText, wholeCellText } from '../../../src/host/panels/cellsAsText';
import { rowStorage } from '../support/rowStorage';
import { block } from '../support/stubSqlServer';

const unused = new AbortController().signal;

async function resultSetOf(names: readonly string[], rows: CellValue[][]): Promise<ResultSet> {
  const columns = names.map((name) => ({ name, type: 'sql_variant', nullable: true }));
  const resultSet = new ResultSet(columns, rowStorage({ path: '/nowhere', memoryLimit: 1 << 30 }));
  await resultSet.append(block(rows));
  await resultSet.finish();
  return resultSet;
}

async function exported(resultSet: ResultSet, format: ExportFormat): Promise<{ text: string; rows: number }> {
  const whole = { text: '', rows: 0 };
  for await (const { text, rows } of resultSetText(resultSet, format)) {
    whole.text += text;
    whole.rows += rows;
  }
  return whole;
}

const mixed: CellValue[][] = [
  [1, '12345678901234567890.1234567890', null, 'plain'],
  [2, '0x00FF', '', 'a "quoted", field'],
  [-3.5, true, 'NULL', 'two\r\nlines | and\ta tab'],
];

describe('exports', () => {
  it('CSV as RFC 4180 says; NULL, the empty string and the word are three things', async () => {
    const { text, rows } = await exported(await resultSetOf(['n', 'exact,', 'maybe', ''], mixed), 'csv');
    assert.equal(rows, 3);
    assert.equal(
      text,
      'n,"exact,",maybe,""\r\n' +
        '1,12345678901234567890.1234567890,,plain\r\n' +
        '2,0x00FF,"","a ""quoted"", field"\r\n' +
        '-3.5,1,NULL,"two\r\nlines | and\ta tab"\r\n',
    );
  });

  it('JSON with a key for every column, also one without a name or with a name that was there', async () => {
    const { text } = await exported(await resultSetOf(['n', 'n', '', 'n_2'], mixed), 'json');
    const parsed: unknown = JSON.parse(text);
    assert.deepEqual(
      parsed,
      mixed.map(([n, second, third, fourth]) => ({ n, n_2: second, column_3: third, n_2_2: fourth })),
    );
  });

  it('Markdown whose cells do not break the table', async () => {
    const { text } = await exported(
      await resultSetOf(
        ['a|b', 'x'],
        [
          ['1|2\n3', null],
          ['*', '<b>'],
        ],
      ),
      'markdown',
    );
    assert.equal(text, '| a\\|b | x |\n| --- | --- |\n| 1\\|2<br>3 | *NULL* |\n| \\* | \\<b\\> |\n');
  });

  it('an empty result set is its header', async () => {
    const empty = await resultSetOf(['a'], []);
    assert.equal((await exported(empty, 'csv')).text, 'a\r\n');
    assert.deepEqual(JSON.parse((await exported(empty, 'json')).text), []);
    assert.equal((await exported(empty, 'markdown')).text, '| a |\n| --- |\n');
  });

  it('many rows come in pieces, each once', async () => {
    const many = await resultSetOf(
      ['n'],
      Array.from({ length: 30_000 }, (_value, index) => [index]),
    );
    const { text, rows } = await exported(many, 'csv');
    assert.equal(rows, 30_000);
    assert.deepEqual(
      text.split('\r\n').slice(1, -1).map(Number),
      Array.from({ length: 30_000 }, (_value, index) => index),
    );
  });
});

describe('copied cells', () => {
  it('are lines with tabs; headers where asked for', async () => {
    const resultSet = await resultSetOf(['n', 'exact', 'maybe', 'text'], mixed);
    const range = { fromRow: 0, toRow: 2, fromColumn: 1, toColumn: 2 };
    const { text, cells } = await cellsAsText(resultSet, range, true, unused);
    assert.equal(cells, 6);
    assert.equal(text, 'exact\tmaybe\r\n12345678901234567890.1234567890\tNULL\r\n0x00FF\t""\r\n1\t"NULL"');
  });

  it('one alone is its text as it is', async () => {
    const resultSet = await resultSetOf(['text'], [['a "b"\nc'], [null]]);
    const at = (row: number): Promise<{ text: string }> =>
      cellsAsText(resultSet, { fromRow: row, toRow: row, fromColumn: 0, toColumn: 0 }, false, unused);
    assert.equal((await at(0)).text, 'a "b"\nc');
    assert.equal((await at(1)).text, 'NULL');
    assert.equal(await wholeCellText(resultSet, 0, 0), 'a "b"\nc');
  });

  it('more than a clipboard should hold is refused, and nothing is left out', async () => {
    const resultSet = await resultSetOf(
      ['a', 'b'],
      Array.from({ length: 500_001 }, () => [1, 2]),
    );
    const all = { fromRow: 0, toRow: 500_000, fromColumn: 0, toColumn: 1 };
    await assert.rejects(cellsAsText(resultSet, all, false, unused), (error) => {
      assert.ok(error instanceof SprocketError);
      assert.equal(error.kind, 'unsupported');
      assert.match(error.message, /1,000,002 cells/);
      assert.equal(error.expected, 'at most 1,000,000 cells to copy');
      return true;
    });
    assert.equal((await cellsAsText(resultSet, { ...all, toRow: 499_999 }, false, unused)).cells, 1_000_000);
  });
});
