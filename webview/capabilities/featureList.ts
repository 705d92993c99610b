import type { PageFeature } from '../../src/shared/capabilitiesPage';
import { element } from '../lib/elements';
import { answerCell } from './answerCell';
import { rowHeading, table, textCell } from './table';

const headings = ['Feature', 'Supported', 'Enabled here', 'Since (SQL Server) or when', 'Source', 'What it needs'];

/** Features in their groups, a table each. */
export function featureList(features: readonly PageFeature[]): HTMLElement {
  const groups = new Map<string, PageFeature[]>();
  for (const feature of features) {
    const group = groups.get(feature.group) ?? [];
    group.push(feature);
    groups.set(feature.group, group);
  }
  const sections = [...groups].map(([group, rows]) => {
    const name = `${group.charAt(0).toUpperCase()}${group.slice(1)}`;
    const heading = element('h3', {}, name, element('span', { class: 'count', text: String(rows.length) }));
    return element('section', {}, heading, table(name, headings, rows.map(featureRow)));
  });
  return element('div', { class: 'features' }, ...sections);
}

function featureRow(feature: PageFeature): HTMLTableRowElement {
  return element(
    'tr',
    {},
    rowHeading(feature.name),
    answerCell(feature.supported),
    answerCell(feature.enabled),
    textCell(feature.since),
    textCell(feature.source),
    textCell(feature.needs),
  );
}
