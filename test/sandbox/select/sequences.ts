import type { NextValueExpression } from '../syntax/expressionAst';
import type { Database, Sequence } from '../engine/model';
import { SqlError } from '../engine/sqlError';
import type { SqlValue } from '../values/sqlValue';
import type { Compiled, QueryContext, Scope } from './scope';

/** NEXT VALUE FOR. Throws SqlError 208 for an unknown sequence; 11728 when it is exhausted. A value that was given is never given back. */
export function compileNextValue(scope: Scope, { sequence: name, position }: NextValueExpression): Compiled {
  const sequence = findSequence(scope.context, name.parts);
  if (!sequence) throw new SqlError(208, 16, 1, `Invalid object name '${name.parts.join('.')}'.`, { line: position.line });
  const { rowSequences } = scope;
  const take = (): SqlValue => nextValue(sequence, name.parts.join('.'));
  if (!rowSequences) return { type: sequence.type, nullable: false, evaluate: take };
  const evaluate = (): SqlValue => {
    const given = rowSequences.get(sequence);
    if (given !== undefined) return given;
    const value = take();
    rowSequences.set(sequence, value);
    return value;
  };
  return { type: sequence.type, nullable: false, evaluate };
}

function findSequence(context: QueryContext, parts: readonly string[]): Sequence | undefined {
  const [name = '', schema = '', database = ''] = [...parts].reverse();
  const where: Database | undefined = database === '' ? context.database : context.environment.server.databases.get(database.toLowerCase());
  return where?.schemas.get((schema === '' ? context.schema : schema).toLowerCase())?.sequences.get(name.toLowerCase());
}

function nextValue(sequence: Sequence, name: string): SqlValue {
  const { current, increment, minimum, maximum, cycle } = sequence;
  let next = current === null ? sequence.start : current + increment;
  if (next > maximum || next < minimum) {
    if (!cycle) {
      const message = `The sequence object '${name}' has reached its minimum or maximum value. Restart the sequence object to allow new values to be generated.`;
      throw new SqlError(11728, 16, 1, message);
    }
    next = increment > 0n ? minimum : maximum;
  }
  sequence.current = next;
  switch (sequence.type.name) {
    case 'bigint':
      return next;
    case 'decimal':
    case 'numeric':
      return { kind: 'decimal', unscaled: next, scale: 0 };
    default:
      return Number(next);
  }
}
