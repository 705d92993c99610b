const names = new Set(
  (
    'bit tinyint smallint int bigint decimal numeric money smallmoney real float date time datetime smalldatetime datetime2 datetimeoffset char ' +
    'varchar text nchar nvarchar ntext binary varbinary image uniqueidentifier rowversion xml json vector sql_variant hierarchyid geometry geography ' +
    'sysname table'
  ).split(' '),
);

/** Whether the name is that of a type of the system, `sysname` included; letter case does not matter. */
export function isSystemType(name: string): boolean {
  return names.has(name.toLowerCase());
}
