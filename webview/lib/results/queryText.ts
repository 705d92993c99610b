import type { SessionSnapshot } from '../../../src/shared/sessionResults';
import { element } from '../elements';

/** What the session runs: one line that opens to the whole. */
export function queryText({ procedure, text }: SessionSnapshot): HTMLElement {
  const line = procedure ?? text.replace(/\s+/gu, ' ').trim();
  const summary = element('summary', { title: 'Show the whole query' }, element('code', { text: line.slice(0, 500) }));
  return element(
    'details',
    { class: 'query-text' },
    summary,
    element('pre', { text, attributes: { tabindex: '0', 'aria-label': 'Query' } }),
  );
}
