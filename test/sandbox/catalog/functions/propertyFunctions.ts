import type { CatalogContext } from '../../engine/catalogContext';
import type { Column, Table } from '../../engine/model';
import type { SqlValue } from '../../values/sqlValue';
import { isCharacter } from '../../values/types';
import type { CatalogObject } from '../catalogObject';
import { shapeOf } from '../typeFacts';
import { intVariant, textVariant } from '../variants';
import { columnsOfObject } from './objectFunctions';
import type { FunctionTable } from './functionTypes';
import { flag, integerArgument, intType, of, textArgument, variantType } from './functionTypes';
import { objectById } from './objectLookup';

function tableColumn(object: CatalogObject | undefined, name: string): Column | undefined {
  return object?.type === 'U' ? object.table?.columns.find((column) => column.name.toLowerCase() === name) : undefined;
}

function columnProperty(context: CatalogContext, args: readonly SqlValue[]): SqlValue {
  const objectId = integerArgument(args[0]) ?? 0;
  const name = (textArgument(args[1]) ?? '').toLowerCase();
  const property = (textArgument(args[2]) ?? '').toLowerCase();
  const object = objectById(context, context.database, objectId);
  const parameter = object?.module?.parameters.find((each) => each.name.toLowerCase() === name);
  if (parameter !== undefined && property === 'isoutparam') return flag(parameter.output);
  const column = columnsOfObject(context, objectId).find((each) => each.name.toLowerCase() === name);
  if (column === undefined) return null;
  const own = tableColumn(object, name);
  const shape = shapeOf(column.type);
  switch (property) {
    case 'allowsnull':
      return flag(column.nullable);
    case 'columnid':
      return column.id;
    case 'precision':
      return isCharacter(column.type) && shape.maxLength > 0 && column.type.name.startsWith('n')
        ? shape.maxLength / 2
        : shape.precision || shape.maxLength;
    case 'scale':
      return shape.scale;
    case 'charmaxlen':
      return isCharacter(column.type)
        ? column.type.name.startsWith('n') && shape.maxLength > 0
          ? shape.maxLength / 2
          : shape.maxLength
        : null;
    case 'iscomputed':
      return flag(own?.computed !== undefined);
    case 'isidentity':
      return flag(own?.identity !== undefined);
    case 'isidnotforrepl':
      return flag(own?.identity?.notForReplication === true);
    case 'isrowguidcol':
      return flag(own?.rowGuidCol === true);
    case 'issparse':
      return flag(own?.sparse === true);
    case 'ishidden':
      return flag(own?.hidden === true);
    case 'isdeterministic':
      return own?.computed === undefined ? null : 1;
    case 'generatedalwaystype':
      return own?.generatedAlways === undefined ? 0 : own.generatedAlways === 'ROW START' ? 1 : 2;
    case 'systemdatasize':
    case 'usesansitrim':
    default:
      return property === 'usesansitrim' ? flag(isCharacter(column.type)) : null;
  }
}

function tableProperties(object: CatalogObject, table: Table): Readonly<Record<string, boolean>> {
  const has = (kind: string): boolean => table.indexes.some((index) => index.constraint?.kind === kind);
  return {
    tablehasprimarykey: has('PRIMARY KEY'),
    tablehasuniquecnst: has('UNIQUE'),
    tablehasforeignkey: table.foreignKeys.length > 0,
    tablehascheckcnst: table.checks.length > 0,
    tablehasdefaultcnst: table.columns.some((column) => column.default !== undefined),
    tablehasidentity: table.columns.some((column) => column.identity !== undefined),
    tablehasindex: table.indexes.length > 0,
    tablehasclustindex: table.indexes.some((index) => index.id === 1),
    tablehasnonclustindex: table.indexes.some((index) => index.id > 1),
    tablehasrowguidcol: table.columns.some((column) => column.rowGuidCol),
    tablehastimestamp: table.columns.some((column) => column.type.name === 'rowversion'),
    tableistemporary: object.name.startsWith('#'),
    tablehasinserttrigger: table.triggers.some((trigger) => trigger.definition.events.includes('INSERT')),
    tablehasupdatetrigger: table.triggers.some((trigger) => trigger.definition.events.includes('UPDATE')),
    tablehasdeletetrigger: table.triggers.some((trigger) => trigger.definition.events.includes('DELETE')),
  };
}

