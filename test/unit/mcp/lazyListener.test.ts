import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { HttpListener } from '../../../src/mcp/httpListener';
import { LazyListener } from '../../../src/mcp/lazyListener';

function listener(closed: () => void = () => undefined): HttpListener {
  return {
    url: 'http://127.0.0.1:1/mcp',
    port: 1,
    token: 't',
    close: () => {
      closed();
      return Promise.resolve();
    },
  };
}

describe('lazy listener', () => {
  it('starts once for all who ask', async () => {
    let starts = 0;
    const lazy = new LazyListener(() => {
      starts += 1;
      return Promise.resolve(listener());
    });
    assert.equal(starts, 0);
    const [one, two] = await Promise.all([lazy.listen(), lazy.listen()]);
    assert.equal(one, two);
    assert.equal(starts, 1);
  });

  it('tries again after it failed', async () => {
    let starts = 0;
    const lazy = new LazyListener(() => {
      starts += 1;
      return starts === 1 ? Promise.reject(new Error('no port')) : Promise.resolve(listener());
    });
    await Promise.all([assert.rejects(lazy.listen()), assert.rejects(lazy.listen())]);
    await lazy.listen();
    assert.equal(starts, 2);
  });

  it('closes what was just starting, and starts no more', async () => {
    let closed = 0;
    const lazy = new LazyListener(() => Promise.resolve(listener(() => (closed += 1))));
    const pending = lazy.listen();
    await lazy.close();
    await pending;
    assert.equal(closed, 1);
    await assert.rejects(lazy.listen(), /shutting down/u);
  });
});
