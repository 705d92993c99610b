import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { getEncoding } from 'js-tiktoken';
import { allTools } from '../../../src/tools/allTools';
import { packExtension } from '../../extension/vscode/packExtension';
import type { Bench } from '../bench';
import { megabytes } from '../format';

/** What a model pays for the tools before it calls one. */
export const toolTokens: Bench = {
  names: ['tool_tokens'],
  measure: () => {
    const encoding = getEncoding('o200k_base');
    const text = allTools.map(({ name, description, inputSchema }) => JSON.stringify({ name, description, inputSchema })).join('\n');
    const tokens = encoding.encode(text).length;
    return Promise.resolve([
      {
        name: 'tool_tokens',
        what: `names, descriptions and input schemas of ${allTools.length} tools`,
        against: '',
        ours: `${tokens.toLocaleString('en')} tokens of o200k_base`,
        theirs: '',
        ratio: tokens,
        goal: 2500,
      },
    ]);
  },
};

/** What a user downloads. */
export const packageSize: Bench = {
  names: ['vsix_megabytes'],
  measure: async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'sprocket-bench-'));
    try {
      const file = path.join(folder, 'sprocket.vsix');
      packExtension(path.join(__dirname, '..', '..', '..'), file);
      const { size } = await stat(file);
      return [
        {
          name: 'vsix_megabytes',
          what: 'the .vsix',
          against: '',
          ours: megabytes(size),
          theirs: '',
          ratio: Number((size / 1e6).toFixed(2)),
          goal: 2.5,
        },
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
