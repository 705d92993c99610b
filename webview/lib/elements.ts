type Child = Node | string;

interface ElementOptions {
  readonly id?: string;
  readonly class?: string;
  readonly text?: string;
  readonly title?: string;
  readonly hidden?: boolean;
  /** `role`, `tabindex`, `aria-…`, `data-…` and the like. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** An element with what is in it. Text is text: nothing is ever read as HTML. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  options: ElementOptions = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (options.id !== undefined) {
    made.id = options.id;
  }
  if (options.class !== undefined) {
    made.className = options.class;
  }
  if (options.text !== undefined) {
    made.textContent = options.text;
  }
  if (options.title !== undefined) {
    made.title = options.title;
  }
  if (options.hidden === true) {
    made.hidden = true;
  }
  for (const [name, value] of Object.entries(options.attributes ?? {})) {
    made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** A product icon: decoration, nothing for a screen reader. `name` as in `$(name)`. */
export function icon(name: string): HTMLSpanElement {
  return element('span', { class: `codicon codicon-${name}`, attributes: { 'aria-hidden': 'true' } });
}

interface ButtonOptions {
  readonly label: string;
  /** A product icon before the label. */
  readonly icon?: string;
  /** The label is spoken and shown as a tooltip, and only the icon is seen. */
  readonly iconOnly?: boolean;
  readonly kind?: 'primary' | 'secondary' | 'toolbar';
  readonly onClick: () => void;
}

/** A button in VS Code's own look. */
export function button({ label, icon: iconName, iconOnly = false, kind = 'secondary', onClick }: ButtonOptions): HTMLButtonElement {
  const made = element('button', { class: `button button-${kind}`, attributes: { type: 'button' } });
  if (iconName !== undefined) {
    made.append(icon(iconName));
  }
  if (iconOnly) {
    made.title = label;
    made.setAttribute('aria-label', label);
  } else {
    made.append(element('span', { text: label }));
  }
  made.addEventListener('click', onClick);
  return made;
}

/** Sets a text, and touches the page only when it changed. */
export function setText(target: HTMLElement, text: string): void {
  if (target.textContent !== text) {
    target.textContent = text;
  }
}
