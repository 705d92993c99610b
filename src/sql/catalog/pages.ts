import { numberOf } from './catalogQuestion';

/** A count of 8 KB pages in kilobytes. */
export function kilobytes(pages: unknown): number {
  return numberOf(pages) * 8;
}

/** What the state views of a database need; SQL Server 2022 split the permission. */
export const databaseStatePermission = 'VIEW DATABASE STATE (from SQL Server 2022 on VIEW DATABASE PERFORMANCE STATE)';

/** What the state views of the server need. */
export const serverStatePermission =
  'VIEW SERVER STATE (from SQL Server 2022 on VIEW SERVER PERFORMANCE STATE; on Azure SQL Database VIEW DATABASE STATE)';
