import type { CatalogContext } from '../../engine/catalogContext';
import { formatMessage } from '../../engine/errors/formatMessage';
import { SqlError } from '../../engine/sqlError';
import type { SqlType } from '../../values/sqlType';
import type { FunctionTable } from './functionTypes';
import { intType, integerArgument, longTextType, of, sysnameType, textArgument, variantType } from './functionTypes';
import { nameParts } from './nameParts';

const smallintType: SqlType = { name: 'smallint' };
const bigintType: SqlType = { name: 'bigint' };

function errorFunctions(context: CatalogContext): FunctionTable {
  return {
    ERROR_NUMBER: of(intType, () => context.error?.number ?? null),
    ERROR_SEVERITY: of(intType, () => context.error?.severity ?? null),
    ERROR_STATE: of(intType, () => context.error?.state ?? null),
    ERROR_LINE: of(intType, () => context.error?.line ?? null),
    ERROR_PROCEDURE: of(sysnameType, () => context.error?.procedure ?? null),
    ERROR_MESSAGE: of(longTextType, () => context.error?.message ?? null),
  };
}

/** UPDATE(column) gives 1 or 0; COLUMNS_UPDATED() has a bit for each column_id, the lowest of the first byte for column 1. */
function triggerFunctions(context: CatalogContext): FunctionTable {
  return {
    UPDATE: of(intType, (args) => {
      const updated = context.updatedColumns;
      if (!updated) throw new SqlError(140, 15, 1, 'Can only use IF UPDATE within a CREATE TRIGGER statement.');
      const name = textArgument(args[0]) ?? '';
      const column = updated.columns.find((each) => each.name.toLowerCase() === name.toLowerCase());
      if (!column) throw new SqlError(207, 16, 1, `Invalid column name '${name}'.`);
      return updated.ids.has(column.id) ? 1 : 0;
    }),
    COLUMNS_UPDATED: of({ name: 'varbinary', length: 128 }, () => {
      const updated = context.updatedColumns;
      if (!updated) return null;
      const bytes = new Uint8Array(Math.ceil(Math.max(0, ...updated.columns.map((column) => column.id)) / 8));
      for (const id of updated.ids) bytes[(id - 1) >> 3] = (bytes[(id - 1) >> 3] ?? 0) | (1 << ((id - 1) & 7));
      return bytes;
    }),
  };
}

/** What the session, its client and its running error are, and texts made from them. */
export function contextFunctions(context: CatalogContext): FunctionTable {
  return {
    ...errorFunctions(context),
    XACT_STATE: of(smallintType, () => context.transactionState),
    ROWCOUNT_BIG: of(bigintType, () => BigInt(context.rowCount)),
    ...triggerFunctions(context),
    TRIGGER_NESTLEVEL: of(intType, () => context.triggerDepth),
    CURSOR_STATUS: of(smallintType, (args) => context.cursorStatus(textArgument(args[1]) ?? '')),
    HOST_NAME: of(sysnameType, () => context.session.hostName),
    HOST_ID: of({ name: 'char', length: 10 }, () => '1'.padEnd(10)),
    APP_NAME: of(sysnameType, () => context.session.applicationName),
    PROGRAM_NAME: of(sysnameType, () => context.session.applicationName),
    CURRENT_REQUEST_ID: of(smallintType, () => 0),
    CURRENT_TRANSACTION_ID: of(bigintType, () => BigInt(context.session.id) * 1000n),
    GETANSINULL: of(intType, () => 1),
    SESSION_CONTEXT: of(variantType, (args) => {
      const entry = context.sessionContext.get((textArgument(args[0]) ?? '').toLowerCase());
      if (entry === undefined || entry.value === null) return null;
      return entry.type.name === 'sql_variant' ? entry.value : { kind: 'variant', type: entry.type, value: entry.value };
    }),
    CONTEXT_INFO: of({ name: 'varbinary', length: 128 }, () => context.contextInfo),
    MIN_ACTIVE_ROWVERSION: of({ name: 'rowversion' }, () => {
      const bytes = new Uint8Array(8);
      new DataView(bytes.buffer).setBigUint64(0, context.database.nextRowVersion);
      return bytes;
    }),
    FORMATMESSAGE: of({ name: 'nvarchar', length: 2048 }, (args, types) => {
      const text = textArgument(args[0]);
      if (text === undefined) return null;
      return formatMessage(
        text,
        args.slice(1).map((value, index) => ({ type: types[index + 1] ?? intType, value })),
      );
    }),
    PARSENAME: of(sysnameType, (args) => {
      const parts = nameParts(textArgument(args[0]) ?? '');
      const piece = integerArgument(args[1]) ?? 0;
      if (piece < 1 || piece > 4) return null;
      const part = parts?.at(-piece);
      return part === undefined || part === '' ? null : part;
    }),
  };
}
