import assert from 'node:assert/strict';
import { ConnectionFingerprints } from '../../../src/core/connections/connectionFingerprints';
import { parseConnectionString } from '../../../src/core/connections/connectionString';
import type { ConnectionTarget } from '../../../src/core/ports';

function target(text: string, parts: Partial<ConnectionTarget> = {}): ConnectionTarget {
  return { connection: 'shop', settings: parseConnectionString(text), ...parts };
}

describe('fingerprints of connections', () => {
  const text = 'Server=db1;Database=Sales;User ID=reader;Password=first';

  it('are the same for the same settings, read once or twice', () => {
    const fingerprints = new ConnectionFingerprints();
    const given = target(text);
    const fingerprint = fingerprints.of(given);
    assert.equal(fingerprints.of(given), fingerprint);
    assert.equal(fingerprints.of(target(text)), fingerprint);
    assert.equal(fingerprints.of({ ...given, database: 'Sales' }), fingerprint);
  });

  it('differ by connection, database, and everything that the string says, the password too', () => {
    const fingerprints = new ConnectionFingerprints();
    const given = target(text);
    const others = [
      { ...given, connection: 'store' },
      { ...given, database: 'Archive' },
      target(text.replace('first', 'second')),
      target(text.replace('reader', 'writer')),
      target(`${text};Encrypt=false`),
    ];
    const all = [given, ...others].map((each) => fingerprints.of(each));
    assert.equal(new Set(all).size, all.length);
  });

  it('tell nothing to who lacks the key', () => {
    const given = target(text);
    const fingerprint = new ConnectionFingerprints().of(given);
    assert.notEqual(new ConnectionFingerprints().of(given), fingerprint);
    assert.match(fingerprint, /^[A-Za-z0-9+/]{43}=$/u);
  });
});
