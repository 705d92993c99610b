import type { PartitionScheme } from '../../engine/model';
import type { CatalogScope, ViewDefinition, ViewRow } from '../catalogTypes';
import { variant } from '../variants';
import { columns } from '../viewDefinition';

function schemeRow(scheme: PartitionScheme): ViewRow {
  return {
    name: scheme.name,
    data_space_id: scheme.id,
    type: 'PS',
    type_desc: 'PARTITION_SCHEME',
    is_default: false,
    is_system: false,
  };
}

function schemes(scope: CatalogScope): readonly ViewRow[] {
  return [...scope.database.storage.partitionSchemes.values()].map(schemeRow);
}

/** File groups, partition schemes and partition functions. There is one file group. */
export const dataSpaceViews: readonly ViewDefinition[] = [
  {
    schema: 'sys',
    name: 'data_spaces',
    columns: columns(`
      name sysname
      data_space_id int
      type char(2)
      type_desc nvarchar(60) null
      is_default bit null
      is_system bit null
    `),
    rows: (scope) => [
      { name: 'PRIMARY', data_space_id: 1, type: 'FG', type_desc: 'ROWS_FILEGROUP', is_default: true, is_system: false },
      ...schemes(scope),
    ],
  },
  {
    schema: 'sys',
    name: 'filegroups',
    columns: columns(`
      name sysname
      data_space_id int
      type char(2)
      type_desc nvarchar(60) null
      is_default bit null
      is_system bit null
      filegroup_guid uniqueidentifier null
      log_filegroup_id int null
      is_read_only bit null
      is_autogrow_all_files bit null
    `),
    rows: () => [
      {
        name: 'PRIMARY',
        data_space_id: 1,
        type: 'FG',
        type_desc: 'ROWS_FILEGROUP',
        is_default: true,
        is_system: false,
        is_read_only: false,
        is_autogrow_all_files: false,
      },
    ],
  },
  {
    schema: 'sys',
    name: 'partition_schemes',
    columns: columns(`
      name sysname
      data_space_id int
      type char(2)
      type_desc nvarchar(60) null
      is_default bit null
      is_system bit null
      function_id int
    `),
    rows: (scope) =>
      [...scope.database.storage.partitionSchemes.values()].map((scheme) => ({
        ...schemeRow(scheme),
        function_id: scheme.partitionFunction.id,
      })),
  },
  {
    schema: 'sys',
    name: 'partition_functions',
    columns: columns(`
      name sysname
      function_id int
      type char(2)
      type_desc nvarchar(60) null
      fanout int
      boundary_value_on_right bit
      is_system bit
      create_date datetime
      modify_date datetime
    `),
    rows: (scope) =>
      [...scope.database.storage.partitionFunctions.values()].map((each) => ({
        name: each.name,
        function_id: each.id,
        type: 'R',
        type_desc: 'RANGE',
        fanout: each.boundaries.length + 1,
        boundary_value_on_right: each.isRight,
        is_system: false,
        create_date: each.createDate,
        modify_date: each.createDate,
      })),
  },
  {
    schema: 'sys',
    name: 'partition_range_values',
    columns: columns(`
      function_id int
      boundary_id int
      parameter_id int
      value sql_variant null
    `),
    rows: (scope) =>
      [...scope.database.storage.partitionFunctions.values()].flatMap((each) =>
        each.boundaries.map((boundary, position) => ({
          function_id: each.id,
          boundary_id: position + 1,
          parameter_id: 1,
          value: variant(each.type, boundary),
        })),
      ),
  },
];
