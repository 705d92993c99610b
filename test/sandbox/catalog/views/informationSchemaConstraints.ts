import type { ForeignKey } from '../../engine/model';
import type { CatalogObject } from '../catalogObject';
import type { CatalogScope, ViewDefinition, ViewRow } from '../catalogTypes';
import { columns } from '../viewDefinition';

const kinds: Readonly<Record<string, string>> = { PK: 'PRIMARY KEY', UQ: 'UNIQUE', F: 'FOREIGN KEY', C: 'CHECK' };
const actions: Readonly<Record<ForeignKey['onDelete'], string>> = {
  NO_ACTION: 'NO ACTION',
  CASCADE: 'CASCADE',
  SET_NULL: 'SET NULL',
  SET_DEFAULT: 'SET DEFAULT',
};

function constraints(scope: CatalogScope): readonly CatalogObject[] {
  return scope.objects().filter((object) => object.type in kinds && object.table !== undefined);
}

function constraintName(scope: CatalogScope, object: CatalogObject): ViewRow {
  return { CONSTRAINT_CATALOG: scope.database.name, CONSTRAINT_SCHEMA: object.schemaName, CONSTRAINT_NAME: object.name };
}

const constraintNameText = `
  CONSTRAINT_CATALOG nvarchar(128) null
  CONSTRAINT_SCHEMA nvarchar(128) null
  CONSTRAINT_NAME sysname null
`;

function columnIds(object: CatalogObject): readonly number[] {
  return object.keyIndex?.columns.map((column) => column.columnId) ?? object.foreignKey?.columns ?? [];
}

function keyColumnRows(scope: CatalogScope): readonly ViewRow[] {
  return constraints(scope).flatMap((object) =>
    columnIds(object).map((id, position) => ({
      ...constraintName(scope, object),
      TABLE_CATALOG: scope.database.name,
      TABLE_SCHEMA: object.schemaName,
      TABLE_NAME: object.table?.name,
      COLUMN_NAME: object.table?.columns.find((column) => column.id === id)?.name,
      ORDINAL_POSITION: position + 1,
    })),
  );
}

function referentialRow(scope: CatalogScope, object: CatalogObject, foreignKey: ForeignKey): ViewRow {
  const { schema, table, columns: wanted } = foreignKey.referenced;
  const referenced = scope.database.schemas.get(schema.toLowerCase())?.tables.get(table.toLowerCase());
  const key = referenced?.indexes.find(
    (index) => index.unique && index.columns.length === wanted.length && index.columns.every((column) => wanted.includes(column.columnId)),
  );
  return {
    ...constraintName(scope, object),
    UNIQUE_CONSTRAINT_CATALOG: scope.database.name,
    UNIQUE_CONSTRAINT_SCHEMA: referenced?.schema,
    UNIQUE_CONSTRAINT_NAME: key?.name,
    MATCH_OPTION: 'SIMPLE',
    UPDATE_RULE: actions[foreignKey.onUpdate],
    DELETE_RULE: actions[foreignKey.onDelete],
  };
}

/** Constraints in the standard's form. */
export const informationSchemaConstraintViews: readonly ViewDefinition[] = [
  {
    schema: 'INFORMATION_SCHEMA',
    name: 'TABLE_CONSTRAINTS',
    columns: columns(`${constraintNameText}
      TABLE_CATALOG nvarchar(128) null
      TABLE_SCHEMA nvarchar(128) null
      TABLE_NAME sysname null
      CONSTRAINT_TYPE varchar(11) null
      IS_DEFERRABLE varchar(2)
      INITIALLY_DEFERRED varchar(2)
    `),
    rows: (scope) =>
      constraints(scope).map((object) => ({
        ...constraintName(scope, object),
        TABLE_CATALOG: scope.database.name,
        TABLE_SCHEMA: object.schemaName,
        TABLE_NAME: object.table?.name,
        CONSTRAINT_TYPE: kinds[object.type],
        IS_DEFERRABLE: 'NO',
        INITIALLY_DEFERRED: 'NO',
      })),
  },
  {
    schema: 'INFORMATION_SCHEMA',
    name: 'KEY_COLUMN_USAGE',
    columns: columns(`${constraintNameText}
      TABLE_CATALOG nvarchar(128) null
      TABLE_SCHEMA nvarchar(128) null
      TABLE_NAME sysname null
      COLUMN_NAME nvarchar(128) null
      ORDINAL_POSITION int
    `),
    rows: keyColumnRows,
  },
  {
    schema: 'INFORMATION_SCHEMA',
    name: 'REFERENTIAL_CONSTRAINTS',
    columns: columns(`${constraintNameText}
      UNIQUE_CONSTRAINT_CATALOG nvarchar(128) null
      UNIQUE_CONSTRAINT_SCHEMA nvarchar(128) null
      UNIQUE_CONSTRAINT_NAME sysname null
      MATCH_OPTION varchar(7) null
      UPDATE_RULE varchar(11) null
      DELETE_RULE varchar(11) null
    `),
    rows: (scope) =>
      scope.objects().flatMap((object) => (object.foreignKey === undefined ? [] : [referentialRow(scope, object, object.foreignKey)])),
  },
  {
    schema: 'INFORMATION_SCHEMA',
    name: 'CHECK_CONSTRAINTS',
    columns: columns(`${constraintNameText}
      CHECK_CLAUSE nvarchar(4000) null
    `),
    rows: (scope) =>
      scope
        .objects()
        .flatMap((object) =>
          object.check === undefined
            ? []
            : [{ ...constraintName(scope, object), CHECK_CLAUSE: scope.seesDefinition(object) ? object.check.text : undefined }],
        ),
  },
];
