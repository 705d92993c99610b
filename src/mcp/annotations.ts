import type { ToolAnnotations } from '@modelcontextprotocol/sdk/types.js';
import type { Effect } from '../core/safety/policy';

const hints: Readonly<Record<Effect, { readOnly: boolean; destructive: boolean; idempotent: boolean }>> = {
  read: { readOnly: true, destructive: false, idempotent: true },
  session: { readOnly: false, destructive: false, idempotent: true },
  query: { readOnly: false, destructive: true, idempotent: false },
  write: { readOnly: false, destructive: true, idempotent: false },
};

/** The four hints of a tool, from its one word. */
export function annotationsFor(title: string, effect: Effect): ToolAnnotations {
  const { readOnly, destructive, idempotent } = hints[effect];
  return {
    title,
    readOnlyHint: readOnly,
    destructiveHint: destructive,
    idempotentHint: idempotent,
    // A tool reaches the configured servers and nothing else: a closed world. `true` would also have clients ask before every result is used.
    openWorldHint: false,
  };
}
