import { z } from 'zod';
import type { SprocketError } from '../core/errors';
import type { ToolAnswer } from './toolAnswer';

/** An error as tools tell it. */
export const errorOutput = z.object({
  kind: z.string(),
  message: z.string(),
  expected: z.string().optional(),
  next_step: z.string().optional(),
  suggestions: z.array(z.string()).optional(),
  sql_errors: z
    .array(z.object({ number: z.int(), state: z.int(), class: z.int(), line: z.int(), procedure: z.string(), message: z.string() }))
    .optional(),
});

export type ErrorOutput = z.input<typeof errorOutput>;

const mostSqlErrors = 20;

export function errorAsOutput(error: SprocketError): ErrorOutput {
  return {
    kind: error.kind,
    message: error.message,
    ...(error.expected === undefined ? {} : { expected: error.expected }),
    ...(error.nextStep === undefined ? {} : { next_step: error.nextStep }),
    ...(error.suggestions.length === 0 ? {} : { suggestions: [...error.suggestions] }),
    ...(error.sqlErrors.length === 0 ? {} : { sql_errors: error.sqlErrors.slice(0, mostSqlErrors).map((detail) => ({ ...detail })) }),
  };
}

/** The same in Markdown. */
export function errorAsText(error: ErrorOutput): string {
  const lines = [`**Error (${error.kind}):** ${error.message}`];
  for (const detail of error.sql_errors ?? []) {
    const place = detail.procedure === '' ? `line ${String(detail.line)}` : `${detail.procedure}, line ${String(detail.line)}`;
    lines.push(`- Msg ${String(detail.number)}, level ${String(detail.class)}, state ${String(detail.state)}, ${place}: ${detail.message}`);
  }
  if (error.expected !== undefined) {
    lines.push(`Expected: ${error.expected}`);
  }
  if (error.suggestions !== undefined) {
    lines.push(`Closest: ${error.suggestions.join(', ')}`);
  }
  if (error.next_step !== undefined) {
    lines.push(`Next: ${error.next_step}`);
  }
  return lines.join('\n');
}

export function errorAnswer(error: SprocketError): ToolAnswer {
  const output = errorAsOutput(error);
  return { structured: { error: output }, text: errorAsText(output), isError: true };
}
