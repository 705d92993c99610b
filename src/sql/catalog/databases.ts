import type { Answer, DatabaseInfo } from '../../core/ports';
import type { CatalogQuestion } from './catalogQuestion';
import { numberOf, textOf, textOrNull } from './catalogQuestion';

/** sys.databases (SQL Server 2016 and later, Azure SQL, Fabric). */
const DATABASES = `SELECT name, state_desc, compatibility_level, collation_name, is_read_only, create_date, recovery_model_desc,
  HAS_DBACCESS(name), CONVERT(int, SERVERPROPERTY('EngineEdition')), DB_NAME()
FROM sys.databases ORDER BY name`;

/** Without what smaller engines lack. */
const DATABASES_BASIC = `SELECT name, state_desc, compatibility_level, collation_name, is_read_only, create_date, NULL, NULL, NULL, DB_NAME()
FROM sys.databases ORDER BY name`;

const AZURE_SQL_DATABASE = 5;

/** The databases that the login can see. */
export async function readDatabases(question: CatalogQuestion): Promise<Answer<DatabaseInfo>> {
  const notes: string[] = [];
  const complete = await question.tryAsk([DATABASES], [], 'the recovery model and access of databases', notes);
  const rows = complete ?? (await question.ask(DATABASES_BASIC));
  const [first] = rows;
  if (first?.[8] === AZURE_SQL_DATABASE && first[9] !== 'master') {
    notes.push('Azure SQL Database shows only master and the current database here; connect to master for all of them.');
  }
  return {
    items: rows.map((row) => ({
      name: textOf(row[0]),
      state: textOf(row[1]),
      compatibilityLevel: numberOf(row[2]),
      collation: textOrNull(row[3]),
      isReadOnly: row[4] === true,
      createDate: textOf(row[5]),
      recoveryModel: textOrNull(row[6]),
      accessible: typeof row[7] === 'number' ? row[7] === 1 : null,
    })),
    notes,
  };
}
