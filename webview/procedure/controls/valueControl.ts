import type { FormProblem, FormValue } from '../../../src/shared/procedurePage';

/** What a control gives: any value but the default and NULL, which the row of the form chooses. */
export type GivenValue = Exclude<FormValue, { readonly use: 'default' } | { readonly use: 'null' }>;

/** What takes the value of one parameter. */
export interface ValueControl {
  readonly element: HTMLElement;
  /** What it holds now. */
  value(): GivenValue;
  /** Shows a value that was given before. */
  restore(value: GivenValue): void;
  /** Marks what is wrong; nothing when all is right. */
  mark(problems: readonly FormProblem[]): void;
  focus(): void;
}

export interface ControlOptions {
  /** What a screen reader calls it. */
  readonly label: string;
  readonly placeholder: string;
  /** A value was typed, chosen or changed. */
  readonly onChange: () => void;
}
