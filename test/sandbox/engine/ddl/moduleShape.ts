import type { Frame } from '../frame';
import type { ModuleParameterModel } from '../model';
import { isTypeOfTable } from '../typeNames';
import { tableOfType } from './tableOfType';

/** Declares parameters without values, so that what uses them can be compiled. */
export function bindShape(frame: Frame, parameters: readonly ModuleParameterModel[]): void {
  for (const { name, type } of parameters) {
    const key = name.toLowerCase();
    if (isTypeOfTable(type)) frame.tableVariables.set(key, tableOfType(frame, type));
    else frame.variables.set(key, { type, value: null });
  }
}
