import type { StorageStatement } from '../../syntax/storageAst';
import { compare } from '../../values/compare';
import { definitionMessages } from '../errors/definitionMessages';
import { evaluateAs } from '../evaluate';
import type { Frame } from '../frame';
import type { Database } from '../model';
import { NotInSandboxError } from '../sqlError';
import { resolveType } from '../typeNames';
import { setEntry } from './catalogChanges';
import { expressionText } from './expressionText';
import { indexColumn } from './indexes';
import { changeTable } from './tableChange';

/** data_space_id of the first partition scheme. */
const FIRST_SCHEME = 65_601;

/** Partition functions and schemes, full-text catalogs and indexes, statistics, column keys. Throws SqlError 7653, 9967, 1911. */
export function createStorage(frame: Frame, statement: StorageStatement): void {
  const { undo, database } = frame.session;
  const { storage } = database;
  switch (statement.kind) {
    case 'createPartitionFunction': {
      const type = resolveType(frame.session, statement.type);
      const boundaries = statement.boundaries.map((each) => evaluateAs(frame, each, type)).sort((a, b) => compare(a, b, type));
      const { name, isRight } = statement;
      const id = FIRST_SCHEME - 65 + storage.partitionFunctions.size;
      setEntry(undo, storage.partitionFunctions, name, { id, name, type, isRight, boundaries, createDate: new Date() });
      return;
    }
    case 'createPartitionScheme': {
      const partitionFunction = storage.partitionFunctions.get(statement.partitionFunction.toLowerCase());
      if (!partitionFunction)
        throw new NotInSandboxError(`a partition scheme over ${statement.partitionFunction}, which is no partition function`);
      const id = FIRST_SCHEME + storage.partitionSchemes.size;
      setEntry(undo, storage.partitionSchemes, statement.name, { id, name: statement.name, partitionFunction });
      return;
    }
    case 'createFullTextCatalog': {
      const id = 5 + storage.fullTextCatalogs.size;
      setEntry(undo, storage.fullTextCatalogs, statement.name, { id, name: statement.name, isDefault: statement.isDefault });
      return;
    }
    case 'createFullTextIndex':
      createFullTextIndex(frame, database, statement);
      return;
    case 'createStatistics':
      createStatistics(frame, statement);
      return;
    case 'triggerSwitch':
      switchTriggers(frame, statement);
      return;
    case 'createColumnKey': {
      const keys = statement.key === 'MASTER' ? storage.columnMasterKeys : storage.columnEncryptionKeys;
      setEntry(undo, keys, statement.name, { id: keys.size + 1, name: statement.name });
    }
  }
}

type StatementOf<Kind extends StorageStatement['kind']> = Extract<StorageStatement, { readonly kind: Kind }>;

function createFullTextIndex(frame: Frame, database: Database, statement: StatementOf<'createFullTextIndex'>): void {
  const { table } = changeTable(frame, statement.on);
  const key = table.indexes.find((index) => index.name.toLowerCase() === statement.keyIndex.toLowerCase() && index.unique);
  const catalogs = [...database.storage.fullTextCatalogs.values()];
  const named = statement.catalog?.toLowerCase();
  const catalog = catalogs.find((each) => (named === undefined ? each.isDefault : each.name.toLowerCase() === named));
  if (!key) throw definitionMessages.fullTextKeyMissing(statement.keyIndex);
  if (!catalog) throw definitionMessages.defaultCatalogMissing();
  table.fullText = {
    columns: statement.columns.map(({ name, language }) => ({ columnId: indexColumn(table, name).id, language })),
    keyIndexId: key.id,
    catalog,
    changeTracking: statement.changeTracking,
  };
}

/** Throws SqlError 4902, and what moduleDropMissing is for a trigger that the table does not have. */
function switchTriggers(frame: Frame, { enable, names, on }: StatementOf<'triggerSwitch'>): void {
  const { table } = changeTable(frame, on);
  const wanted = names === 'ALL' ? undefined : names.map((name) => (name.parts.at(-1) ?? '').toLowerCase());
  const missing = wanted?.find((name) => !table.triggers.some((trigger) => trigger.name.toLowerCase() === name));
  if (missing !== undefined) throw definitionMessages.moduleDropMissing(missing);
  for (const trigger of table.triggers) {
    if (wanted?.includes(trigger.name.toLowerCase()) === false) continue;
    const before = trigger.isDisabled ?? false;
    trigger.isDisabled = !enable;
    frame.session.undo.push(() => {
      trigger.isDisabled = before;
    });
  }
}

function createStatistics(frame: Frame, statement: StatementOf<'createStatistics'>): void {
  const { table } = changeTable(frame, statement.on);
  const before = table.statistics ?? [];
  const id = Math.max(1, ...table.indexes.map((index) => index.id), ...before.map((each) => each.id)) + 1;
  const { filter } = statement;
  table.statistics = [
    ...before,
    {
      id,
      name: statement.name,
      columns: statement.columns.map((name) => indexColumn(table, name).id),
      ...(filter && { filter: expressionText(filter.expression) ?? `(${filter.text})` }),
    },
  ];
}
