import { randomUUID } from 'node:crypto';
import type { ParameterProblem } from '../../core/procedures/procedureTypes';
import type { FormProblem, FormValue, FormValues } from '../../shared/procedurePage';

/** Files that were chosen for binary values; they stay here, because a page has no use for their bytes. */
export class ChosenFiles {
  private readonly contents = new Map<string, Uint8Array>();

  add(content: Uint8Array): string {
    const file = randomUUID();
    this.contents.set(file, content);
    return file;
  }

  /** As T-SQL writes it: `0x…`. undefined: the file is not here any more. */
  asText(file: string): string | undefined {
    const content = this.contents.get(file);
    return content === undefined ? undefined : `0x${Buffer.from(content).toString('hex').toUpperCase()}`;
  }
}

/** The values as a call takes them: what is left to its default is left out. */
export function callValues(values: FormValues, files: ChosenFiles): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      const given = callValue(value, files);
      return given === undefined ? [] : [[name, given]];
    }),
  );
}

function callValue(value: FormValue, files: ChosenFiles): unknown {
  switch (value.use) {
    case 'default':
      return undefined;
    case 'null':
      return null;
    case 'text':
      return value.text;
    case 'bit':
      return value.value;
    case 'file':
      // A file that is gone is no value: what checks it says so.
      return files.asText(value.file) ?? `the file ${value.name}, which must be chosen again`;
    case 'variant':
      return value.type === '' ? value.text : { type: value.type, value: value.text };
    case 'table':
      return value.rows;
  }
}

/** The same problem, with the row and column of a table-valued parameter apart. `names` are those of the procedure. */
export function formProblem(problem: ParameterProblem, names: readonly string[]): FormProblem {
  const { parameter, message, expected } = problem;
  const text = `${message} Expected: ${expected}.`;
  const [, table = '', row, column] = /^(.*?)\[(\d+)\](?:\.(.*))?$/su.exec(parameter) ?? [];
  if (row !== undefined && !names.includes(parameter) && names.includes(table)) {
    return { parameter: table, row: Number(row), column: column ?? null, message: text };
  }
  return { parameter, row: null, column: null, message: text };
}
