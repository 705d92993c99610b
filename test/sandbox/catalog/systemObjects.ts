import type { ServerProfile } from '../engine/model';
import { hasVersion } from './versions';
import type { CatalogObject } from './catalogObject';
import type { CatalogScope, ViewColumn } from './catalogTypes';
import { columnsOf, isPresent } from './viewDefinition';

interface NamedSystemObject {
  readonly name: string;
  readonly type: 'P' | 'X' | 'IF' | 'TF';
  readonly since: number;
}

/** Procedures and functions of the product, listed by name only: scripts ask whether they are there. */
const named: readonly NamedSystemObject[] = [
  ...list(
    'X',
    0,
    'sp_executesql sp_prepare sp_execute sp_prepexec sp_unprepare sp_cursoropen sp_cursorfetch sp_cursorclose sp_reset_connection xp_msver',
  ),
  ...list(
    'P',
    0,
    'sp_addextendedproperty sp_updateextendedproperty sp_dropextendedproperty sp_columns sp_configure sp_databases sp_describe_first_result_set ' +
      'sp_describe_undeclared_parameters sp_help sp_helpconstraint sp_helpdb sp_helpindex sp_helptext sp_lock sp_pkeys sp_fkeys sp_rename ' +
      'sp_set_session_context sp_spaceused sp_stored_procedures sp_tables sp_who sp_who2 sp_cdc_enable_db sp_query_store_force_plan',
  ),
  ...list('P', 14, 'sp_query_store_consistency_check'),
  ...list('P', 15, 'sp_persistent_version_cleanup'),
  ...list('P', 16, 'sp_query_store_set_hints sp_query_store_clear_hints sp_generate_database_ledger_digest sp_verify_database_ledger'),
  ...list('P', 17, 'sp_invoke_external_rest_endpoint'),
  ...list(
    'IF',
    0,
    'dm_exec_sql_text dm_exec_describe_first_result_set dm_exec_describe_first_result_set_for_object dm_db_index_physical_stats dm_db_stats_properties fn_listextendedproperty',
  ),
];

function list(type: NamedSystemObject['type'], since: number, names: string): readonly NamedSystemObject[] {
  return names.split(' ').map((name) => ({ name, type, since }));
}

const shipped = new Date(Date.UTC(2022, 9, 8, 6, 30, 0));
/** Ids below this are views in the order of the list, those below half of it procedures. */
const firstViewId = -100_000;
const firstProcedureId = -50_000;

interface ShippedObjects {
  readonly all: readonly CatalogObject[];
  /** By name in lower case. */
  readonly byName: ReadonlyMap<string, readonly CatalogObject[]>;
}

/** What ships with a version never changes, and every look for a name reads it. */
const objectsOfProfiles = new WeakMap<ServerProfile, ShippedObjects>();

/** The system objects of schemas sys and INFORMATION_SCHEMA that the played version has. Their ids are negative, as the product's are. */
export function systemObjects(scope: CatalogScope): readonly CatalogObject[] {
  return shippedObjects(scope).all;
}

/** The system objects of a name in lower case. */
export function systemObjectsNamed(scope: CatalogScope, name: string): readonly CatalogObject[] {
  return shippedObjects(scope).byName.get(name) ?? [];
}

function shippedObjects(scope: CatalogScope): ShippedObjects {
  const known = objectsOfProfiles.get(scope.profile);
  if (known) return known;
  const all = presentObjects(scope);
  const made = { all, byName: Map.groupBy(all, (object) => object.name.toLowerCase()) };
  objectsOfProfiles.set(scope.profile, made);
  return made;
}

function presentObjects(scope: CatalogScope): readonly CatalogObject[] {
  const views = scope.systemViews.flatMap((view, index) =>
    isPresent(view, scope.profile) ? [systemObject(firstViewId - index, view.name, view.schema, 'V')] : [],
  );
  const others = named.flatMap((object, index) =>
    hasVersion(scope.profile, object.since) ? [systemObject(firstProcedureId - index, object.name, 'sys', object.type)] : [],
  );
  return [...views, ...others];
}

/** The columns of a system view by its id; none for other objects. */
export function columnsOfSystemView(scope: CatalogScope, id: number): readonly ViewColumn[] {
  const view = scope.systemViews[firstViewId - id];
  return view !== undefined && isPresent(view, scope.profile) ? columnsOf(view, scope.profile) : [];
}

/** The columns of the system views, with the id of their view. */
export function systemViewColumns(
  scope: CatalogScope,
): readonly { readonly objectId: number; readonly id: number; readonly column: ViewColumn }[] {
  return scope.systemViews.flatMap((view, index) =>
    isPresent(view, scope.profile)
      ? columnsOf(view, scope.profile).map((column, position) => ({ objectId: firstViewId - index, id: position + 1, column }))
      : [],
  );
}

function systemObject(id: number, name: string, schema: 'sys' | 'INFORMATION_SCHEMA', type: string): CatalogObject {
  return {
    id,
    name,
    schemaId: schema === 'sys' ? 4 : 3,
    schemaName: schema,
    parentId: 0,
    type,
    createDate: shipped,
    modifyDate: shipped,
    securableName: name,
  };
}
