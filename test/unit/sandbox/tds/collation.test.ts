import assert from 'node:assert/strict';
import { codePageOfBytes, collationBytes } from '../../../sandbox/tds/collationBytes';
import { decodeText, encodeText } from '../../../sandbox/values/codePage';
import { collationOf, findCollation } from '../../../sandbox/values/collation';

describe('collations', () => {
  const expected: readonly (readonly [name: string, bytes: string, codePage: number])[] = [
    ['SQL_Latin1_General_CP1_CI_AS', '0904d00034', 1252],
    ['SQL_Latin1_General_CP1_CS_AS', '0904c00033', 1252],
    ['Latin1_General_CI_AS', '0904d00000', 1252],
    ['Latin1_General_CI_AI', '0904f00000', 1252],
    ['Latin1_General_CI_AS_KS_WS', '0904100000', 1252],
    ['Latin1_General_BIN', '0904000100', 1252],
    ['Latin1_General_BIN2', '0904000200', 1252],
    ['Latin1_General_100_CI_AS_SC_UTF8', '0904d02400', 65001],
    ['Latin1_General_100_BIN2_UTF8', '0904002600', 65001],
    ['Cyrillic_General_CI_AS', '1904d00000', 1251],
    ['Cyrillic_General_100_CI_AS', '1904d02000', 1251],
    ['Japanese_CI_AS', '1104d00000', 932],
    ['Japanese_XJIS_140_CI_AS', '1104d03000', 932],
    ['Hebrew_CI_AS', '0d04d00000', 1255],
    ['Arabic_100_CI_AS', '0104d02000', 1256],
    ['Polish_CI_AS', '1504d00000', 1250],
    ['Greek_CI_AS', '0804d00000', 1253],
    ['Turkish_100_CI_AS', '1f04d02000', 1254],
    ['German_PhoneBook_CI_AS', '0704d10000', 1252],
  ];
  for (const [name, bytes, codePage] of expected) {
    it(`knows ${name}`, () => {
      assert.equal(collationBytes(name).toString('hex'), bytes);
      assert.equal(collationOf(name).codePage, codePage);
      assert.equal(codePageOfBytes(collationBytes(name)), codePage);
    });
  }

  it('takes names in any case and refuses those that do not exist', () => {
    assert.equal(findCollation('latin1_general_100_ci_as_sc')?.supplementary, true);
    for (const name of ['Klingon_CI_AS', 'Latin1_General_CI', 'Latin1_General_CI_AS_UTF8', ''])
      assert.equal(findCollation(name), undefined, name);
  });
});

describe('code pages', () => {
  it('encodes and decodes single and double byte pages', () => {
    for (const [codePage, text, hex] of [
      [1252, 'é€', 'e980'],
      [1250, 'ż', 'bf'],
      [1251, 'Ж', 'c6'],
      [1253, 'α', 'e1'],
      [1254, 'ğ', 'f0'],
      [1255, 'ש', 'f9'],
      [1256, 'س', 'd3'],
      [437, '█', 'db'],
      [932, 'あ', '82a0'],
      [65001, '€', 'e282ac'],
    ] as const) {
      assert.equal(encodeText(text, codePage).toString('hex'), hex);
      assert.equal(decodeText(Buffer.from(hex, 'hex'), codePage), text);
    }
  });

  it('turns what a page lacks into a question mark, one for each character', () => {
    assert.equal(encodeText('aΩ𝄞b', 1252).toString('latin1'), 'a??b');
  });

  it('brings every byte of Windows-1252 back', () => {
    const all = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    assert.deepEqual(encodeText(decodeText(all, 1252), 1252), all);
  });
});
