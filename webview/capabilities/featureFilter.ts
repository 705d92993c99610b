import type { PageFeature } from '../../src/shared/capabilitiesPage';
import { element } from '../lib/elements';

export const featureStates = ['all', 'supported', 'notSupported', 'unknown', 'enabled', 'notEnabled'] as const;
export type FeatureState = (typeof featureStates)[number];

const labels: Readonly<Record<FeatureState, string>> = {
  all: 'All features',
  supported: 'Supported',
  notSupported: 'Not supported',
  unknown: 'Unknown',
  enabled: 'Enabled here',
  notEnabled: 'Supported, not enabled here',
};

const tests: Readonly<Record<FeatureState, (feature: PageFeature) => boolean>> = {
  all: () => true,
  supported: ({ supported }) => supported === 'yes',
  notSupported: ({ supported }) => supported === 'no',
  unknown: ({ supported, enabled }) => supported === 'unknown' || enabled === 'unknown',
  enabled: ({ enabled }) => enabled === 'yes',
  notEnabled: ({ enabled }) => enabled === 'no',
};

export interface FilterValues {
  readonly text: string;
  readonly state: FeatureState;
}

/** The fields that choose features: by what their row says, and by state. */
export class FeatureFilter {
  readonly element: HTMLElement;
  readonly #text = element('input', {
    id: 'filter-text',
    class: 'field',
    attributes: { type: 'search', placeholder: 'Filter features', 'aria-label': 'Filter features by text', spellcheck: 'false' },
  });
  readonly #state = element('select', { id: 'filter-state', class: 'field', attributes: { 'aria-label': 'Filter features by state' } });
  readonly #options = new Map<FeatureState, HTMLOptionElement>();

  constructor(values: FilterValues, onChange: (values: FilterValues) => void) {
    for (const state of featureStates) {
      const option = element('option', { text: labels[state], attributes: { value: state } });
      this.#options.set(state, option);
      this.#state.append(option);
    }
    this.#text.value = values.text;
    this.#state.value = values.state;
    const changed = (): void => {
      onChange(this.values);
    };
    this.#text.addEventListener('input', changed);
    this.#state.addEventListener('change', changed);
    this.element = element('div', { class: 'filter', attributes: { role: 'search' } }, this.#text, this.#state);
  }

  get values(): FilterValues {
    const state = featureStates.find((each) => each === this.#state.value) ?? 'all';
    return { text: this.#text.value, state };
  }

  /** Counts behind the states. */
  count(features: readonly PageFeature[]): void {
    for (const [state, option] of this.#options) {
      option.textContent = `${labels[state]} (${features.filter(tests[state]).length})`;
    }
  }

  /** The features that the fields let through. Every word must occur somewhere in the row. */
  apply(features: readonly PageFeature[]): PageFeature[] {
    const { text, state } = this.values;
    const words = text.toLowerCase().split(/\s+/u).filter(Boolean);
    return features.filter((feature) => {
      const row = `${feature.name} ${feature.group} ${feature.since} ${feature.source} ${feature.needs}`.toLowerCase();
      return tests[state](feature) && words.every((word) => row.includes(word));
    });
  }
}
