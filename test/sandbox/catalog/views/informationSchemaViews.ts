import type { CatalogObject } from '../catalogObject';
import type { CatalogScope, ViewDefinition, ViewRow } from '../catalogTypes';
import { columns } from '../viewDefinition';
import { informationTypeCells, informationTypeText } from './informationSchemaTypes';
import { visibleDefinition } from './moduleViews';
import { returnTypeOf } from './returnType';

const restOfTypeText = `
  NUMERIC_PRECISION tinyint null
  NUMERIC_PRECISION_RADIX smallint null
  NUMERIC_SCALE int null
  DATETIME_PRECISION smallint null
  CHARACTER_SET_CATALOG sysname null
  CHARACTER_SET_SCHEMA sysname null
  CHARACTER_SET_NAME sysname null
  COLLATION_CATALOG sysname null
  COLLATION_SCHEMA sysname null
  COLLATION_NAME sysname null
`;

function ofType(scope: CatalogScope, ...types: readonly string[]): readonly CatalogObject[] {
  return scope.objects().filter((object) => types.includes(object.type));
}

function tableName(scope: CatalogScope, object: CatalogObject): ViewRow {
  return { TABLE_CATALOG: scope.database.name, TABLE_SCHEMA: object.schemaName, TABLE_NAME: object.name };
}

const tableNameText = `
  TABLE_CATALOG nvarchar(128) null
  TABLE_SCHEMA nvarchar(128) null
  TABLE_NAME sysname
`;

function columnRows(scope: CatalogScope): readonly ViewRow[] {
  return ofType(scope, 'U', 'V').flatMap((object) => {
    const list =
      object.module?.columns.map((column, index) => ({ ...column, id: index + 1, defaultText: undefined })) ??
      object.table?.columns.map((column) => ({ ...column, defaultText: column.default?.text })) ??
      [];
    return list.map((column, position) => ({
      ...tableName(scope, object),
      COLUMN_NAME: column.name,
      ORDINAL_POSITION: position + 1,
      COLUMN_DEFAULT: scope.seesDefinition(object) ? column.defaultText : undefined,
      IS_NULLABLE: column.nullable ? 'YES' : 'NO',
      ...informationTypeCells(scope, column.type),
      ...domain(scope, column.type.userType),
    }));
  });
}

/** Alias types are domains; their names stand apart in one string with the schema. */
function domain(scope: CatalogScope, userType: string | undefined): ViewRow {
  if (userType === undefined) return {};
  for (const schema of scope.database.schemas.values()) {
    for (const type of schema.types.values()) {
      if (`${schema.name}.${type.name}`.toLowerCase() !== userType.toLowerCase()) continue;
      return { DOMAIN_CATALOG: scope.database.name, DOMAIN_SCHEMA: schema.name, DOMAIN_NAME: type.name };
    }
  }
  return {};
}

function routineRows(scope: CatalogScope): readonly ViewRow[] {
  return ofType(scope, 'P', 'FN', 'IF', 'TF').map((object) => {
    const isFunction = object.type !== 'P';
    const returns = object.module === undefined ? undefined : returnTypeOf(scope, object.module);
    const table: ViewRow = object.type === 'IF' || object.type === 'TF' ? { DATA_TYPE: 'TABLE' } : {};
    const definition = visibleDefinition(scope, object);
    return {
      SPECIFIC_CATALOG: scope.database.name,
      SPECIFIC_SCHEMA: object.schemaName,
      SPECIFIC_NAME: object.name,
      ROUTINE_CATALOG: scope.database.name,
      ROUTINE_SCHEMA: object.schemaName,
      ROUTINE_NAME: object.name,
      ROUTINE_TYPE: isFunction ? 'FUNCTION' : 'PROCEDURE',
      ...(returns === undefined ? table : informationTypeCells(scope, returns)),
      ROUTINE_BODY: 'SQL',
      ROUTINE_DEFINITION: definition?.slice(0, 4000),
      IS_DETERMINISTIC: 'NO',
      SQL_DATA_ACCESS: isFunction ? 'READS' : 'MODIFIES',
      SCHEMA_LEVEL_ROUTINE: 'YES',
      MAX_DYNAMIC_RESULT_SETS: isFunction ? 0 : -1,
      IS_USER_DEFINED_CAST: 'NO',
      IS_IMPLICITLY_INVOCABLE: 'NO',
      CREATED: object.createDate,
      LAST_ALTERED: object.modifyDate,
    };
  });
}

function parameterRows(scope: CatalogScope): readonly ViewRow[] {
  return ofType(scope, 'P', 'FN', 'IF', 'TF').flatMap((object) => {
    const specific: ViewRow = { SPECIFIC_CATALOG: scope.database.name, SPECIFIC_SCHEMA: object.schemaName, SPECIFIC_NAME: object.name };
    const returns = object.module === undefined ? undefined : returnTypeOf(scope, object.module);
    const result: readonly ViewRow[] =
      returns === undefined
        ? []
        : [
            {
              ...specific,
              ORDINAL_POSITION: 0,
              PARAMETER_MODE: 'OUT',
              IS_RESULT: 'YES',
              AS_LOCATOR: 'NO',
              PARAMETER_NAME: '',
              ...informationTypeCells(scope, returns),
            },
          ];
    const parameters = (object.module?.parameters ?? []).map((parameter, index) => ({
      ...specific,
      ORDINAL_POSITION: index + 1,
      PARAMETER_MODE: parameter.output ? 'INOUT' : 'IN',
      IS_RESULT: 'NO',
      AS_LOCATOR: 'NO',
      PARAMETER_NAME: parameter.name,
      ...informationTypeCells(scope, parameter.type),
    }));
    return [...result, ...parameters];
  });
}

