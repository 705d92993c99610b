import type { Connection } from 'tedious';
import type { Bench, BenchResult } from '../bench';
import { callTool, timed } from '../calls/benchClient';
import { withHosts } from '../calls/withHosts';
import { milliseconds } from '../format';
import { runOnDriver } from '../reader/driverReader';
import { interleave, median } from '../statistics';

const few = { database: 'BenchFew', tables: 10 };
const many = { database: 'BenchMany', tables: 10_000 };
const tablesPerBatch = 50;
const warmUps = 5;

const tableTools = ['get_table_indexes', 'get_table_foreign_keys', 'get_table_statistics', 'get_table_schema'] as const;

/** Tools about one table, and the first page of the tables, in a database of ten thousand tables next to one of ten. */
export const metadata: Bench = {
  names: [...tableTools, 'list_tables'].map(lineName),
  measure: ({ runs, calls }) =>
    withHosts(async ({ product, driver }) => {
      for (const { database, tables } of [few, many]) await makeTables(driver, database, tables);
      const results: BenchResult[] = [];
      for (const tool of [...tableTools, 'list_tables']) {
        const side = ({ database, tables }: typeof few) => {
          const input = tool === 'list_tables' ? { limit: few.tables } : { table_name: `dbo.${tableName(tables / 2)}` };
          return () => timed(() => callTool(product, tool, { database, ...input }));
        };
        const sides = [side(few), side(many)];
        await interleave(sides, warmUps);
        const [small = 0, large = 0] = (await interleave(sides, runs * Math.ceil(calls / 20))).map(median);
        results.push({
          name: lineName(tool),
          what: `${tool} with ${many.tables.toLocaleString('en')} tables`,
          against: `the same with ${few.tables} tables`,
          ours: milliseconds(large),
          theirs: milliseconds(small),
          ratio: large / small,
          goal: 1.5,
        });
      }
      return results;
    }),
};

function lineName(tool: string): string {
  return `${tool}_many_vs_few`;
}

function tableName(number: number): string {
  return `T${String(number).padStart(5, '0')}`;
}

/** Tables with a key, an index, a default, and a foreign key to the one before. */
async function makeTables(driver: Connection, database: string, count: number): Promise<void> {
  await runOnDriver(driver, `CREATE DATABASE ${database}`);
  await runOnDriver(driver, `USE ${database}`);
  for (let first = 0; first < count; first += tablesPerBatch) {
    const statements: string[] = [];
    for (let number = first; number < Math.min(count, first + tablesPerBatch); number++) {
      const parent = number === 0 ? '' : ` REFERENCES dbo.${tableName(number - 1)} (Id)`;
      statements.push(
        `CREATE TABLE dbo.${tableName(number)} (Id int NOT NULL PRIMARY KEY, ParentId int NULL${parent}, Name nvarchar(100) NOT NULL, Amount decimal(18, 4) NULL DEFAULT 0, INDEX IX_Name (Name));`,
      );
    }
    await runOnDriver(driver, statements.join('\n'));
  }
}
