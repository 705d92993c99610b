import {
  addExtendedProperty,
  dropExtendedProperty,
  type ExtendedPropertyArguments,
  updateExtendedProperty,
} from '../catalog/extendedProperties';
import type { Variant } from '../values/sqlValue';
import type { UndoLog } from '../query/queryEnvironment';
import type { Argument } from './executeProcedure';
import type { Frame } from './frame';
import type { Database } from './model';
import { atomically } from './dataStatements';
import { type Step, turn } from './steps';

const names = ['@name', '@value', '@level0type', '@level0name', '@level1type', '@level1name', '@level2type', '@level2name'];

/** sp_addextendedproperty. */
export const addProperty = procedure(names, addExtendedProperty);
/** sp_updateextendedproperty. */
export const updateProperty = procedure(names, updateExtendedProperty);
/** sp_dropextendedproperty: as the others, without a value. */
export const dropProperty = procedure(
  names.filter((name) => name !== '@value'),
  dropExtendedProperty,
);

type Change = (database: Database, property: ExtendedPropertyArguments, undo: UndoLog) => void;

function procedure(order: readonly string[], change: Change): (frame: Frame, args: readonly Argument[]) => Step<number> {
  return function* (frame, args) {
    yield turn;
    const given = new Map(args.map((argument, index) => [(argument.name || (order[index] ?? '')).toLowerCase(), argument]));
    const text = (name: string): string | null => {
      const value = given.get(name)?.value ?? null;
      return typeof value === 'string' ? value : null;
    };
    const property: ExtendedPropertyArguments = {
      name: text('@name') ?? '',
      value: variant(given.get('@value')),
      level0type: text('@level0type'),
      level0name: text('@level0name'),
      level1type: text('@level1type'),
      level1name: text('@level1name'),
      level2type: text('@level2type'),
      level2name: text('@level2name'),
    };
    atomically(frame, () => change(frame.session.database, property, frame.session.undo));
    return 0;
  };
}

function variant(argument: Argument | undefined): Variant | null {
  const value = argument?.value ?? null;
  if (!argument || value === null) return null;
  const { type } = argument;
  if (typeof value === 'object' && 'kind' in value && value.kind === 'variant') return value;
  return { kind: 'variant', type, value };
}
