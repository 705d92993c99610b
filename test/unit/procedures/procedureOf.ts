import type { Procedure, ProcedureParameter, SqlType } from '../../../src/core/procedures/procedureTypes';

/** A system type: `decimal(5,2)`. */
export function systemType(text: string): SqlType {
  const base = /^[a-z_0-9]+/u.exec(text)?.[0] ?? text;
  return { text, kind: 'system', base, baseText: text };
}

/** A parameter without default, of a system type when the type is a text. */
export function parameter(name: string, type: SqlType | string, more: Partial<ProcedureParameter> = {}): ProcedureParameter {
  return {
    name,
    ordinal: 1,
    type: typeof type === 'string' ? systemType(type) : type,
    direction: 'in',
    isCursor: false,
    nullable: true,
    default: { state: 'none' },
    ...more,
  };
}

/** `[db].[dbo].[p]` with these parameters. */
export function procedureOf(parameters: readonly ProcedureParameter[], more: Partial<Procedure> = {}): Procedure {
  return {
    database: 'd]b',
    schema: 'dbo',
    name: 'p]x',
    objectId: 1,
    kind: 'sql',
    isSystem: false,
    createdAt: '2024-01-01T00:00:00.000',
    modifiedAt: '2024-01-01T00:00:00.000',
    isEncrypted: false,
    canExecute: true,
    parametersKnown: true,
    firstResultSet: null,
    notes: [],
    ...more,
    parameters: parameters.map((each, index) => ({ ...each, ordinal: index + 1 })),
  };
}
