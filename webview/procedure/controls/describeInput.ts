import type { FormProblem } from '../../../src/shared/procedurePage';

/** What the components of the library have in common: the native control inside them. */
interface Wrapping extends HTMLElement {
  readonly updateComplete: Promise<unknown>;
  invalid: boolean;
}

/** Marks a component as wrong, for the eye and for a screen reader, which hears the reason with the name of the control. */
export function describeInput(component: Wrapping, problems: readonly FormProblem[]): void {
  const reason = reasonText(problems);
  component.invalid = reason !== '';
  void component.updateComplete.then(() => {
    const inner = component.shadowRoot?.querySelector('input, textarea');
    inner?.setAttribute('aria-invalid', String(reason !== ''));
    inner?.setAttribute('aria-description', reason);
  });
}

/** All that is wrong, in a line. */
export function reasonText(problems: readonly FormProblem[]): string {
  return problems.map((problem) => problem.message).join(' ');
}
