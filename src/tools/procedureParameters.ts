import { z } from 'zod';
import { formatQualifiedName } from '../core/names/qualifiedName';
import { connectionParameters } from './parameters';

/** The parameters of a tool about one stored procedure. */
export const procedureParameters = { ...connectionParameters, procedure_name: z.string().min(1) };

/** Which procedure an answer is about; `kind` is left out for T-SQL. */
export const procedureIdentityOutput = {
  procedure: z.string(),
  database: z.string(),
  kind: z.enum(['clr', 'extended']).optional(),
  encrypted: z.boolean().optional(),
  modified: z.string(),
};

/** The procedure as answers name it. */
export function procedureIdentity(procedure: {
  readonly database: string;
  readonly schema: string;
  readonly name: string;
  readonly kind: 'sql' | 'clr' | 'extended';
  readonly isEncrypted: boolean;
  readonly modifiedAt: string;
}): z.input<z.ZodObject<typeof procedureIdentityOutput>> {
  return {
    procedure: formatQualifiedName({ schema: procedure.schema, name: procedure.name }),
    database: procedure.database,
    ...(procedure.kind === 'sql' ? {} : { kind: procedure.kind }),
    ...(procedure.isEncrypted ? { encrypted: true } : {}),
    modified: procedure.modifiedAt,
  };
}
