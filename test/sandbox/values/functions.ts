import { clrFunctions } from './functions/clr';
import { concatenationFunctions } from './functions/concatenation';
import { dateConstructionFunctions } from './functions/dateConstruction';
import { dateFunctions } from './functions/dates';
import { jsonFunctions } from './functions/json';
import { logicFunctions } from './functions/logic';
import { mathFunctions } from './functions/math';
import { textFunctions } from './functions/text';
import type { ScalarFunction } from './functionTypes';

const functions: ReadonlyMap<string, ScalarFunction> = new Map(
  [
    textFunctions,
    concatenationFunctions,
    mathFunctions,
    dateFunctions,
    dateConstructionFunctions,
    logicFunctions,
    jsonFunctions,
    clrFunctions,
  ].flatMap((table) => Object.entries(table)),
);

/**
 * A built-in scalar function by its name in any case, or undefined. Functions that need the session or the catalog are not here.
 * `JSON_OBJECT` takes names and values by turns; `JSON_OBJECT ABSENT ON NULL` and `JSON_ARRAY NULL ON NULL` are the forms with those words.
 * `TRIM(x FROM y)` is TRIM with x before y; TRIM(LEADING x FROM y) is LTRIM(y, x), TRAILING is RTRIM(y, x).
 */
export function scalarFunction(name: string): ScalarFunction | undefined {
  return functions.get(name.toUpperCase());
}
