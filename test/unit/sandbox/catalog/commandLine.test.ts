import assert from 'node:assert/strict';
import { readCommandLine } from '../../../sandbox/commandLine';

describe('command line of the sandbox', () => {
  it('has defaults', () => {
    assert.deepEqual(readCommandLine([]), { withParent: false, options: { port: 0, faults: {} } });
  });

  it('reads every option', () => {
    const args = ['--port', '14330', '--profile', '2019', '--encryption', 'strict', '--with-parent'];
    const faults = ['--fault', 'dropAfterRows=5', '--fault', 'refuseConnections', '--fault', 'loginError=18456'];
    assert.deepEqual(readCommandLine([...args, ...faults]), {
      withParent: true,
      options: {
        port: 14330,
        profile: '2019',
        encryption: 'strict',
        faults: { dropAfterRows: 5, refuseConnections: true, loginError: 18456 },
      },
    });
  });

  it('says what is wrong', () => {
    assert.throws(() => readCommandLine(['--port', 'x']), /--port takes a number/);
    assert.throws(() => readCommandLine(['--encryption', 'maybe']), /--encryption takes one of on, off/);
    assert.throws(() => readCommandLine(['--fault', 'noSuchFault']), /does not know "noSuchFault"/);
    assert.throws(() => readCommandLine(['--fault', 'dropAfterRows=-1']), /takes a number/);
    assert.throws(() => readCommandLine(['--fault', 'loginError=1']), /takes one of 1205/);
  });
});
