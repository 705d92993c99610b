import { z } from 'zod';
import type { SprocketError, SqlErrorDetail } from '../core/errors';
import { onOneLine } from './markdown';
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
  sql_errors_total: z.int().optional().describe('present when there were more errors than are listed'),
});

export type ErrorOutput = z.input<typeof errorOutput>;

const mostSqlErrors = 20;
/** Of all listed errors of the server together. */
const mostSqlErrorChars = 8_000;

export function errorAsOutput(error: SprocketError): ErrorOutput {
  const sqlErrors = firstSqlErrors(error);
  return {
    kind: error.kind,
    message: error.message,
    ...(error.expected === undefined ? {} : { expected: error.expected }),
    ...(error.nextStep === undefined ? {} : { next_step: error.nextStep }),
    ...(error.suggestions.length === 0 ? {} : { suggestions: [...error.suggestions] }),
    ...(sqlErrors.length === 0 ? {} : { sql_errors: sqlErrors }),
    ...(error.sqlErrors.length === sqlErrors.length ? {} : { sql_errors_total: error.sqlErrors.length }),
  };
}

/** The first errors, as many as fit; the first one is always in it. */
function firstSqlErrors(error: SprocketError): { -readonly [Key in keyof SqlErrorDetail]: SqlErrorDetail[Key] }[] {
  let chars = 0;
  const past = error.sqlErrors.findIndex((detail, index) => {
    chars += detail.message.length;
    return index >= mostSqlErrors || (index > 0 && chars > mostSqlErrorChars);
  });
  return error.sqlErrors.slice(0, past === -1 ? undefined : past).map((detail) => ({ ...detail }));
}

/** The same in Markdown. */
export function errorAsText(error: ErrorOutput): string {
  const lines = [`**Error (${error.kind}):** ${error.message}`];
  for (const detail of error.sql_errors ?? []) {
    const place = detail.procedure === '' ? `line ${String(detail.line)}` : `${detail.procedure}, line ${String(detail.line)}`;
    lines.push(
      `- Msg ${String(detail.number)}, level ${String(detail.class)}, state ${String(detail.state)}, ${place}: ${onOneLine(detail.message)}`,
    );
  }
  if (error.sql_errors_total !== undefined) {
    lines.push(`- … ${String(error.sql_errors_total)} errors in all`);
  }
  if (error.expected !== undefined) {
    lines.push(`Expected: ${error.expected}`);
  }
  if (error.suggestions !== undefined) {
    lines.push(`Candidates: ${error.suggestions.join(', ')}`);
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
