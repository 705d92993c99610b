import type { CatalogScope, ViewDefinition, ViewRow } from '../catalogTypes';
import { engineEdition } from '../versions';
import { columns } from '../viewDefinition';

function periods(scope: CatalogScope): readonly ViewRow[] {
  return scope.objects().flatMap(({ id, type, table }) => {
    const [from, to] = ['ROW START', 'ROW END'].map((generated) => table?.columns.find((column) => column.generatedAlways === generated));
    return type !== 'U' || from === undefined || to === undefined
      ? []
      : [
          {
            name: 'SYSTEM_TIME',
            period_type: 1,
            period_type_desc: 'SYSTEM_TIME_PERIOD',
            object_id: id,
            start_column_id: from.id,
            end_column_id: to.id,
          },
        ];
  });
}

/** Periods of system-versioned tables, and the keys of encrypted columns. */
export const versioningViews: readonly ViewDefinition[] = [
  {
    schema: 'sys',
    name: 'periods',
    columns: columns(`
      name sysname null
      period_type tinyint null
      period_type_desc nvarchar(60) null
      object_id int
      start_column_id int
      end_column_id int
    `),
    rows: periods,
  },
  {
    schema: 'sys',
    name: 'column_encryption_keys',
    absentIn: [engineEdition.fabricWarehouse],
    columns: columns(`
      name sysname
      column_encryption_key_id int
      create_date datetime
      modify_date datetime
    `),
    rows: (scope) =>
      [...scope.database.storage.columnEncryptionKeys.values()].map(({ id, name }) => ({
        name,
        column_encryption_key_id: id,
        create_date: scope.database.createDate,
        modify_date: scope.database.createDate,
      })),
  },
];
