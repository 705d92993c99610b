import type { UserType } from '../../engine/model';
import type { SqlTypeName } from '../../values/sqlType';
import type { CatalogScope, ViewDefinition, ViewRow } from '../catalogTypes';
import { catalogTypeName, sysnameTypeId, systemTypes, tableTypeId } from '../typeFacts';
import { hasVersion } from '../versions';
import { columns } from '../viewDefinition';
import { collationOf, typeCells } from './columnRows';

const typeText = `
  name sysname
  system_type_id tinyint
  user_type_id int
  schema_id int
  principal_id int null
  max_length smallint
  precision tinyint
  scale tinyint
  collation_name sysname null
  is_nullable bit null
  is_user_defined bit
  is_assembly_type bit
  default_object_id int
  rule_object_id int
  is_table_type bit
`;

const clrTypes = new Set(['hierarchyid', 'geometry', 'geography']);
const characterTypes = new Set(['char', 'varchar', 'text', 'nchar', 'nvarchar', 'ntext', 'sysname']);

function systemTypeRows(scope: CatalogScope): readonly ViewRow[] {
  const rows = Object.entries(systemTypes)
    .filter(([, facts]) => hasVersion(scope.profile, facts.since))
    .map(([name, facts]) => systemRow(scope, typeName(name), facts.systemTypeId, facts.userTypeId, facts));
  const nvarchar = systemTypes.nvarchar;
  const sysname = systemRow(scope, 'sysname', nvarchar.systemTypeId, sysnameTypeId, { maxLength: 256, precision: 0, scale: 0 });
  return [...rows, { ...sysname, is_nullable: false }];
}

function typeName(name: string): string {
  return name === 'rowversion' ? catalogTypeName('rowversion' satisfies SqlTypeName) : name;
}

function systemRow(
  scope: CatalogScope,
  name: string,
  systemTypeId: number,
  userTypeId: number,
  shape: { readonly maxLength: number; readonly precision: number; readonly scale: number },
): ViewRow {
  return {
    name,
    system_type_id: systemTypeId,
    user_type_id: userTypeId,
    schema_id: 4,
    max_length: shape.maxLength,
    precision: shape.precision,
    scale: shape.scale,
    collation_name: characterTypes.has(name) ? scope.database.collation : undefined,
    is_nullable: true,
    is_assembly_type: clrTypes.has(name),
    default_object_id: 0,
    rule_object_id: 0,
  };
}

function userTypeRow(scope: CatalogScope, schemaId: number, type: UserType): ViewRow {
  const common = {
    name: type.name,
    schema_id: schemaId,
    user_type_id: type.userTypeId,
    is_user_defined: true,
    default_object_id: 0,
    rule_object_id: 0,
  };
  if (type.base === undefined) {
    return { ...common, system_type_id: tableTypeId, max_length: -1, precision: 0, scale: 0, is_nullable: false, is_table_type: true };
  }
  return {
    ...typeCells(scope, { ...type.base }),
    collation_name: collationOf(scope, type.base),
    is_nullable: type.nullable,
    ...common,
  };
}

const typePermissions = ['REFERENCES', 'EXECUTE', 'VIEW DEFINITION', 'CONTROL'];

/** User types that the session owns or holds any permission on, as "Metadata visibility configuration" says. */
function userTypes(scope: CatalogScope): readonly { readonly schemaId: number; readonly type: UserType }[] {
  const { context, database } = scope;
  return scope
    .schemas()
    .flatMap((schema) =>
      [...schema.types.values()]
        .filter((type) =>
          typePermissions.some((permission) =>
            context.hasPermission(permission, { database: database.name, schema: schema.name, object: type.name }),
          ),
        )
        .map((type) => ({ schemaId: schema.id, type })),
    );
}

/** sys.types, sys.table_types and sys.xml_schema_collections. */
export const typeViews: readonly ViewDefinition[] = [
  {
    schema: 'sys',
    name: 'types',
    columns: columns(typeText),
    rows: (scope) => [...systemTypeRows(scope), ...userTypes(scope).map(({ schemaId, type }) => userTypeRow(scope, schemaId, type))],
  },
  {
    schema: 'sys',
    name: 'table_types',
    columns: columns(`${typeText}
      type_table_object_id int
      is_memory_optimized bit null
    `),
    rows: (scope) =>
      userTypes(scope).flatMap(({ schemaId, type }) =>
        type.table === undefined
          ? []
          : [{ ...userTypeRow(scope, schemaId, type), type_table_object_id: type.table.objectId, is_memory_optimized: false }],
      ),
  },
  {
    schema: 'sys',
    name: 'xml_schema_collections',
    columns: columns(`
      xml_collection_id int
      schema_id int
      principal_id int null
      name sysname
      create_date datetime
      modify_date datetime
    `),
    // Of the product itself; CREATE XML SCHEMA COLLECTION is not played.
    rows: (scope) => [
      { xml_collection_id: 1, schema_id: 4, name: 'sys', create_date: scope.database.createDate, modify_date: scope.database.createDate },
    ],
  },
];
