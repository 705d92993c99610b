import { z } from 'zod';
import type { ProcedureResult } from '../core/procedures/procedureTypes';
import { beginningOf } from '../core/values/beginningOf';
import { cellOutput } from './cells';
import { grouped, markdownTable } from './markdown';

/** Of one OUTPUT value in an answer. */
const shownChars = 4_000;
/** Of all of them together; the first characters of each are always there. */
const shownCharsTogether = 32_000;
const leastChars = 100;

export const procedureResultOutput = z.object({
  return_value: z.int(),
  outputs: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      value: cellOutput,
      length: z
        .int()
        .optional()
        .describe('characters of the whole, when value is only its beginning: get_session_result with column "@name"'),
    }),
  ),
});

type ProcedureResultOutput = z.input<typeof procedureResultOutput>;

/** RETURN and OUTPUT values as answers tell them; long texts are shortened and say so. */
export function procedureResultAsOutput({ returnValue, outputs }: ProcedureResult): ProcedureResultOutput {
  let left = shownCharsTogether;
  return {
    return_value: returnValue,
    outputs: outputs.map(({ name, type, value, length }) => {
      const most = Math.max(leastChars, Math.min(shownChars, left));
      const shown = typeof value === 'string' ? beginningOf(value, most) : value;
      left -= typeof shown === 'string' ? shown.length : 0;
      const whole = length ?? (typeof value === 'string' ? value.length : 0);
      return { name: `@${name}`, type, value: shown, ...(typeof shown === 'string' && shown.length < whole ? { length: whole } : {}) };
    }),
  };
}

export function procedureResultAsText(result: ProcedureResultOutput | undefined): string[] {
  if (result === undefined) {
    return [];
  }
  const lines = [`RETURN value: ${String(result.return_value)}`];
  if (result.outputs.length > 0) {
    const rows = result.outputs.map(({ name, type, value }) => [name, type, value]);
    lines.push('OUTPUT values:', '', markdownTable(['parameter', 'type', 'value'], rows), '');
  }
  for (const { name, length } of result.outputs) {
    if (length !== undefined) {
      lines.push(`${name} is shortened, of ${grouped(length)} characters: read it with get_session_result and column "${name}".`);
    }
  }
  return lines;
}
