import { element } from './elements';

/** Speaks to a screen reader what changed, without moving the focus. Only what a person must hear: not every number that counts up. */
export class LiveRegion {
  readonly element = element('div', { class: 'visually-hidden', attributes: { role: 'status', 'aria-live': 'polite' } });

  say(text: string): void {
    if (this.element.textContent !== text) {
      this.element.textContent = text;
    }
  }
}
