import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as z from 'zod/mini';
import type { Log } from '../../../src/core/log';
import { silentLog } from '../../../src/core/log';
import { HostChannel } from '../../../src/host/panels/hostChannel';
import { pageHtml } from '../../../src/host/panels/pageHtml';
import { nothing } from '../../../src/shared/protocol';
import type { RequestHandlers } from '../../../src/shared/protocol';

const protocol = {
  requests: {
    double: { params: z.strictObject({ value: z.int() }), result: z.int() },
    wait: { params: nothing, result: nothing },
  },
  events: { tick: z.int() },
} as const;

function connect(handlers: Partial<RequestHandlers<typeof protocol>> = {}): {
  channel: HostChannel<typeof protocol>;
  say: (message: unknown) => Promise<void>;
  heard: unknown[];
  warnings: string[];
} {
  const heard: unknown[] = [];
  const warnings: string[] = [];
  let listener: (message: unknown) => void = () => undefined;
  const log: Log = { ...silentLog, warn: (text) => warnings.push(text) };
  const webview = {
    postMessage: (message: unknown) => Promise.resolve(heard.push(message) > 0),
    onDidReceiveMessage: (heardBy: (message: unknown) => void) => {
      listener = heardBy;
      return { dispose: () => (listener = () => undefined) };
    },
  };
  const all = { double: ({ value }: { value: number }) => Promise.resolve(value * 2), wait: () => Promise.resolve(null), ...handlers };
  const channel = new HostChannel(webview, protocol, all, log);
  const say = async (message: unknown): Promise<void> => {
    listener(message);
    await new Promise(setImmediate);
  };
  return { channel, say, heard, warnings };
}

describe('channel of a page', () => {
  it('answers a request', async () => {
    const { say, heard } = connect();
    await say({ kind: 'request', id: 7, name: 'double', params: { value: 21 } });
    assert.deepEqual(heard, [{ kind: 'result', id: 7, result: 42 }]);
  });

  it('refuses what is not of the protocol, and does not run it', async () => {
    const { say, heard, warnings } = connect();
    await say({ kind: 'request', id: 1, name: 'double', params: { value: '21' } });
    await say({ kind: 'request', id: 2, name: 'toString', params: null });
    await say({ kind: 'request', id: 3, name: 'double', params: { value: 1, more: 2 } });
    const answers = z.parse(z.array(z.object({ kind: z.string(), id: z.int() })), heard);
    assert.deepEqual(
      answers.map(({ kind, id }) => [kind, id]),
      [
        ['failure', 1],
        ['failure', 2],
        ['failure', 3],
      ],
    );
    for (const message of [undefined, 'text', { kind: 'request' }, { kind: 'evil', id: 1 }]) await say(message);
    assert.equal(heard.length, 3);
    assert.equal(warnings.length, 7);
  });

  it('gives the sentence of a failure', async () => {
    const { say, heard } = connect({ wait: () => Promise.reject(new Error('It rained.')) });
    await say({ kind: 'request', id: 1, name: 'wait', params: null });
    assert.deepEqual(heard, [{ kind: 'failure', id: 1, error: 'It rained.' }]);
  });

  it('tells the work that its page gave up or is gone, and answers nobody', async () => {
    const signals: AbortSignal[] = [];
    const forever = (_params: null, signal: AbortSignal): Promise<null> => {
      signals.push(signal);
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reject(new Error('aborted'));
        });
      });
    };
    const { channel, say, heard } = connect({ wait: forever });
    await say({ kind: 'request', id: 1, name: 'wait', params: null });
    await say({ kind: 'abandon', id: 1 });
    await say({ kind: 'request', id: 2, name: 'wait', params: null });
    channel.dispose();
    await new Promise(setImmediate);
    assert.deepEqual(
      signals.map(({ aborted }) => aborted),
      [true, true],
    );
    assert.deepEqual(heard, []);
  });

  it('reports events to a page that is up, and to no other', async () => {
    const { channel, say, heard } = connect();
    channel.post('tick', 1);
    await say({ kind: 'request', id: 1, name: 'wait', params: null });
    channel.post('tick', 2);
    channel.pageIsGone();
    channel.post('tick', 3);
    assert.deepEqual(heard.slice(1), [{ kind: 'event', name: 'tick', payload: 2 }]);
  });
});

describe('document of a page', () => {
  const document = pageHtml('a "title" <b>', {
    source: 'https://source',
    script: 'https://source/x.js?a&b',
    styles: ['https://source/x.css'],
  });

  it('lets one script run and loads nothing from elsewhere', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(document)?.[1]?.split('; ') ?? [];
    const nonce = /<script nonce="([^"]+)"/.exec(document)?.[1] ?? '';
    assert.ok(nonce.length >= 22);
    assert.deepEqual(policy, [
      "default-src 'none'",
      'img-src https://source',
      'font-src https://source',
      `style-src https://source 'nonce-${nonce}'`,
      `script-src 'nonce-${nonce}'`,
    ]);
    assert.doesNotMatch(document, /style=|unsafe|<b>/);
  });

  it('has another nonce each time', () => {
    assert.notEqual(pageHtml('x', { source: '', script: '', styles: [] }), pageHtml('x', { source: '', script: '', styles: [] }));
  });
});
