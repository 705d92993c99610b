import { describeFirstResultSet } from './describeResultSet';
import type { Argument } from './executeProcedure';
import type { Frame } from './frame';
import { executePrepared, forget, prepare, prepareAndExecute } from './preparedStatements';
import { executeParameterized } from './parameterizedText';
import { rename } from './rename';
import { addProperty, dropProperty, updateProperty } from './extendedPropertyProcedures';
import { helpText, setSessionContext } from './smallProcedures';
import { type Step, turn } from './steps';
import { who } from './whoProcedure';

/** A procedure of the product itself: takes evaluated arguments, gives the return value. */
export type SystemProcedure = (frame: Frame, args: readonly Argument[]) => Step<number>;

const procedures: Readonly<Record<string, SystemProcedure>> = {
  sp_executesql: executeParameterized,
  sp_prepare: prepare,
  sp_execute: executePrepared,
  sp_prepexec: prepareAndExecute,
  sp_unprepare: forget,
  sp_describe_first_result_set: describeFirstResultSet,
  sp_rename: rename,
  sp_addextendedproperty: addProperty,
  sp_updateextendedproperty: updateProperty,
  sp_dropextendedproperty: dropProperty,
  sp_set_session_context: setSessionContext,
  sp_helptext: helpText,
  sp_who: who,
  sp_refreshview: nothing,
  sp_refreshsqlmodule: nothing,
  sp_updatestats: nothing,
  sp_reset_connection: nothing,
};

/** Accepted without effect. */
function* nothing(): Step<number> {
  yield turn;
  return 0;
}

/** `sp_executesql`, `sys.sp_executesql`, `master..sp_prepare`: undefined when the name is none of the system's. */
export function systemProcedure(parts: readonly string[]): SystemProcedure | undefined {
  const [name = '', schema = ''] = [...parts].reverse();
  if (!['', 'sys', 'dbo'].includes(schema.toLowerCase())) return undefined;
  return procedures[name.toLowerCase()];
}
