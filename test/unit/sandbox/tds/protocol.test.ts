import assert from 'node:assert/strict';
import { startTdsServer, type TdsServer } from '../../../sandbox/tds/server';
import { batchPayload, RawClient } from './rawClient';
import { StubEngine, untilAborted } from './stubEngine';
import { until } from './tediousClient';

const doneWithAttention = 'fd2000000000000000000000' + '00';
const plainDone = 'fd0000000000000000000000' + '00';

describe('TDS protocol', () => {
  let engine: StubEngine;
  let server: TdsServer;
  let client: RawClient;
  beforeEach(async () => {
    engine = new StubEngine();
    server = await startTdsServer({ engine });
    client = await RawClient.open(server);
  });
  afterEach(async () => {
    client.close();
    await server.close();
  });

  it('acknowledges an attention that cuts a request short, and never runs it', async () => {
    await client.logIn();
    client.send(0x01, batchPayload('half'), 0);
    client.send(0x06, Buffer.alloc(0));
    assert.equal((await client.message()).toString('hex'), doneWithAttention);
    client.batch('whole');
    assert.equal((await client.message()).toString('hex'), plainDone);
    assert.deepEqual(engine.sessions[0]?.batches, ['whole']);
  });

  it('acknowledges an attention that comes when nothing runs', async () => {
    await client.logIn();
    client.send(0x06, Buffer.alloc(0));
    assert.equal((await client.message()).toString('hex'), doneWithAttention);
  });

  it('answers a cancelled request and its attention with a message each', async () => {
    engine.onBatch = (_text, _sink, signal) => untilAborted(signal);
    await client.logIn();
    client.batch('wait');
    await until(() => engine.sessions[0]?.batches.length === 1);
    client.send(0x06, Buffer.alloc(0));
    assert.equal((await client.message()).toString('hex'), 'fd0200000000000000000000' + '00');
    assert.equal((await client.message()).toString('hex'), doneWithAttention);
  });

  it('answers a message with the IGNORE bit without running it', async () => {
    await client.logIn();
    client.send(0x01, batchPayload('no'), 0x03);
    assert.equal((await client.message()).toString('hex'), plainDone);
    assert.equal(server.statistics.ignoredMessages, 1);
    assert.deepEqual(engine.sessions[0]?.batches, []);
  });

  it('resets before it runs a request with the reset bits', async () => {
    await client.logIn();
    client.send(0x01, batchPayload('a'), 0x09);
    assert.equal((await client.message()).toString('hex'), 'e30300120000' + plainDone);
    client.send(0x01, batchPayload('b'), 0x11);
    await client.message();
    assert.deepEqual(engine.sessions[0]?.resets, [false, true]);
  });

  it('acknowledges only the features that were asked for and that it has', async () => {
    const asked = Buffer.from(
      '04' + '01000000' + '01' + '0a' + '01000000' + '01' + '0d' + '01000000' + '01' + '0e' + '01000000' + '01',
      'hex',
    );
    const answer = (await client.logIn(asked)).toString('hex');
    assert.ok(answer.includes('ae' + '0a' + '01000000' + '01' + '0d' + '01000000' + '01' + '0e' + '01000000' + '01' + 'ff'), answer);
    engine.onBatch = async (_text, sink) => {
      sink.columns([{ name: 'j', type: { name: 'json' }, nullable: true, identity: false, computed: true }]);
      await sink.row(['{}']);
      sink.statementDone({ rowCount: 1, command: 0xc1, inProcedure: false, failed: false });
    };
    client.batch('json');
    assert.ok((await client.message()).toString('hex').startsWith('8101000000000021' + '00' + 'f4' + '01' + '6a00'));
  });

  it('leaves the acknowledgement out for a client that asked for nothing', async () => {
    const packetSizeChange = 'e3130004' + '0434003000390036000434003000390036' + '00';
    assert.ok((await client.logIn()).toString('hex').endsWith(packetSizeChange + plainDone));
  });

  it('tells where to get a token, and takes the token in a message of its own', async () => {
    const information = await client.logIn(Buffer.from('02' + '02000000' + '05' + '01', 'hex'));
    assert.equal(information[0], 0xee);
    assert.match(
      information.toString('utf16le', 1 + 4 + 4 + 18),
      /^https:\/\/login\.microsoftonline\.com\/commonhttps:\/\/database\.windows\.net\/$/,
    );
    const token = Buffer.from('a token', 'utf16le');
    const message = Buffer.alloc(8);
    message.writeUInt32LE(token.length + 4, 0);
    message.writeUInt32LE(token.length, 4);
    client.send(0x08, Buffer.concat([message, token]));
    assert.equal((await client.message())[0], 0xe3);
    assert.deepEqual(engine.logins[0]?.credentials, { kind: 'token', token: 'a token' });
  });

  it('leaves COLMETADATA empty for a call that wants none', async () => {
    engine.onCall = async (_call, sink) => {
      sink.columns([{ name: 'n', type: { name: 'int' }, nullable: false, identity: false, computed: false }]);
      await sink.row([1]);
      sink.procedureDone({ failed: false, returnedRows: true });
    };
    await client.logIn();
    const headers = batchPayload('');
    client.send(0x03, Buffer.concat([headers, Buffer.from('0100' + '7000' + '0200', 'hex')]));
    assert.equal((await client.message()).toString('hex'), '81ffff' + 'd101000000' + 'fe0000e000000000000000' + '0000');
  });

  it('answers every call of a batched RPC in one message', async () => {
    await client.logIn();
    const one = Buffer.from('0100' + '7000' + '0000', 'hex');
    client.send(0x03, Buffer.concat([batchPayload(''), one, Buffer.of(0xff), one]));
    const answered = '7900000000' + 'fe0100e0000000000000000000' + '7900000000' + 'fe0000e0000000000000000000';
    assert.equal((await client.message()).toString('hex'), answered);
    assert.equal(server.statistics.calls, 2);
  });

  it('encrypts the login only for a client that wants no more', async () => {
    const answer = await client.logInEncrypted();
    assert.equal(answer[0], 0xe3);
    assert.deepEqual(engine.logins[0]?.credentials, { kind: 'sql', userName: 'sa', password: 'right' });
    client.batch('plain');
    assert.equal((await client.message()).toString('hex'), plainDone);
    assert.equal(server.statistics.encryptedConnections, 1);
  });

  it('closes on a first message that never ends', async () => {
    for (let packet = 0; packet < 20; packet++) client.send(0x12, Buffer.alloc(30_000), 0);
    await until(() => server.statistics.protocolErrors === 1 && server.statistics.openConnections === 0);
  });

  it('ends a session only when its running request has ended', async () => {
    let release = (): void => undefined;
    engine.onBatch = (_text, _sink, signal) =>
      new Promise((_resolve, reject) => {
        release = () => {
          reject(new Error('ended'));
        };
        assert.equal(signal.aborted, false);
      });
    await client.logIn();
    client.batch('long');
    await until(() => engine.sessions[0]?.batches.length === 1);
    client.close();
    await until(() => server.statistics.openConnections === 0);
    assert.equal(engine.sessions[0]?.isClosed, false);
    release();
    await until(() => engine.sessions[0]?.isClosed === true);
  });
});
