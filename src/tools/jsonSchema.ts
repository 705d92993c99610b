import { z } from 'zod';
import { errorOutput } from './errorAnswer';

/** A JSON Schema of an object (2020-12). */
export interface JsonSchema {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, object>>;
  readonly required?: readonly string[];
  readonly [keyword: string]: unknown;
}

/** The schema of the arguments, without what a model need not read: it pays for every word. */
export function inputJsonSchema(input: z.ZodObject): JsonSchema {
  return asJsonSchema(input);
}

/** The schema of the structured content: the answer, or an error, or an answer with an error. */
export function outputJsonSchema(output: z.ZodObject): JsonSchema {
  const { required, ...schema } = asJsonSchema(output.extend({ error: errorOutput.optional() }));
  return { ...schema, anyOf: [{ required: required ?? [] }, { required: ['error'] }] };
}

function asJsonSchema(schema: z.ZodObject): JsonSchema {
  const { properties, required } = z.toJSONSchema(schema, {
    io: 'input',
    override: ({ jsonSchema }) => {
      // Left to the check of the call: a model gains nothing from reading that a name is not empty or a count not negative.
      delete jsonSchema.minLength;
      delete jsonSchema.maxLength;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER || jsonSchema.minimum === 0 || jsonSchema.minimum === 1) {
        delete jsonSchema.minimum;
      }
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) {
        delete jsonSchema.maximum;
      }
      delete jsonSchema.propertyNames;
      if (typeof jsonSchema.additionalProperties === 'object' && Object.keys(jsonSchema.additionalProperties).length === 0) {
        delete jsonSchema.additionalProperties;
      }
    },
  });
  const own: Record<string, object> = {};
  for (const [name, property] of Object.entries(properties ?? {})) {
    if (typeof property === 'object') {
      own[name] = property;
    }
  }
  const strict = schema.def.catchall?._zod.def.type === 'never';
  return {
    type: 'object',
    properties: own,
    ...(required === undefined || required.length === 0 ? {} : { required }),
    ...(strict ? { additionalProperties: false } : {}),
  };
}
