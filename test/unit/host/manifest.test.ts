import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import manifest from '../../../package.json';
import strings from '../../../package.nls.json';
import { commands, contextKeys, mcpProviderId, views } from '../../../src/host/ids';

const text = readFileSync('package.json', 'utf8');

describe('manifest', () => {
  it('declares the commands, views and the provider that the code registers', () => {
    const declared = manifest.contributes.commands.map(({ command }) => command);
    assert.deepEqual(declared.sort(), Object.values(commands).sort());
    assert.deepEqual(
      manifest.contributes.views.sprocket.map(({ id }) => id),
      Object.values(views),
    );
    assert.deepEqual(
      manifest.contributes.mcpServerDefinitionProviders.map(({ id }) => id),
      [mcpProviderId],
    );
  });

  it('asks only for context keys that the code sets', () => {
    const asked = [...text.matchAll(/\b(sprocket\.has\w+)/g)].map(([, key]) => key);
    assert.deepEqual([...new Set(asked)], Object.values(contextKeys));
  });

  it('takes every string from package.nls.json, and uses each', () => {
    const used = [...text.matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key);
    assert.deepEqual([...new Set(used)].sort(), Object.keys(strings).sort());
  });

  it('reads every setting that it declares, and no workspace can change one', () => {
    const code = readFileSync('src/host/settings.ts', 'utf8');
    for (const { properties } of manifest.contributes.configuration) {
      for (const [name, { scope }] of Object.entries<{ scope: string }>(properties)) {
        assert.ok(code.includes(`'${name.replace('sprocket.', '')}'`), name);
        assert.equal(scope, 'application', name);
      }
    }
  });
});
