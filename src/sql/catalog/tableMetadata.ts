import type { MetadataPort } from '../../core/metadata/metadataPort';
import { SprocketError } from '../../core/errors';
import type { ConnectionTarget, QualifiedName } from '../../core/ports';
import type { CatalogQuestion } from './catalogQuestion';
import type { ResolvedTable, WantedObject } from './resolveTable';
import { refuseTemporary, resolveTable } from './resolveTable';
import { readTableForeignKeys } from './tableForeignKeys';
import { readTableIndexes } from './tableIndexes';
import { readTables } from './tables';
import { readTableSchema } from './tableSchema';
import { readTableStatistics } from './tableStatistics';

/** Asks on one connection of a target. */
export type AskCatalog = <T>(
  target: ConnectionTarget,
  signal: AbortSignal | undefined,
  read: (question: CatalogQuestion) => Promise<T>,
) => Promise<T>;

/** The metadata of tables, each answer from one connection of the control pool. */
export function tableMetadata(ask: AskCatalog): MetadataPort {
  const about = async <T>(
    target: ConnectionTarget,
    { database, ...name }: QualifiedName,
    wanted: WantedObject,
    signal: AbortSignal | undefined,
    read: (question: CatalogQuestion, table: ResolvedTable) => Promise<T>,
  ): Promise<T> => {
    refuseTemporary(name, database ?? target.database ?? target.settings.database);
    const first = await ask(inDatabase(target, database), signal, async (question) => {
      const found = await resolveTable(question, name, wanted);
      return 'elsewhere' in found ? found : { value: await read(question, found) };
    });
    if ('value' in first) {
      return first.value;
    }
    // A synonym that leads into another database: only a connection there can tell.
    const { elsewhere, notes } = first;
    return await ask(inDatabase(target, elsewhere.database), signal, async (question) => {
      const found = await resolveTable(question, { name: elsewhere.name, schema: elsewhere.schema ?? 'dbo' }, wanted);
      if ('elsewhere' in found) {
        throw new SprocketError('unsupported', notes.concat(found.notes).join(' '), {
          nextStep: 'Name the table itself, with its database.',
        });
      }
      return await read(question, { ...found, notes: [...notes, ...found.notes] });
    });
  };
  return {
    tables: (target, filter, signal) => ask(target, signal, (question) => readTables(question, filter)),
    tableSchema: (target, name, signal) => about(target, name, 'any', signal, readTableSchema),
    tableIndexes: (target, name, signal) => about(target, name, 'stored', signal, readTableIndexes),
    tableForeignKeys: (target, name, signal) => about(target, name, 'table', signal, readTableForeignKeys),
    tableStatistics: (target, name, signal) => about(target, name, 'stored', signal, readTableStatistics),
  };
}

function inDatabase(target: ConnectionTarget, database: string | undefined): ConnectionTarget {
  return database === undefined ? target : { ...target, database };
}
