import { z } from 'zod';
import { SprocketError } from '../core/errors';
import { closestNames } from '../core/names/closestNames';
import { shortened } from './cells';

/**
 * The arguments of a call, checked. camelCase spellings count as the snake_case ones, and null as not given.
 * Throws invalid_input that names every parameter that is wrong, what it must be and what it was.
 */
export function validateInput<I extends z.ZodObject>(tool: string, schema: I, raw: unknown): z.output<I> {
  const known = Object.keys(schema.shape);
  const given = renamed(tool, known, asRecord(tool, raw ?? {}));
  const parsed = schema.safeParse(given);
  if (parsed.success) {
    return parsed.data;
  }
  const problems = new Map<string, string>();
  for (const issue of parsed.error.issues) {
    const name = String(issue.path[0] ?? '');
    if (!problems.has(name)) {
      problems.set(name, describe(name, given, schema, issue));
    }
  }
  throw new SprocketError('invalid_input', [...problems.values()].join(' '), {
    expected: [...problems.keys()].map((name) => `${name}: ${wanted(schema, name)}`).join('; '),
    nextStep: `Call ${tool} again with the corrected parameters.`,
  });
}

function asRecord(tool: string, raw: unknown): Record<string, unknown> {
  if (!isRecord(raw)) {
    throw new SprocketError('invalid_input', `The arguments of ${tool} are ${told(raw)}.`, { expected: 'an object of named parameters' });
  }
  return raw;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function renamed(tool: string, known: readonly string[], given: Record<string, unknown>): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    const snake = name.replace(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`);
    const parameter = known.includes(name) ? name : snake;
    if (!known.includes(parameter)) {
      throw unknownParameter(tool, name, known);
    }
    if (Object.hasOwn(result, parameter)) {
      throw new SprocketError('invalid_input', `Parameter ${parameter} is given twice, in two spellings.`, { nextStep: 'Give it once.' });
    }
    if (isRecord(value) && Object.hasOwn(value, '__proto__')) {
      // It would be dropped without a word, as a key that objects inherit.
      throw new SprocketError('invalid_input', `${parameter} has the name "__proto__", which cannot be used.`, { nextStep: 'Rename it.' });
    }
    if (value !== null && value !== undefined) {
      result[parameter] = value;
    }
  }
  return result;
}

function unknownParameter(tool: string, name: string, known: readonly string[]): SprocketError {
  return new SprocketError('invalid_input', `${tool} has no parameter ${JSON.stringify(name.slice(0, 100))}.`, {
    expected: known.length === 0 ? 'no parameters' : `only these parameters: ${known.join(', ')}`,
    nextStep: 'Remove or rename the parameter and call the tool again.',
    suggestions: closestNames(name, known),
  });
}

function describe(name: string, given: Record<string, unknown>, schema: z.ZodObject, issue: { message: string }): string {
  if (!Object.hasOwn(given, name)) {
    return `Parameter ${name} is missing.`;
  }
  const value = given[name];
  const detail = wanted(schema, name) === '' ? ` (${issue.message})` : '';
  return `Parameter ${name} must be ${wanted(schema, name)}, and is ${told(value)}.${detail}`;
}

/** What a parameter must be, in words, from its JSON Schema. */
function wanted(schema: z.ZodObject, name: string): string {
  const parameter: unknown = schema.shape[name];
  return !(parameter instanceof z.ZodType)
    ? ''
    : inWords(z.toJSONSchema(z.object({ parameter }), { io: 'input' }).properties?.['parameter']);
}

function inWords(schema: z.core.JSONSchema._JSONSchema | undefined): string {
  if (schema === undefined || typeof schema === 'boolean') {
    return 'a value';
  }
  if (schema.enum !== undefined) {
    return `one of ${schema.enum.map((value) => JSON.stringify(value)).join(', ')}`;
  }
  if (schema.anyOf !== undefined) {
    return schema.anyOf.map(inWords).join(' or ');
  }
  switch (schema.type) {
    case 'integer':
    case 'number':
      return `a ${schema.type === 'integer' ? 'whole ' : ''}number${range(schema.minimum, schema.maximum)}`;
    case 'string':
      return (schema.minLength ?? 0) > 0 ? 'a string that is not empty' : 'a string';
    case 'boolean':
      return 'true or false';
    case 'array':
      return 'an array';
    case 'object':
      return 'an object';
    default:
      return 'a value';
  }
}

function range(least: number | undefined, most: number | undefined): string {
  const from = least === undefined || least === Number.MIN_SAFE_INTEGER ? undefined : String(least);
  const to = most === undefined || most === Number.MAX_SAFE_INTEGER ? undefined : String(most);
  if (from !== undefined && to !== undefined) {
    return ` from ${from} to ${to}`;
  }
  if (from !== undefined) {
    return ` of at least ${from}`;
  }
  return to === undefined ? '' : ` of at most ${to}`;
}

/** A value as an error tells it; short, whatever it is. */
function told(value: unknown): string {
  if (Array.isArray(value)) {
    return 'an array';
  }
  if (typeof value === 'object' && value !== null) {
    return 'an object';
  }
  if (typeof value === 'string') {
    return `the string ${JSON.stringify(shortened(value, 40))}`;
  }
  return `the ${typeof value} ${String(value)}`;
}
