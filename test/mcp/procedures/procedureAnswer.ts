import { z } from 'zod';
import type { Answer } from '../support/mcpHost';

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const resultSets = z.array(z.object({ columns: z.array(z.object({ name: z.string(), type: z.string() })), rows: z.array(z.array(cell)) }));
const procedureResult = z.object({
  return_value: z.int(),
  outputs: z.array(z.object({ name: z.string(), type: z.string(), value: cell, length: z.int().optional() })),
});
const messages = z.array(
  z.object({ number: z.int(), severity: z.int(), line: z.int(), procedure: z.string().optional(), text: z.string() }),
);

/** The rows of each result set. */
export function rowsOf(answer: Answer): unknown[][][] {
  return resultSets.parse(answer.structured['result_sets']).map((set) => set.rows);
}

/** RETURN and OUTPUT values by the name of the parameter; undefined: the answer has none. */
export function returnedBy(answer: Answer): { value: number; outputs: Record<string, unknown> } | undefined {
  const given = answer.structured['procedure_result'];
  if (given === undefined) {
    return undefined;
  }
  const { return_value: value, outputs } = procedureResult.parse(given);
  return { value, outputs: Object.fromEntries(outputs.map((output) => [output.name, output.value])) };
}

/** Text, number, line and procedure of each message. */
export function messagesOf(answer: Answer): unknown[][] {
  return messages.parse(answer.structured['messages'] ?? []).map(({ text, number, line, procedure }) => [text, number, line, procedure]);
}
