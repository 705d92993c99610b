import assert from 'node:assert/strict';
import { TYPES } from 'tedious';
import Parser from 'tedious/lib/token/stream-parser';
import { version } from 'tedious/package.json';
import { RowEncoder } from '../../../src/sql/rows/rowEncoder';
import { attachSink, detachSink } from '../../../src/sql/rows/rowSeam';

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
