import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { spreadsheetCells, withoutHeader } from '../../../webview/procedure/controls/spreadsheetText';

describe('text from a spreadsheet', () => {
  const cases: readonly [string, string[][]][] = [
    [
      'a\tb\r\nc\td\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['a\n\nb', [['a'], [''], ['b']]],
    ['a\t\tb', [['a', '', 'b']]],
    ['a\t', [['a', '']]],
    ['', [['']]],
    ['"a""b"\t"c\nd\te"', [['a"b', 'c\nd\te']]],
    ['"not closed\tb', [['"not closed', 'b']]],
    ['5"x3"\tb', [['5"x3"', 'b']]],
  ];
  for (const [text, cells] of cases) {
    it(JSON.stringify(text), () => {
      assert.deepEqual(spreadsheetCells(text), cells);
    });
  }

  it('a first row of the names of the columns is no row', () => {
    assert.deepEqual(
      withoutHeader(
        [
          ['id', 'NAME'],
          ['1', 'x'],
        ],
        ['Id', 'Name', 'Note'],
      ),
      [['1', 'x']],
    );
    assert.deepEqual(withoutHeader([['1', 'x']], ['Id', 'Name']), [['1', 'x']]);
  });
});
