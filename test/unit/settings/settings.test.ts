import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { environmentVariables } from '../../../src/core/environmentVariables';
import { SprocketError } from '../../../src/core/errors';
import { defaultSettings } from '../../../src/core/settings';
import { settingsFromEnvironment } from '../../../src/core/settingsFromEnvironment';

describe('settings from the environment', () => {
  it('are the defaults without variables', () => {
    assert.deepEqual(settingsFromEnvironment({ MAX_CONCURRENT_SESSIONS: ' ' }), defaultSettings);
  });

  it('take every variable', () => {
    const settings = settingsFromEnvironment({
      ENABLE_EXECUTE_QUERY: 'False',
      ENABLE_START_QUERY: 'true',
      ENABLE_EXECUTE_STORED_PROCEDURE: '0',
      ENABLE_START_STORED_PROCEDURE: 'no',
      MAX_CONCURRENT_SESSIONS: '3',
      SESSION_RETENTION_MINUTES: '60',
      SESSION_CLEANUP_INTERVAL_MINUTES: '2',
      DEFAULT_COMMAND_TIMEOUT_SECONDS: '0',
      CONNECTION_TIMEOUT_SECONDS: '5',
      MAX_SESSION_ROWS: '1000',
      MAX_SESSION_BYTES: '2000',
      MAX_DISK_BYTES: '0',
      EXECUTE_PATIENCE_SECONDS: '7',
      MAX_PAGE_BYTES: '4096',
    });
    assert.deepEqual(settings, {
      maxConcurrentSessions: 3,
      sessionRetentionMinutes: 60,
      cleanupIntervalMinutes: 2,
      defaultTimeoutSeconds: 0,
      connectionTimeoutSeconds: 5,
      maxRows: 1000,
      maxBytes: 2000,
      maxDiskBytes: 0,
      patienceSeconds: 7,
      pageBytes: 4096,
      disabledTools: new Set(['execute_query', 'execute_stored_procedure', 'start_stored_procedure']),
    });
  });

  for (const [name, value] of [
    ['MAX_CONCURRENT_SESSIONS', '0'],
    ['MAX_CONCURRENT_SESSIONS', '1.5'],
    ['CONNECTION_TIMEOUT_SECONDS', 'soon'],
    ['ENABLE_START_QUERY', 'perhaps'],
  ] as const) {
    it(`refuse ${name}=${value}`, () => {
      assert.throws(
        () => settingsFromEnvironment({ [name]: value }),
        (error: unknown) => error instanceof SprocketError && error.message.includes(name) && error.nextStep !== undefined,
      );
    });
  }

  it('are documented, each of them', () => {
    const sources = ['settingsFromEnvironment.ts', 'connections/environmentConnectionStore.ts'].map((file) =>
      readFileSync(`src/core/${file}`, 'utf8'),
    );
    const read = new Set(sources.flatMap((text) => [...text.matchAll(/'([A-Z]+(?:_[A-Z]+)+)'/gu)].map((match) => match[1])));
    assert.deepEqual([...read].sort(), environmentVariables.map((variable) => variable.name).sort());
  });
});
