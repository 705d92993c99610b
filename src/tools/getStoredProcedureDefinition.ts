import { z } from 'zod';
import { SprocketError } from '../core/errors';
import { definitionAbsence } from '../core/procedures/assembleProcedure';
import { beginningOf } from '../core/values/beginningOf';
import { onOneLine } from './markdown';
import { procedureIdentity, procedureIdentityOutput, procedureParameters } from './procedureParameters';
import { noteLines } from './textParts';
import { defineTool } from './tool';

export const getStoredProcedureDefinition = defineTool({
  name: 'get_stored_procedure_definition',
  title: 'Get Stored Procedure Definition',
  description: 'Gets the T-SQL text of a stored procedure.',
  effect: 'read',
  input: z.strictObject({ ...procedureParameters, offset: z.int().min(0).optional() }),
  output: z.object({
    ...procedureIdentityOutput,
    definition: z.string().nullable(),
    length: z.int().optional().describe('characters of the whole text'),
    offset: z.int().optional(),
    next_offset: z.int().optional().describe('present when the text goes on'),
    notes: z.array(z.string()).optional(),
  }),
  handle: async (context, input, call) => {
    const { target } = context.connections.resolve(input.connection, input.database);
    const facts = await context.procedures.definition(target, input.procedure_name, call.signal);
    const identity = procedureIdentity(facts);
    const title = `Procedure ${identity.procedure} in ${identity.database}`;
    const { definition } = facts;
    if (definition === null) {
      const notes = [...facts.notes, `There is no text: ${definitionAbsence(facts)}.`];
      return { structured: { ...identity, definition, notes }, text: [onOneLine(`${title}.`), ...noteLines(notes)].join('\n') };
    }
    const offset = input.offset ?? 0;
    if (offset > definition.length) {
      throw new SprocketError('invalid_input', `The text has no character ${String(offset)}.`, {
        expected: `offset from 0 to ${String(definition.length)}`,
      });
    }
    const part = partOf(definition, offset, context.settings.current.pageBytes);
    const next = offset + part.length;
    const goesOn = next < definition.length;
    const whole = offset === 0 && !goesOn;
    return {
      structured: {
        ...identity,
        definition: part,
        ...(whole ? {} : { length: definition.length, offset }),
        ...(goesOn ? { next_offset: next } : {}),
        ...(facts.notes.length === 0 ? {} : { notes: [...facts.notes] }),
      },
      text: [
        onOneLine(
          `${title}${whole ? '' : `, characters ${String(offset)} to ${String(next)} of ${String(definition.length)}`}. Modified ${identity.modified}.`,
        ),
        ...fenced(part),
        ...(goesOn ? [`More: the same call with offset ${String(next)}.`] : []),
        ...noteLines(facts.notes),
      ].join('\n'),
    };
  },
});

/** As much of a text from `offset` on as fits into `maxBytes` of JSON, never half a surrogate pair. */
function partOf(text: string, offset: number, maxBytes: number): string {
  let part = beginningOf(text.slice(offset, offset + maxBytes + 1), Math.max(2, maxBytes));
  for (let size = jsonBytes(part); part.length > 2 && size > maxBytes; size = jsonBytes(part)) {
    part = beginningOf(part, Math.max(2, Math.floor((part.length * maxBytes) / size)));
  }
  return part;
}

function jsonBytes(text: string): number {
  return Buffer.byteLength(JSON.stringify(text));
}

/** A fence longer than any that stands in the text. */
function fenced(text: string): string[] {
  const fence = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/gu)].map((run) => run[0].length + 1)));
  return [`${fence}sql`, text, fence];
}
