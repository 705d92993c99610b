import { z } from 'zod';
import { SprocketError } from '../core/errors';
import type { TableObject } from '../core/metadata/tableObject';
import { formatQualifiedName, parseQualifiedName } from '../core/names/qualifiedName';
import type { ConnectionTarget, QualifiedName } from '../core/ports';
import { connectionParameters } from './parameters';
import type { ToolContext } from './tool';

/** The parameters of a tool about one table. */
export const tableParameters = { ...connectionParameters, table_name: z.string().min(1) };

/** Which table an answer is about. */
export const tableIdentityOutput = { table: z.string(), kind: z.string(), database: z.string().optional() };

/** The target of a call that names an object: a database in the name counts like the parameter. Throws SprocketError. */
export function resolveTarget(
  context: ToolContext,
  input: { readonly connection?: string | undefined; readonly database?: string | undefined },
  text: string,
): { readonly name: QualifiedName; readonly target: ConnectionTarget } {
  const { database, ...name } = parseQualifiedName(text);
  if (database !== undefined && input.database !== undefined && database.toLowerCase() !== input.database.toLowerCase()) {
    throw new SprocketError('invalid_input', `The name says database ${database}, the parameter database says ${input.database}.`, {
      nextStep: 'Name the database once.',
    });
  }
  return { name, target: context.connections.resolve(input.connection, input.database ?? database).target };
}

/** The table as answers name it. */
export function tableIdentity(table: TableObject): { table: string; kind: string; database: string } {
  return { table: formatQualifiedName({ schema: table.schema, name: table.name }), kind: table.kind, database: table.database };
}

/** `Table sales.Orders`, as the heading of a text. */
export function tableTitle(table: TableObject): string {
  const { table: name, kind } = tableIdentity(table);
  return `${kind.charAt(0).toUpperCase()}${kind.slice(1)} ${name}`;
}