/** Tables, columns and routines in the standard's form. */
export const informationSchemaViews: readonly ViewDefinition[] = [
  {
    schema: 'INFORMATION_SCHEMA',
    name: 'TABLES',
    columns: columns(`${tableNameText}
      TABLE_TYPE varchar(10) null
    `),
    rows: (scope) =>
      ofType(scope, 'U', 'V').map((object) => ({ ...tableName(scope, object), TABLE_TYPE: object.type === 'U' ? 'BASE TABLE' : 'VIEW' })),
  },
  {
    schema: 'INFORMATION_SCHEMA',
    name: 'VIEWS',
    columns: columns(`${tableNameText}
      VIEW_DEFINITION nvarchar(4000) null
      CHECK_OPTION varchar(7) null
      IS_UPDATABLE varchar(2)
    `),
    rows: (scope) =>
      ofType(scope, 'V').map((object) => {
        const definition = visibleDefinition(scope, object);
        return {
          ...tableName(scope, object),
          // Texts that do not fit are not cut but left out.
          VIEW_DEFINITION: definition !== null && definition.length <= 4000 ? definition : undefined,
          CHECK_OPTION: 'NONE',
          IS_UPDATABLE: 'NO',
        };
      }),
  },
  {
    schema: 'INFORMATION_SCHEMA',
    name: 'COLUMNS',
    columns: columns(`${tableNameText}
      COLUMN_NAME sysname null
      ORDINAL_POSITION int null
      COLUMN_DEFAULT nvarchar(4000) null
      IS_NULLABLE varchar(3) null
      ${informationTypeText}
      ${restOfTypeText}
      DOMAIN_CATALOG sysname null
      DOMAIN_SCHEMA sysname null
      DOMAIN_NAME sysname null
    `),
    rows: columnRows,
  },
  {
    schema: 'INFORMATION_SCHEMA',
    name: 'ROUTINES',
    columns: columns(`
      SPECIFIC_CATALOG nvarchar(128) null
      SPECIFIC_SCHEMA nvarchar(128) null
      SPECIFIC_NAME sysname
      ROUTINE_CATALOG nvarchar(128) null
      ROUTINE_SCHEMA nvarchar(128) null
      ROUTINE_NAME sysname
      ROUTINE_TYPE nvarchar(20) null
      ${informationTypeText}
      COLLATION_CATALOG sysname null
      COLLATION_SCHEMA sysname null
      COLLATION_NAME sysname null
      CHARACTER_SET_CATALOG sysname null
      CHARACTER_SET_SCHEMA sysname null
      CHARACTER_SET_NAME sysname null
      NUMERIC_PRECISION tinyint null
      NUMERIC_PRECISION_RADIX smallint null
      NUMERIC_SCALE int null
      DATETIME_PRECISION smallint null
      ROUTINE_BODY nvarchar(30) null
      ROUTINE_DEFINITION nvarchar(4000) null
      IS_DETERMINISTIC nvarchar(10) null
      SQL_DATA_ACCESS nvarchar(30) null
      SCHEMA_LEVEL_ROUTINE nvarchar(10) null
      MAX_DYNAMIC_RESULT_SETS smallint null
      IS_USER_DEFINED_CAST nvarchar(10) null
      IS_IMPLICITLY_INVOCABLE nvarchar(10) null
      CREATED datetime
      LAST_ALTERED datetime
    `),
    rows: routineRows,
  },
  {
    schema: 'INFORMATION_SCHEMA',
    name: 'PARAMETERS',
    columns: columns(`
      SPECIFIC_CATALOG nvarchar(128) null
      SPECIFIC_SCHEMA nvarchar(128) null
      SPECIFIC_NAME sysname
      ORDINAL_POSITION int
      PARAMETER_MODE nvarchar(10) null
      IS_RESULT nvarchar(10) null
      AS_LOCATOR nvarchar(10) null
      PARAMETER_NAME sysname null
      ${informationTypeText}
      ${restOfTypeText}
    `),
    rows: parameterRows,
  },
  {
    schema: 'INFORMATION_SCHEMA',
    name: 'SCHEMATA',
    columns: columns(`
      CATALOG_NAME nvarchar(128) null
      SCHEMA_NAME sysname
      SCHEMA_OWNER nvarchar(128) null
      DEFAULT_CHARACTER_SET_CATALOG nvarchar(6) null
      DEFAULT_CHARACTER_SET_SCHEMA nvarchar(6) null
      DEFAULT_CHARACTER_SET_NAME sysname null
    `),
    rows: (scope) =>
      scope.schemas().map((schema) => ({
        CATALOG_NAME: scope.database.name,
        SCHEMA_NAME: schema.name,
        SCHEMA_OWNER: schema.id <= 4 && schema.id !== 1 ? schema.name : 'dbo',
        DEFAULT_CHARACTER_SET_NAME: 'iso_1',
      })),
  },
];
