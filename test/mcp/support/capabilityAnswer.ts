import assert from 'node:assert/strict';
import { z } from 'zod';
import { call } from './mcpHost';
import type { Answer } from './mcpHost';
import type { ProfileHost } from './profileHost';

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const groups = z.record(z.string(), z.array(z.array(cell)));
const answerShape = z.looseObject({
  product: z.string(),
  version: z.string(),
  edition: z.string(),
  engine_edition: z.number(),
  level: z.string().optional(),
  update: z.string().optional(),
  update_policy: z.string().optional(),
  deployment: z.object({ type: z.string(), kind: z.string(), confidence: z.string(), evidence: z.array(z.string()) }),
  cores: z.number().nullable(),
  memory_mb: z.number().nullable(),
  uptime_seconds: z.number().nullable(),
  database: z.looseObject({ name: z.string(), compatibility_level: z.number().nullable() }),
  features: z.object({ columns: z.array(z.string()), supported: groups, unsupported: groups, unknown: groups }),
  permissions: z.object({ granted: z.array(z.string()), missing: z.record(z.string(), z.string()) }),
  notes: z.array(z.string()).optional(),
});

export type Capabilities = z.infer<typeof answerShape>;

/** Feature names by how they are supported. */
export function statesOf({ features }: Capabilities): Map<string, string> {
  const states = new Map<string, string>();
  for (const [letter, grouped] of [
    ['y', features.supported],
    ['n', features.unsupported],
    ['?', features.unknown],
  ] as const) {
    for (const rows of Object.values(grouped)) for (const [name] of rows) states.set(String(name), letter);
  }
  return states;
}

/** A feature's row: name, since, source, enabled, needs. */
export function feature(capabilities: Capabilities, name: string): unknown[] {
  const { supported, unsupported, unknown } = capabilities.features;
  const row = [supported, unsupported, unknown].flatMap((grouped) => Object.values(grouped).flat()).find(([first]) => first === name);
  assert.ok(row, `no feature ${name}`);
  return row;
}

/** Calls get_server_capabilities, which must not fail. */
export async function ask(host: ProfileHost, input: Record<string, unknown> = {}): Promise<{ answer: Answer; capabilities: Capabilities }> {
  const answer = await call(host.client, 'get_server_capabilities', input);
  assert.equal(answer.isError, false, answer.text);
  return { answer, capabilities: answerShape.parse(answer.structured) };
}
