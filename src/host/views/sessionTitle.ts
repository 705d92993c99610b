import type { Session } from '../../core/sessions/session';
import { beginningOf } from '../../core/values/beginningOf';

/** The procedure, or the query on one line, in at most so many characters. */
export function sessionTitle(session: Session, characters: number): string {
  const text = session.spec.procedure ?? session.spec.text.slice(0, 1000).replace(/\s+/gu, ' ').trim();
  return text.length > characters ? `${beginningOf(text, characters - 1).trimEnd()}…` : text;
}
