import type { SqlType } from '../values/sqlType';

const sysname: SqlType = { name: 'nvarchar', length: 128, userType: 'sys.sysname' };

/** Parameters of procedures of the product, as far as the sandbox runs them ("Syntax" of the page of each). */
export const systemParameters: Readonly<Record<string, readonly { readonly name: string; readonly type: SqlType }[]>> = {
  sp_helptext: [
    { name: '@objname', type: { name: 'nvarchar', length: 776 } },
    { name: '@columnname', type: sysname },
  ],
  sp_rename: [
    { name: '@objname', type: { name: 'nvarchar', length: 1035 } },
    { name: '@newname', type: sysname },
    { name: '@objtype', type: { name: 'varchar', length: 13 } },
  ],
  sp_who: [{ name: '@loginame', type: sysname }],
};
