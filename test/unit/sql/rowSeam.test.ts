import assert from 'node:assert/strict';
import { TYPES } from 'tedious';
import { TYPE } from 'tedious/lib/data-type';
import Parser from 'tedious/lib/token/stream-parser';
import { version } from 'tedious/package.json';
import { RowEncoder } from '../../../src/sql/rows/rowEncoder';
import { attachSink, detachSink } from '../../../src/sql/rows/rowSeam';
import { SentRows } from '../../../src/sql/rows/sentRows';

const OPTIONS = {
  useUTC: true,
  lowerCaseGuids: false,
  tdsVersion: '7_4',
  useColumnNames: false,
  columnNameReplacer: undefined,
  camelCaseColumns: false,
} as const;

const COLUMN = {
  userType: 0,
  flags: 0,
  type: TYPES.Int,
  collation: undefined,
  precision: undefined,
  scale: undefined,
  dataLength: undefined,
  schema: undefined,
  udtInfo: undefined,
  colName: 'n',
};

/** Two ROW tokens of an int each, then a DONE token. */
const BYTES = Buffer.from('d101000000d1ffffffff' + 'fd1000c1000200000000000000', 'hex');

function read(parser: Parser, pieces: readonly Buffer[]): string[] {
  const names: string[] = [];
  for (const piece of pieces) {
    parser.write(piece);
    for (let token = parser.read(); token !== undefined; token = parser.read()) {
      names.push(token.name);
    }
  }
  parser.end();
  return names;
}

describe('the seam in the driver', () => {
  it('is known for this version of the driver only', () => {
    assert.equal(version, '20.3.9');
  });

  it('takes the rows of a request with a sink, however the bytes come', () => {
    for (let size = 1; size <= BYTES.length; size++) {
      const options = { ...OPTIONS };
      const encoder = new RowEncoder();
      attachSink(options, { encoder, rowsRead: () => false });
      const pieces = Array.from({ length: Math.ceil(BYTES.length / size) }, (_, index) => BYTES.subarray(index * size, (index + 1) * size));
      assert.deepEqual(read(new Parser(options, [COLUMN]), pieces), ['DONE']);
      encoder.endResult();
      const block = encoder.take();
      assert.equal(Buffer.from(block?.bytes ?? []).toString(), '[1][-1]');
      assert.deepEqual([...(block?.ends ?? [])], [3, 7]);
      detachSink(options);
    }
  });

  /** int, nvarchar(10), int NULL: a ROW, a ROW whose text is NULL, a NBCROW without text, a NBCROW of NULLs only, a ROW; then DONE. */
  const mixedColumns = [
    COLUMN,
    { ...COLUMN, type: TYPES.NVarChar, dataLength: 20 },
    { ...COLUMN, type: TYPE[0x26] ?? TYPES.Int, dataLength: 4 },
  ];
  const mixed = Buffer.from(
    [
      'd1' + '01000000' + '04004100e900' + '0402000000',
      'd1' + '02000000' + 'ffff' + '00',
      'd2' + '02' + '03000000' + '0407000000',
      'd2' + '07',
      'd1' + '04000000' + '0000' + '00',
      'fd1000c1000500000000000000',
    ].join(''),
    'hex',
  );
  const texts = ['[1,"Aé",2]', '[2,null,null]', '[3,null,7]', '[null,null,null]', '[4,"",null]'];

  it('finds the ends of rows of both kinds, however the bytes come', () => {
    for (const way of ['encoded', 'as sent']) {
      for (let size = 1; size <= mixed.length; size++) {
        const options = { ...OPTIONS };
        const encoder = new RowEncoder();
        const sentRows = way === 'encoded' ? undefined : SentRows.of(mixedColumns);
        attachSink(options, { encoder, sentRows, rowsRead: () => false });
        const pieces = Array.from({ length: Math.ceil(mixed.length / size) }, (_, index) =>
          mixed.subarray(index * size, (index + 1) * size),
        );
        assert.deepEqual(read(new Parser(options, mixedColumns), pieces), ['DONE']);
        const { bytes, ends } = (sentRows ?? encoder).take() ?? { bytes: new Uint8Array(), ends: new Uint32Array() };
        const rows = Array.from(ends, (end, index) => bytes.subarray(index === 0 ? 0 : ends[index - 1], end));
        const written = rows.map((row) => Buffer.from(sentRows?.reader.toJson(row) ?? row).toString());
        assert.deepEqual(written, texts, `${way}, in pieces of ${size} bytes`);
        detachSink(options);
      }
    }
  });

  it('does not keep rows as sent whose values may be of any size', () => {
    const types = [{ type: TYPES.NVarChar, dataLength: 0xffff }, { type: TYPES.Xml }, { type: TYPES.Text, dataLength: 0x7fffffff }];
    for (const type of types) {
      assert.equal(SentRows.of([COLUMN, { ...COLUMN, ...type }]), undefined);
    }
  });

  it('leaves every other request as it was', () => {
    const attached = { ...OPTIONS };
    attachSink(attached, { encoder: new RowEncoder(), rowsRead: () => false });
    assert.deepEqual(read(new Parser({ ...OPTIONS }, [COLUMN]), [BYTES]), ['ROW', 'ROW', 'DONE']);
    detachSink(attached);
    assert.deepEqual(read(new Parser(attached, [COLUMN]), [BYTES]), ['ROW', 'ROW', 'DONE']);
  });

  it('gives the driver a token to pause at when the sink holds it back', () => {
    const options = { ...OPTIONS };
    attachSink(options, { encoder: new RowEncoder(), rowsRead: () => true });
    assert.deepEqual(read(new Parser(options, [COLUMN]), [BYTES]), ['ROW', 'DONE']);
    detachSink(options);
  });
});
