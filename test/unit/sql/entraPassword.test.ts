import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { afterEach, describe, it } from 'mocha';
import { Secret } from '../../../src/core/connections/secret';
import { passwordToken } from '../../../src/sql/entraPassword';

describe('sign-in with a password', () => {
  const { fetch } = globalThis;
  afterEach(() => {
    globalThis.fetch = fetch;
  });
  const authentication = { kind: 'entraPassword', user: 'me@example.com', password: new Secret('hunter2') } as const;

  it('gives up when nobody answers, and tells no secret', async () => {
    let signal: AbortSignal | null | undefined;
    globalThis.fetch = (_url, options) => {
      signal = options?.signal;
      return Promise.reject(new Error('no answer to hunter2'));
    };
    await assert.rejects(passwordToken(authentication, 'scope'), (error: unknown) => {
      assert.doesNotMatch(inspect(error, { depth: 9 }), /hunter2/u);
      return true;
    });
    assert.ok(signal instanceof AbortSignal);
  });

  it('takes the token, and refuses an answer that has none', async () => {
    globalThis.fetch = () => Promise.resolve(Response.json({ access_token: 't', expires_in: 60 }));
    assert.equal((await passwordToken(authentication, 'scope')).token, 't');
    globalThis.fetch = () => Promise.resolve(Response.json({ error_description: 'hunter2' }, { status: 400 }));
    await assert.rejects(passwordToken(authentication, 'scope'), { kind: 'login_failed', message: /it answered 400/u });
  });
});
