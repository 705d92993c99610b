import type { Database, Schema } from '../engine/model';
import { SqlError } from '../engine/sqlError';
import type { UndoLog } from '../query/queryEnvironment';
import type { Variant } from '../values/sqlValue';

/** A row of sys.extended_properties. Class 0 is the database, 1 an object or column, 2 a parameter, 3 a schema, 6 a type, 7 an index. */
export interface ExtendedProperty {
  readonly class: 0 | 1 | 2 | 3 | 6 | 7;
  readonly majorId: number;
  readonly minorId: number;
  readonly name: string;
  readonly value: Variant | null;
}

/** The parameters of sp_addextendedproperty and its siblings; levels that were not given are null. */
export interface ExtendedPropertyArguments {
  readonly name: string;
  readonly value: Variant | null;
  readonly level0type: string | null;
  readonly level0name: string | null;
  readonly level1type: string | null;
  readonly level1name: string | null;
  readonly level2type: string | null;
  readonly level2name: string | null;
}

const propertiesOfDatabases = new WeakMap<Database, ExtendedProperty[]>();

/** The extended properties of a database, in the order in which they were added. */
export function extendedPropertiesOf(database: Database): ExtendedProperty[] {
  let properties = propertiesOfDatabases.get(database);
  if (properties === undefined) propertiesOfDatabases.set(database, (properties = []));
  return properties;
}

/** sp_addextendedproperty. Throws SqlError 15135 when the object does not exist, 15233 when it has the property. */
export function addExtendedProperty(database: Database, property: ExtendedPropertyArguments, undo: UndoLog): void {
  const target = targetOf(database, property);
  const properties = extendedPropertiesOf(database);
  if (indexOf(properties, target, property.name) >= 0) {
    throw new SqlError(15233, 16, 1, `Property cannot be added. Property '${property.name}' already exists for '${targetName(property)}'.`);
  }
  const added: ExtendedProperty = { ...target, name: property.name, value: property.value };
  properties.push(added);
  undo.push(() => void properties.splice(properties.indexOf(added), 1));
}

/** sp_updateextendedproperty. Throws SqlError 15135, or 15217 when the object does not have the property. */
export function updateExtendedProperty(database: Database, property: ExtendedPropertyArguments, undo: UndoLog): void {
  const properties = extendedPropertiesOf(database);
  const index = existing(database, property, properties);
  const before = properties[index];
  if (before === undefined) return;
  properties[index] = { ...before, value: property.value };
  undo.push(() => void properties.splice(index, 1, before));
}

/** sp_dropextendedproperty. Throws SqlError 15135, or 15217 when the object does not have the property. */
export function dropExtendedProperty(database: Database, property: ExtendedPropertyArguments, undo: UndoLog): void {
  const properties = extendedPropertiesOf(database);
  const index = existing(database, property, properties);
  const removed = properties.splice(index, 1);
  undo.push(() => void properties.splice(index, 0, ...removed));
}

function existing(database: Database, property: ExtendedPropertyArguments, properties: readonly ExtendedProperty[]): number {
  const index = indexOf(properties, targetOf(database, property), property.name);
  if (index >= 0) return index;
  throw new SqlError(
    15217,
    16,
    2,
    `Property cannot be updated or deleted. Property '${property.name}' does not exist for '${targetName(property)}'.`,
  );
}

type Target = Pick<ExtendedProperty, 'class' | 'majorId' | 'minorId'>;

function indexOf(properties: readonly ExtendedProperty[], target: Target, name: string): number {
  return properties.findIndex(
    (property) =>
      property.class === target.class &&
      property.majorId === target.majorId &&
      property.minorId === target.minorId &&
      property.name.toLowerCase() === name.toLowerCase(),
  );
}

function targetName(property: ExtendedPropertyArguments): string {
  const names = [property.level0name, property.level1name, property.level2name].filter((name) => name !== null);
  return names.length === 0 ? 'object specified' : names.join('.');
}

function targetOf(database: Database, property: ExtendedPropertyArguments): Target {
  if (property.level0type === null) return { class: 0, majorId: 0, minorId: 0 };
  const schema = database.schemas.get((property.level0name ?? '').toLowerCase());
  const found = schema === undefined || property.level0type.toUpperCase() !== 'SCHEMA' ? undefined : inSchema(schema, property);
  if (found !== undefined) return found;
  const name = targetName(property);
  throw new SqlError(15135, 16, 8, `Object is invalid. Extended properties are not permitted on '${name}', or the object does not exist.`);
}

function inSchema(schema: Schema, property: ExtendedPropertyArguments): Target | undefined {
  const type = property.level1type?.toUpperCase();
  const name = (property.level1name ?? '').toLowerCase();
  if (type === undefined) return { class: 3, majorId: schema.id, minorId: 0 };
  const child = { type: property.level2type?.toUpperCase(), name: (property.level2name ?? '').toLowerCase() };
  if (type === 'TABLE') return inTable(schema, name, child);
  if (type === 'TYPE' || type === 'TABLE_TYPE') {
    const userType = schema.types.get(name);
    return userType && { class: 6, majorId: userType.userTypeId, minorId: 0 };
  }
  if (type === 'SEQUENCE' || type === 'SYNONYM') {
    const object = type === 'SEQUENCE' ? schema.sequences.get(name) : schema.synonyms.get(name);
    return object && { class: 1, majorId: object.objectId, minorId: 0 };
  }
  const module = schema.modules.get(name);
  if (module === undefined) return undefined;
  if (child.type === undefined) return { class: 1, majorId: module.objectId, minorId: 0 };
  const list = child.type === 'PARAMETER' ? module.parameters : child.type === 'COLUMN' ? module.columns : [];
  const position = list.findIndex((item) => item.name.toLowerCase() === child.name);
  return position < 0 ? undefined : { class: child.type === 'PARAMETER' ? 2 : 1, majorId: module.objectId, minorId: position + 1 };
}

function inTable(schema: Schema, name: string, child: { readonly type: string | undefined; readonly name: string }): Target | undefined {
  const table = schema.tables.get(name);
  if (table === undefined) return undefined;
  const same = (item: { readonly name: string }): boolean => item.name.toLowerCase() === child.name;
  switch (child.type) {
    case undefined:
      return { class: 1, majorId: table.objectId, minorId: 0 };
    case 'COLUMN': {
      const column = table.columns.find(same);
      return column && { class: 1, majorId: table.objectId, minorId: column.id };
    }
    case 'INDEX': {
      const index = table.indexes.find(same);
      return index && { class: 7, majorId: table.objectId, minorId: index.id };
    }
    case 'TRIGGER': {
      const trigger = table.triggers.find(same);
      return trigger && { class: 1, majorId: trigger.objectId, minorId: 0 };
    }
    case 'CONSTRAINT': {
      const constraint = [...table.foreignKeys, ...table.checks].find(same) ?? table.indexes.find(same)?.constraint;
      return constraint && { class: 1, majorId: constraint.objectId, minorId: 0 };
    }
    default:
      return undefined;
  }
}