function kindProperties(object: CatalogObject): Readonly<Record<string, boolean>> {
  const { type, module } = object;
  const options = module?.definition.options ?? [];
  return {
    isusertable: type === 'U',
    istable: type === 'U' || type === 'S',
    isview: type === 'V',
    isprocedure: type === 'P' || type === 'X',
    isscalarfunction: type === 'FN',
    isinlinefunction: type === 'IF',
    istablefunction: type === 'TF' || type === 'IF',
    istrigger: type === 'TR',
    isconstraint: ['PK', 'UQ', 'F', 'C', 'D'].includes(type),
    isprimarykey: type === 'PK',
    isuniquecnst: type === 'UQ',
    isforeignkey: type === 'F',
    ischeckcnst: type === 'C',
    isdefaultcnst: type === 'D',
    ismsshipped: object.id < 0,
    issystemtable: type === 'S',
    isencrypted: options.includes('ENCRYPTION'),
    isschemabound: options.includes('SCHEMABINDING'),
    execisansinullson: module !== undefined,
    execisquotedidenton: module !== undefined,
    execisstartup: false,
    cnstisdisabled: object.foreignKey?.isDisabled ?? object.check?.isDisabled ?? false,
    cnstisnottrusted: object.foreignKey?.isNotTrusted ?? object.check?.isNotTrusted ?? false,
    cnstisnotrepl: object.foreignKey?.notForReplication ?? false,
  };
}

function objectProperty(context: CatalogContext, args: readonly SqlValue[]): number | null {
  const object = objectById(context, context.database, integerArgument(args[0]) ?? 0);
  const property = (textArgument(args[1]) ?? '').toLowerCase();
  if (object === undefined) return null;
  if (property === 'ownerid') return 1;
  if (property === 'schemaid') return object.schemaId;
  const kinds = kindProperties(object);
  const kind = Object.hasOwn(kinds, property) ? kinds[property] : undefined;
  if (kind !== undefined) return kind ? 1 : 0;
  if (object.type !== 'U' || object.table === undefined) return null;
  const tables = tableProperties(object, object.table);
  const value = Object.hasOwn(tables, property) ? tables[property] : undefined;
  return value === undefined ? null : value ? 1 : 0;
}

function objectPropertyExtended(context: CatalogContext, args: readonly SqlValue[]): SqlValue {
  const property = (textArgument(args[1]) ?? '').toLowerCase();
  const object = objectById(context, context.database, integerArgument(args[0]) ?? 0);
  if (property === 'basetype') return textVariant(object?.type.padEnd(2) ?? null);
  if (property === 'cardinality') {
    return object?.type === 'U' && object.table !== undefined
      ? { kind: 'variant', type: { name: 'bigint' }, value: BigInt(object.table.rows.size) }
      : null;
  }
  return intVariant(objectProperty(context, args));
}

function indexProperty(context: CatalogContext, args: readonly SqlValue[]): SqlValue {
  const object = objectById(context, context.database, integerArgument(args[0]) ?? 0);
  const name = textArgument(args[1])?.toLowerCase();
  const index = object?.table?.indexes.find((each) => each.name.toLowerCase() === name);
  if (index === undefined) return null;
  switch ((textArgument(args[2]) ?? '').toLowerCase()) {
    case 'indexid':
      return index.id;
    case 'isclustered':
      return flag(index.id === 1);
    case 'isunique':
      return flag(index.unique);
    case 'isdisabled':
      return flag(index.isDisabled);
    case 'iscolumnstore':
      return flag(index.type.endsWith('COLUMNSTORE'));
    case 'indexfillfactor':
      return Number(index.options['FILLFACTOR'] ?? 0);
    case 'ispadindex':
      return flag(index.options['PAD_INDEX'] === 'ON');
    case 'ispagelockdisallowed':
      return flag(index.options['ALLOW_PAGE_LOCKS'] === 'OFF');
    case 'isrowlockdisallowed':
      return flag(index.options['ALLOW_ROW_LOCKS'] === 'OFF');
    case 'isstatistics':
    case 'isautostatistics':
    case 'ishypothetical':
    case 'isfulltextkey':
      return 0;
    case 'indexdepth':
      return 1;
    default:
      return null;
  }
}

/** COLUMNPROPERTY, OBJECTPROPERTY, OBJECTPROPERTYEX, INDEXPROPERTY. An unknown property gives NULL, as documented. */
export function propertyFunctions(context: CatalogContext): FunctionTable {
  return {
    COLUMNPROPERTY: of(intType, (args) => columnProperty(context, args)),
    OBJECTPROPERTY: of(intType, (args) => objectProperty(context, args)),
    OBJECTPROPERTYEX: of(variantType, (args) => objectPropertyExtended(context, args)),
    INDEXPROPERTY: of(intType, (args) => indexProperty(context, args)),
  };
}
