import { systemObjects } from '../systemObjects';
import { systemParameters } from '../systemParameters';
import type { Module } from '../../engine/model';
import type { CatalogObject } from '../catalogObject';
import type { CatalogScope, ViewDefinition, ViewRow } from '../catalogTypes';
import { columns } from '../viewDefinition';
import { typeCells } from './columnRows';
import { returnTypeOf } from './returnType';
import { storedDefinition } from '../../syntax/storedDefinition';

const moduleText = `
  object_id int
  definition nvarchar(max) null
  uses_ansi_nulls bit null
  uses_quoted_identifier bit null
  is_schema_bound bit null
  uses_database_collation bit null
  is_recompiled bit null
  null_on_null_input bit null
  execute_as_principal_id int null
  uses_native_compilation bit null
  inline_type bit null since 15
  is_inlineable bit null since 15
`;

/** The text of a module as readers see it: NULL WITH ENCRYPTION and without VIEW DEFINITION. */
export function visibleDefinition(scope: CatalogScope, object: CatalogObject): string | null {
  const definition = object.module?.definition;
  if (definition === undefined || definition.options.includes('ENCRYPTION') || !scope.seesDefinition(object)) return null;
  return storedDefinition(definition);
}

function moduleRow(scope: CatalogScope, object: CatalogObject, module: Module): ViewRow {
  const options = module.definition.options;
  return {
    object_id: object.id,
    definition: visibleDefinition(scope, object),
    uses_ansi_nulls: true,
    uses_quoted_identifier: module.usesQuotedIdentifier,
    is_schema_bound: options.includes('SCHEMABINDING'),
    uses_database_collation: false,
    is_recompiled: options.includes('RECOMPILE'),
    null_on_null_input: options.includes('RETURNS NULL ON NULL INPUT'),
    execute_as_principal_id: options.includes('EXECUTE AS OWNER') ? -2 : undefined,
    uses_native_compilation: false,
    inline_type: object.type === 'FN',
    is_inlineable: object.type === 'FN',
  };
}

function moduleRows(scope: CatalogScope): readonly ViewRow[] {
  return scope.objects().flatMap((object) => (object.module === undefined ? [] : [moduleRow(scope, object, object.module)]));
}

const parameterText = `
  object_id int
  name sysname null
  parameter_id int
  system_type_id tinyint
  user_type_id int
  max_length smallint
  precision tinyint
  scale tinyint
  is_output bit
  is_cursor_ref bit
  has_default_value bit
  is_xml_document bit
  default_value sql_variant null
  xml_collection_id int
  is_readonly bit
  is_nullable bit null
  encryption_type int null
  encryption_type_desc nvarchar(64) null
  encryption_algorithm_name sysname null
  column_encryption_key_id int null
  column_encryption_key_database_name sysname null
  vector_dimensions int null since 17
  vector_base_type tinyint null since 17
  vector_base_type_desc nvarchar(10) null since 17
`;

function parameterRows(scope: CatalogScope): readonly ViewRow[] {
  return scope.objects().flatMap((object) => {
    if (object.module === undefined) return [];
    const returns = object.type === 'FN' ? returnTypeOf(scope, object.module) : undefined;
    const parameters = object.module.parameters.map((parameter, index) => ({
      object_id: object.id,
      name: parameter.name,
      parameter_id: index + 1,
      ...typeCells(scope, parameter.type),
      is_output: parameter.output,
      // Known for CLR objects only; a default of T-SQL is read from the definition.
      has_default_value: false,
      xml_collection_id: 0,
      is_readonly: parameter.readOnly,
      is_nullable: true,
      ...(parameter.type.name === 'vector' && {
        vector_dimensions: Number(parameter.type.length),
        vector_base_type: 0,
        vector_base_type_desc: 'float32',
      }),
    }));
    if (returns === undefined) return parameters;
    const row: ViewRow = {
      object_id: object.id,
      name: '',
      parameter_id: 0,
      ...typeCells(scope, returns),
      is_output: true,
      xml_collection_id: 0,
      is_nullable: true,
    };
    return [row, ...parameters];
  });
}

function systemParameterRows(scope: CatalogScope): readonly ViewRow[] {
  return systemObjects(scope).flatMap((object) =>
    (systemParameters[object.name] ?? []).map((parameter, index) => ({
      object_id: object.id,
      name: parameter.name,
      parameter_id: index + 1,
      ...typeCells(scope, parameter.type),
      is_output: false,
      has_default_value: false,
      xml_collection_id: 0,
      is_readonly: false,
      is_nullable: true,
    })),
  );
}

function dependencyRows(scope: CatalogScope): readonly ViewRow[] {
  const targets = scope.objects().filter((object) => ['U', 'V', 'P', 'FN', 'IF', 'TF'].includes(object.type));
  return scope.objects().flatMap((object) => {
    const text = object.module?.definition.text;
    if (text === undefined) return [];
    const plain = text.replaceAll(/[[\]"]/g, '').toLowerCase();
    return targets
      .filter((target) => target.id !== object.id && mentions(plain, `${target.schemaName}.${target.name}`.toLowerCase()))
      .map((target) => ({
        referencing_id: object.id,
        referencing_minor_id: 0,
        referencing_class: 1,
        referencing_class_desc: 'OBJECT_OR_COLUMN',
        is_schema_bound_reference: object.module?.definition.options.includes('SCHEMABINDING'),
        referenced_class: 1,
        referenced_class_desc: 'OBJECT_OR_COLUMN',
        referenced_schema_name: target.schemaName,
        referenced_entity_name: target.name,
        referenced_id: target.id,
        referenced_minor_id: 0,
      }));
  });
}

function mentions(text: string, name: string): boolean {
  const at = text.indexOf(name);
  return at >= 0 && !/[\p{L}\p{N}_@#$]/u.test(text.charAt(at + name.length));
}

/** Definitions, parameters and what refers to what. */
export const moduleViews: readonly ViewDefinition[] = [
  { schema: 'sys', name: 'sql_modules', columns: columns(moduleText), rows: moduleRows },
  { schema: 'sys', name: 'all_sql_modules', columns: columns(moduleText), rows: moduleRows },
  { schema: 'sys', name: 'parameters', columns: columns(parameterText), rows: parameterRows },
  {
    schema: 'sys',
    name: 'all_parameters',
    columns: columns(parameterText),
    rows: (scope) => [...systemParameterRows(scope), ...parameterRows(scope)],
  },
  {
    schema: 'sys',
    name: 'sql_expression_dependencies',
    columns: columns(`
      referencing_id int
      referencing_minor_id int
      referencing_class tinyint null
      referencing_class_desc nvarchar(60) null
      is_schema_bound_reference bit
      referenced_class tinyint null
      referenced_class_desc nvarchar(60) null
      referenced_server_name sysname null
      referenced_database_name sysname null
      referenced_schema_name sysname null
      referenced_entity_name sysname null
      referenced_id int null
      referenced_minor_id int
      is_caller_dependent bit
      is_ambiguous bit
    `),
    rows: dependencyRows,
  },
  {
    schema: 'sys',
    name: 'numbered_procedures',
    columns: columns(`
      object_id int
      procedure_number smallint
      definition nvarchar(max) null
    `),
    rows: (scope) =>
      scope.objects().flatMap((object) =>
        [...(object.module?.numbered ?? [])].map(([number, statement]) => ({
          object_id: object.id,
          procedure_number: number,
          definition: statement.options.includes('ENCRYPTION') || !scope.seesDefinition(object) ? null : storedDefinition(statement),
        })),
      ),
  },
];
