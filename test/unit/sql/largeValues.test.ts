import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { decodeRow } from '../../../src/core/values/cellEncoding';
import { hearBatch, Recorder, result, script, startScriptedServer, type } from './scriptedServer';
import type { ScriptedServer } from './scriptedServer';

const characters = 20_000_000;
/** More than a piece, less than two. */
const mostPieceBytes = 2_500_000;

describe('a value of many megabytes', () => {
  let server: ScriptedServer;
  before(async () => {
    server = await startScriptedServer();
    script(server, (sink) => {
      result(
        sink,
        [
          ['id', type('int')],
          ['t', type('nvarchar', { length: 'max' })],
        ],
        [
          [1, 'x'.repeat(characters)],
          [2, 'after'],
        ],
      );
    });
  });
  after(() => server.close());

  /** Hears the batch; `hold` keeps the sender waiting at each block. */
  async function hear(hold: (blocks: readonly number[]) => Promise<void>): Promise<{ blocks: number[]; texts: readonly string[] }> {
    const recorder = new Recorder();
    const blocks: number[] = [];
    await hearBatch(server, {
      connected: (id) => {
        recorder.connected(id);
      },
      columns: (columns) => {
        recorder.columns(columns);
      },
      rows: async (block) => {
        blocks.push(block.bytes.byteLength);
        await recorder.rows(block);
        await hold(blocks);
      },
      message: (message) => {
        recorder.message(message);
      },
      statementDone: (count) => {
        recorder.statementDone(count);
      },
    });
    return { blocks, texts: recorder.results[0]?.texts ?? [] };
  }

  it('comes in pieces, and is whole', async () => {
    const { blocks, texts } = await hear(() => Promise.resolve());
    assert.ok(blocks.length > 5 && blocks.every((bytes) => bytes < mostPieceBytes), blocks.join());
    const [first, second] = texts.map((text) => decodeRow(Buffer.from(text)));
    assert.ok(first?.[0] === 1 && first[1] === 'x'.repeat(characters));
    assert.deepEqual(second, [2, 'after']);
  });

  it('waits with the server while a piece is being stored', async () => {
    let heldAt = 0;
    const { blocks } = await hear(async (seen) => {
      if (seen.length === 1) {
        await pause(300);
        heldAt = seen.length;
      }
    });
    assert.equal(heldAt, 1);
    // What had arrived before the server was held back is all that gathered meanwhile.
    assert.ok((blocks[1] ?? 0) < mostPieceBytes, blocks.join());
  });
});
