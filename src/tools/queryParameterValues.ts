import { z } from 'zod';
import { SprocketError } from '../core/errors';
import type { QueryParameter } from '../core/ports';

const plain = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const typed = z.strictObject({ type: z.string().min(1).max(200).optional(), value: plain });
const expected = 'name: value, or name: {"type": "decimal(18,4)", "value": "1.25"}; values are strings, numbers, true, false or null';

/** The `parameters` of a query as the server gets them. Throws invalid_input that names the parameter. */
export function readQueryParameters(given: Readonly<Record<string, unknown>> | undefined): QueryParameter[] {
  const seen = new Set<string>();
  return Object.entries(given ?? {}).map(([written, value]) => {
    const name = written.replace(/^@/u, '');
    if (!/^[\p{L}_][\p{L}\p{N}_@#$]{0,126}$/u.test(name)) {
      throw new SprocketError('invalid_input', `${JSON.stringify(written.slice(0, 150))} is not the name of a variable.`, { expected });
    }
    if (seen.has(name.toLowerCase())) {
      throw new SprocketError('invalid_input', `The value for @${name} is given twice.`, { expected });
    }
    seen.add(name.toLowerCase());
    return { name, ...readValue(name, value) };
  });
}

function readValue(name: string, given: unknown): Omit<QueryParameter, 'name'> {
  const simple = plain.safeParse(given);
  if (simple.success) {
    return { value: exact(name, simple.data, undefined) };
  }
  const withType = typed.safeParse(given);
  if (!withType.success) {
    throw new SprocketError('invalid_input', `The value for @${name} cannot be a query parameter.`, {
      expected,
      nextStep: 'Pass a list as JSON text and read it with OPENJSON.',
    });
  }
  const { type, value } = withType.data;
  return { value: exact(name, value, type), ...(type === undefined ? {} : { type }) };
}

/** Beyond 2^53 a JSON number has lost digits on its way, unless it goes to a type that has no more of them. */
function exact(name: string, value: QueryParameter['value'], type: string | undefined): QueryParameter['value'] {
  const isFloat = /^\s*(?:float|real|double\s+precision)\b/iu.test(type ?? '');
  if (!isFloat && typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw new SprocketError('invalid_input', `The value for @${name} is a number with more digits than a JSON number keeps.`, {
      nextStep: 'Pass it as a string, with its type: {"type": "bigint", "value": "…"}; or say that it is approximate: {"type": "float"}.',
    });
  }
  return value;
}
