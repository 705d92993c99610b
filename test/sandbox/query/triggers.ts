import type { Module, Row, Table } from '../engine/model';
import type { Effect } from './changeRows';
import type { QueryEnvironment, UndoLog } from './queryEnvironment';
import type { RowChange } from './rowStore';

type TriggerEvent = 'INSERT' | 'UPDATE' | 'DELETE';

/** The triggers that run now, per session: a session is known by its undo log. */
const running = new WeakMap<UndoLog, Module[]>();

/** The rows before and after, as a trigger and an OUTPUT clause see them. */
export function transientTable(table: Table, name: 'inserted' | 'deleted', rows: readonly Row[]): Table {
  return {
    ...table,
    name,
    indexes: [],
    foreignKeys: [],
    checks: [],
    triggers: [],
    rows: new Map(rows.map((row, index) => [index + 1, row])),
    nextRowId: rows.length + 1,
    identityCurrent: null,
    isTemporary: true,
  };
}

/** The trigger that stands in for a statement, unless it is the one that issued the statement. */
export function insteadOfTrigger(table: Table, event: TriggerEvent, environment: QueryEnvironment): Module | undefined {
  return table.triggers.find(
    (module) =>
      isEnabled(module) &&
      module.definition.timing === 'INSTEAD OF' &&
      module.definition.events.includes(event) &&
      !isInnermost(module, environment),
  );
}

function isEnabled(module: Module): boolean {
  return module.isDisabled !== true;
}

/** Whether any trigger would run for the event. */
export function hasTrigger(table: Table, event: TriggerEvent): boolean {
  return table.triggers.some((module) => isEnabled(module) && module.definition.events.includes(event));
}

/** Runs the trigger in place of the change. */
export function fireInsteadOf(
  module: Module,
  table: Table,
  event: TriggerEvent,
  changes: readonly RowChange[],
  environment: QueryEnvironment,
  assigned: ReadonlySet<number> = new Set(),
): void {
  fire(module, table, changes, environment, columnIds(table, event, assigned));
}

/** column_id of what UPDATE(column) is true for: all of an insertion, none of a deletion. */
function columnIds(table: Table, event: TriggerEvent, assigned: ReadonlySet<number>): ReadonlySet<number> {
  if (event === 'DELETE') return new Set();
  return new Set(table.columns.flatMap((column, ordinal) => (event === 'INSERT' || assigned.has(ordinal) ? [column.id] : [])));
}

/**
 * Runs the AFTER triggers of a statement and its cascades. Triggers of the statement's own table run also when no row changed; a trigger that
 * changes its own table does not run again by it.
 */
export function fireAfter(effects: readonly Effect[], events: readonly TriggerEvent[], environment: QueryEnvironment): void {
  for (const [index, { target, changes, assigned }] of effects.entries()) {
    for (const event of ['INSERT', 'UPDATE', 'DELETE'] as const) {
      const rows = changes.filter((change) => eventOf(change) === event);
      if (rows.length === 0 && !(index === 0 && events.includes(event))) continue;
      for (const module of [...target.table.triggers]) {
        const { timing, events: fires } = module.definition;
        if (!isEnabled(module) || timing === 'INSTEAD OF' || !fires.includes(event) || isInnermost(module, environment)) continue;
        fire(module, target.table, rows, environment, columnIds(target.table, event, assigned));
      }
    }
  }
}

function eventOf({ before, after }: RowChange): TriggerEvent {
  return before ? (after ? 'UPDATE' : 'DELETE') : 'INSERT';
}

function isInnermost(module: Module, environment: QueryEnvironment): boolean {
  return running.get(environment.undo)?.at(-1) === module;
}

function fire(
  module: Module,
  table: Table,
  changes: readonly RowChange[],
  environment: QueryEnvironment,
  updated: ReadonlySet<number>,
): void {
  const inserted = changes.flatMap(({ after }) => (after ? [after] : []));
  const deleted = changes.flatMap(({ before }) => (before ? [before] : []));
  let stack = running.get(environment.undo);
  if (!stack) running.set(environment.undo, (stack = []));
  stack.push(module);
  try {
    environment.fireTrigger(module, transientTable(table, 'inserted', inserted), transientTable(table, 'deleted', deleted), updated);
  } finally {
    stack.pop();
  }
}
