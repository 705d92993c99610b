import type { DeclaredType } from './declaredType';

const longestShortText = 4000;

/**
 * The type that a JSON value suggests: true and false are bit, a whole number is int or bigint, another number float, text and null are
 * nvarchar(4000), longer text nvarchar(max).
 */
export function inferredType(value: string | number | boolean | null): DeclaredType {
  switch (typeof value) {
    case 'boolean':
      return plain('bit');
    case 'number':
      if (!Number.isSafeInteger(value) || Object.is(value, -0)) {
        return plain('float');
      }
      return plain(value >= -(2 ** 31) && value < 2 ** 31 ? 'int' : 'bigint');
    default: {
      const length = typeof value === 'string' && value.length > longestShortText ? 'max' : longestShortText;
      return { ...plain('nvarchar'), length, declaration: `nvarchar(${String(length)})` };
    }
  }
}

function plain(name: string): DeclaredType {
  return { name, declaration: name, length: undefined, precision: 0, scale: 0 };
}
