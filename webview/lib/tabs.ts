import { element, setText } from './elements';

export interface Tab {
  /** Of this tab among its like; stays the same while the tab is there. */
  readonly key: string;
  readonly label: string;
  /** Behind the label: a number of rows, of messages. */
  readonly count?: string;
  /** Something in it went wrong; `label` is what a screen reader says of it. */
  readonly alert?: string;
  readonly panel: HTMLElement;
}

interface Shown {
  readonly tab: Tab;
  readonly button: HTMLButtonElement;
  readonly label: HTMLSpanElement;
  readonly count: HTMLSpanElement;
  readonly alert: HTMLSpanElement;
}

/**
 * A row of tabs with their panels: the tabs pattern of the ARIA Authoring Practices. Arrow keys, Home and End move and select; one tab
 * is in the tab order. Tabs may come, change and go without the focus or the selection being lost.
 */
export class Tabs {
  readonly list: HTMLElement;
  readonly panels = element('div', { class: 'tab-panels' });
  readonly #prefix: string;
  readonly #onSelect: (key: string) => void;
  #shown: Shown[] = [];
  #selected: string | undefined;

  /** `prefix` begins the ids of the tabs and must be unique in the page. */
  constructor(prefix: string, label: string, onSelect: (key: string) => void = () => undefined) {
    this.#prefix = prefix;
    this.#onSelect = onSelect;
    this.list = element('div', { class: 'tab-list', attributes: { role: 'tablist', 'aria-label': label } });
    this.list.addEventListener('keydown', (event) => {
      this.#onKey(event);
    });
  }

  get selected(): string | undefined {
    return this.#selected;
  }

  /** Shows these tabs, in this order. The selected one stays; if it is gone, the first is selected. */
  update(tabs: readonly Tab[]): void {
    const known = new Map(this.#shown.map((shown) => [shown.tab.key, shown]));
    const wanted = new Set(tabs.map((tab) => tab.key));
    for (const [key, shown] of known) {
      if (!wanted.has(key)) {
        shown.button.remove();
        shown.tab.panel.remove();
      }
    }
    this.#shown = tabs.map((tab, index) => {
      const before = known.get(tab.key);
      const shown = before === undefined ? this.#make(tab) : { ...before, tab };
      if (this.list.children[index] !== shown.button) {
        this.list.insertBefore(shown.button, this.list.children[index] ?? null);
      }
      this.#describe(shown);
      return shown;
    });
    const first = tabs[0]?.key;
    if (first !== undefined && (this.#selected === undefined || !wanted.has(this.#selected))) {
      this.select(first);
    }
  }

  /** Selects a tab that is there. */
  select(key: string): void {
    if (!this.#shown.some(({ tab }) => tab.key === key)) {
      return;
    }
    const changed = this.#selected !== key;
    this.#selected = key;
    for (const { tab, button } of this.#shown) {
      const selected = tab.key === key;
      button.setAttribute('aria-selected', String(selected));
      button.tabIndex = selected ? 0 : -1;
      tab.panel.hidden = !selected;
    }
    if (changed) {
      this.#onSelect(key);
    }
  }

  /** Puts the focus on the selected tab. */
  focus(): void {
    this.#shown.find(({ tab }) => tab.key === this.#selected)?.button.focus();
  }

  #make(tab: Tab): Shown {
    const id = `${this.#prefix}-tab-${tab.key}`;
    const label = element('span', { class: 'tab-label' });
    const count = element('span', { class: 'tab-count' });
    const attributes = { type: 'button', role: 'tab', 'aria-selected': 'false', tabindex: '-1' };
    const alert = element('span', { class: 'visually-hidden' });
    const made = element('button', { id, class: 'tab', attributes }, label, ' ', count, ' ', alert);
    made.addEventListener('click', () => {
      this.select(tab.key);
    });
    const { panel } = tab;
    panel.id = `${this.#prefix}-panel-${tab.key}`;
    panel.classList.add('tab-panel');
    panel.setAttribute('role', 'tabpanel');
    panel.setAttribute('aria-labelledby', id);
    panel.hidden = true;
    made.setAttribute('aria-controls', panel.id);
    this.panels.append(panel);
    return { tab, button: made, label, count, alert };
  }

  #describe({ tab, button, label, count, alert }: Shown): void {
    setText(label, tab.label);
    setText(count, tab.count ?? '');
    button.classList.toggle('tab-alert', tab.alert !== undefined);
    setText(alert, tab.alert ?? '');
  }

  #onKey(event: KeyboardEvent): void {
    const at = this.#shown.findIndex(({ tab }) => tab.key === this.#selected);
    const last = this.#shown.length - 1;
    const moves: Readonly<Record<string, number>> = {
      ArrowRight: at === last ? 0 : at + 1,
      ArrowLeft: at === 0 ? last : at - 1,
      Home: 0,
      End: last,
    };
    const to = this.#shown[moves[event.key] ?? -1];
    if (to !== undefined) {
      event.preventDefault();
      this.select(to.tab.key);
      to.button.focus();
    }
  }
}
