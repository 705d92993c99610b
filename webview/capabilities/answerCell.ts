import { element, icon } from '../lib/elements';

type Answer = 'yes' | 'no' | 'unknown' | 'none';

const looks: Readonly<Record<Answer, { readonly icon: string; readonly text: string }>> = {
  yes: { icon: 'pass-filled', text: 'Yes' },
  no: { icon: 'circle-slash', text: 'No' },
  unknown: { icon: 'question', text: 'Unknown' },
  none: { icon: '', text: '–' },
};

/** Yes, no or unknown: an icon and the word, so that no colour is needed to read it. */
export function answerCell(answer: Answer): HTMLTableCellElement {
  const look = looks[answer];
  const cell = element('td', { class: `answer answer-${answer}` });
  if (look.icon === '') {
    // A dash is not read out.
    cell.append(element('span', { text: look.text, attributes: { 'aria-hidden': 'true' } }));
    cell.append(element('span', { class: 'visually-hidden', text: 'Not applicable' }));
  } else {
    cell.append(icon(look.icon), element('span', { text: look.text }));
  }
  return cell;
}
