import type { ServerProfile } from '../engine/model';
import type { SystemRowset } from '../query/queryEnvironment';
import { fromDate, roundToDatetime } from '../values/dateTime';
import type { SqlValue } from '../values/sqlValue';
import { systemType } from '../values/types';
import type { CatalogScope, Cell, ViewColumn, ViewDefinition, ViewRow } from './catalogTypes';
import { isStorable, storedView } from './storedViews';
import { hasVersion } from './versions';

const columnLine = /^(?<name>\w+) (?<type>\w+)(?:\((?<arguments>[^)]*)\))?(?<nullable> null)?(?: since (?<since>\d+))?$/;

/**
 * Reads columns one a line, as the documentation lists them: `name type [null] [since major]`.
 * Throws Error on a line that it cannot read.
 */
export function columns(text: string): readonly ViewColumn[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(parseColumn);
}

function parseColumn(line: string): ViewColumn {
  const groups = columnLine.exec(line)?.groups;
  const typeName = groups?.['type'];
  if (groups === undefined || typeName === undefined) throw new Error(`Not a column: ${line}`);
  const type = systemType(typeName, typeArguments(groups['arguments']));
  if (type === undefined) throw new Error(`Not a type: ${line}`);
  return {
    name: groups['name'] ?? '',
    type,
    declared: typeName,
    nullable: groups['nullable'] !== undefined,
    since: Number(groups['since'] ?? 0),
  };
}

function typeArguments(text: string | undefined): readonly (number | 'max')[] {
  return text === undefined ? [] : text.split(',').map((part) => (part.trim() === 'max' ? 'max' : Number(part)));
}

/** Whether the deployment that the sandbox plays has the view. */
export function isPresent(definition: ViewDefinition, profile: ServerProfile): boolean {
  return hasVersion(profile, definition.since ?? 0) && !(definition.absentIn?.includes(profile.engineEdition) ?? false);
}

/** The columns that the profile's version has. */
export function columnsOf(definition: ViewDefinition, profile: ServerProfile): readonly ViewColumn[] {
  return shapeOf(definition, profile).present;
}

/** What a view is in a version: the same for every reading. */
interface ViewShape {
  readonly present: readonly ViewColumn[];
  readonly columns: SystemRowset['columns'];
  /** The names of all its columns, of whatever version. */
  readonly known: ReadonlySet<string>;
}

const shapesOfProfiles = new WeakMap<ServerProfile, Map<ViewDefinition, ViewShape>>();

function shapeOf(definition: ViewDefinition, profile: ServerProfile): ViewShape {
  const shapes = shapesOfProfiles.get(profile) ?? new Map<ViewDefinition, ViewShape>();
  shapesOfProfiles.set(profile, shapes);
  const found = shapes.get(definition);
  if (found) return found;
  const present = definition.columns.filter((column) => hasVersion(profile, column.since));
  const shape = {
    present,
    columns: present.map(({ name, type, nullable }) => ({ name, type, nullable })),
    known: new Set(definition.columns.map((column) => column.name)),
  };
  shapes.set(definition, shape);
  return shape;
}

/** The view as a query reads it. Rows are made anew on every reading, of what `scopeNow` gives then: a compiled query may run again later. */
export function toRowset(definition: ViewDefinition, scopeNow: () => CatalogScope): SystemRowset {
  const scope = scopeNow();
  const { present, columns: shown, known } = shapeOf(definition, scope.profile);
  const rowset: SystemRowset = {
    columns: shown,
    *rows(): Iterable<readonly SqlValue[]> {
      let isChecked = false;
      for (const row of definition.rows(scopeNow())) {
        if (!isChecked) requireColumns(definition, row, known);
        isChecked = true;
        yield present.map((column) => toValue(row[column.name], column, definition.name));
      }
    },
  };
  return isStorable(definition, scope) ? { ...rowset, stored: () => storedView(definition, scope.database, rowset) } : rowset;
}

/** Rows of a view have the same members: the first speaks for all. */
function requireColumns({ name }: ViewDefinition, row: ViewRow, known: ReadonlySet<string>): void {
  for (const key of Object.keys(row)) if (!known.has(key)) throw new Error(`${name} has no column ${key}`);
}

function toValue(cell: Cell, column: ViewColumn, view: string): SqlValue {
  if (cell === undefined || cell === null) {
    if (column.nullable) return null;
    if (column.type.name === 'bit') return 0;
    throw new Error(`${view}.${column.name} has no value`);
  }
  if (typeof cell === 'boolean') return cell ? 1 : 0;
  if (cell instanceof Date) {
    const moment = fromDate(cell);
    return column.type.name === 'datetime' ? roundToDatetime(moment) : moment;
  }
  if (column.type.name === 'bigint' && typeof cell === 'number') return BigInt(Math.trunc(cell));
  if ((column.type.name === 'char' || column.type.name === 'nchar') && typeof cell === 'string' && typeof column.type.length === 'number') {
    return cell.padEnd(column.type.length);
  }
  return cell;
}
