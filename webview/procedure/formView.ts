import type { FormProblem, FormValues, ProcedureForm } from '../../src/shared/procedurePage';
import { element, icon } from '../lib/elements';
import type { ChosenFile } from './controls/binaryControl';
import { ParameterRow } from './parameterRow';

export interface FormViewOptions {
  readonly onChange: () => void;
  readonly pickFile: () => Promise<ChosenFile | null>;
}

/** The parameters of a procedure with their controls, in the order of its definition. */
export class FormView {
  readonly element = element('section', { class: 'form' });
  readonly #rows: readonly ParameterRow[];

  constructor(form: ProcedureForm, { onChange, pickFile }: FormViewOptions) {
    this.#rows = form.parameters.map((parameter) => new ParameterRow(parameter, onChange, pickFile));
    const where = `${form.connection} / ${form.database}`;
    const required = this.#rows.some((row) => row.parameter.isRequired) ? [element('p', { class: 'legend', text: '* required' })] : [];
    this.element.append(
      element('header', {}, element('h1', { text: form.name }), element('span', { class: 'where', text: where })),
      ...form.notes.map((note) => element('p', { class: 'note' }, icon('info'), element('span', { text: note }))),
      ...(this.#rows.length === 0 ? [element('p', { class: 'legend', text: 'This procedure has no parameters.' })] : required),
      ...this.#rows.map((row) => row.element),
    );
  }

  values(): FormValues {
    return Object.fromEntries(this.#rows.map((row) => [row.parameter.name, row.value()]));
  }

  /** Shows values that were given before; names that the procedure has no more are passed over. */
  restore(values: FormValues): void {
    for (const row of this.#rows) {
      const value = values[row.parameter.name];
      if (value !== undefined) {
        row.restore(value);
      }
    }
  }

  /** Marks what is wrong: where somebody has been, or `always`. */
  mark(problems: readonly FormProblem[], always: boolean): void {
    for (const row of this.#rows) {
      row.mark(
        problems.filter((problem) => problem.parameter === row.parameter.name),
        always,
      );
    }
  }

  /** Puts the focus on the first parameter that is wrong. */
  focusFirst(problems: readonly FormProblem[]): void {
    const wrong = new Set(problems.map((problem) => problem.parameter));
    this.#rows.find((row) => wrong.has(row.parameter.name))?.focus();
  }
}
