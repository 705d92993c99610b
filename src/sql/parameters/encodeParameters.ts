import { SprocketError } from '../../core/errors';
import type { QueryParameter, RunParameter } from '../../core/ports';
import type { DeclaredType } from '../../core/values/declaredType';
import { parseDeclaredType } from '../../core/values/declaredType';
import { inferredType } from '../../core/values/inferredType';
import type { EncodedParameter } from './encodedParameter';
import { encodedParameter } from './encodedParameter';
import { encodeTable } from './encodeTable';
import { encodeValue } from './encodeValue';

/** Makes the bytes of all parameters. Throws SprocketError('invalid_input') that names the parameter and not its value. */
export function encodeParameters(parameters: readonly RunParameter[]): EncodedParameter[] {
  const seen = new Set<string>();
  return parameters.map((parameter) => {
    const name = checkedName(parameter.name);
    if (seen.has(name.toLowerCase())) {
      throw new SprocketError('invalid_input', `The parameter @${name} is given twice.`, { nextStep: 'Give every parameter once.' });
    }
    seen.add(name.toLowerCase());
    if ('tableType' in parameter) {
      return encodeTable(name, parameter);
    }
    const type = declaredType(parameter, name);
    const encoded = encodeValue(wireType(type, parameter.value), parameter.value);
    if ('expected' in encoded) {
      throw new SprocketError('invalid_input', `The value of @${name} does not fit the type ${type.declaration}: it ${encoded.reason}.`, {
        expected: `@${name}: ${encoded.expected}`,
        nextStep: `Correct the value of @${name}, or its type.`,
      });
    }
    return encodedParameter(name, type.declaration, encoded);
  });
}

function checkedName(name: string): string {
  const bare = name.startsWith('@') ? name.slice(1) : name;
  if (!/^[\p{L}\p{N}_#$@]{1,127}$/u.test(bare)) {
    throw new SprocketError('invalid_input', 'The name of a parameter is not valid.', {
      expected: 'letters, digits, _, #, $ and @, at most 127 of them',
      nextStep: 'Rename the parameter.',
    });
  }
  return bare;
}

function declaredType(parameter: QueryParameter, name: string): DeclaredType {
  if (parameter.type === undefined) {
    return inferredType(parameter.value);
  }
  const type = parseDeclaredType(parameter.type);
  if ('problem' in type) {
    throw new SprocketError('invalid_input', `The type of @${name} is not valid: ${type.problem}.`, {
      expected: 'a type of T-SQL such as int, decimal(18,4), nvarchar(100), datetime2(7)',
      nextStep: `Correct the type of @${name}.`,
    });
  }
  return type;
}

/** A value whose type is left to the server, as in sql_variant or a type of the database, goes as what its JSON value suggests. */
function wireType(type: DeclaredType, value: QueryParameter['value']): DeclaredType {
  return (type.name === undefined || type.name === 'sql_variant') && typeof value !== 'string' ? inferredType(value) : type;
}
