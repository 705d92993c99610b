import assert from 'node:assert/strict';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { z } from 'zod';

/** What a tool answered. */
export interface Answer {
  readonly text: string;
  readonly structured: Readonly<Record<string, unknown>>;
  readonly isError: boolean;
}

const content = z.array(z.object({ text: z.string() }));
const structured = z.record(z.string(), z.unknown());

export async function call(client: Client, name: string, args: object, options: { signal?: AbortSignal } = {}): Promise<Answer> {
  const result = await client.callTool({ name, arguments: { ...args } }, undefined, options);
  return {
    text: content
      .parse(result.content)
      .map((part) => part.text)
      .join('\n'),
    structured: structured.parse(result.structuredContent ?? {}),
    isError: result.isError === true,
  };
}

/** The error of an answer that is one. */
export function errorOf(answer: Answer): Readonly<Record<string, unknown>> {
  assert.equal(answer.isError, true, answer.text);
  return structured.parse(answer.structured['error']);
}
