import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import { tableFromValue } from './ddl/tableOfType';
import { handleError } from './errors/raise';
import type { Argument } from './executeProcedure';
import { executeByName } from './executeStatement';
import type { Frame } from './frame';
import { parseObjectName } from './objectName';
import { guarded } from './requestGuard';
import type { RemoteCall, RemoteParameter, ResultSink } from './session';
import { SqlError } from './sqlError';
import type { Step } from './steps';
import { isTypeOfTable } from './typeNames';

interface Output {
  readonly ordinal: number;
  readonly name: string;
  readonly type: SqlType;
  readonly value: SqlValue;
}

/** Runs a remote procedure call: rows and messages, then the return status, OUTPUT values and DONEPROC. */
export function* callRemotely(frame: Frame, call: RemoteCall): Step<void> {
  const { sink } = frame;
  const outputs: Output[] = [];
  const counted = countingSink(sink);
  frame.sink = counted.sink;
  let status: number | undefined;
  yield* guarded(frame, function* () {
    const args = call.parameters.map((parameter, ordinal) => argumentOf(frame, parameter, ordinal, outputs));
    try {
      status = yield* executeByName(frame, parseObjectName(call.procedure), args);
    } catch (error) {
      if (!(error instanceof SqlError)) throw error;
      handleError(frame, error, 1);
    }
  });
  frame.sink = sink;
  if (status !== undefined) {
    sink.returnStatus(status);
    for (const output of outputs.sort((a, b) => a.ordinal - b.ordinal)) sink.outputParameter(output);
  }
  sink.procedureDone({ failed: status === undefined, returnedRows: counted.returnedRows() });
}

function argumentOf(frame: Frame, parameter: RemoteParameter, ordinal: number, outputs: Output[]): Argument {
  const { name, type, value, isDefault } = parameter;
  const common = { name, type, value, isDefault };
  if (isTypeOfTable(type)) return { ...common, ...(type.userType !== undefined && { table: tableFromValue(frame, type, value) }) };
  if (!parameter.isOutput) return common;
  return {
    ...common,
    output: (result, resultType) => {
      outputs.push({ ordinal, name, type: resultType, value: result });
    },
  };
}

function countingSink(sink: ResultSink): { readonly sink: ResultSink; returnedRows(): boolean } {
  let returned = false;
  return {
    returnedRows: () => returned,
    sink: {
      columns: (columns) => {
        returned = true;
        sink.columns(columns);
      },
      row: (values) => sink.row(values),
      statementDone: (done) => sink.statementDone({ ...done, inProcedure: true }),
      message: (message) => sink.message(message),
      returnStatus: () => undefined,
      outputParameter: () => undefined,
      procedureDone: () => undefined,
      environmentChange: (change) => sink.environmentChange(change),
      flush: () => sink.flush(),
    },
  };
}
