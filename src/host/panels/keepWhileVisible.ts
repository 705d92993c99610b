import type { Disposable } from '../../core/disposables';
import type { Session } from '../../core/sessions/session';

/** A session is kept while somebody looks at it: much shorter than the shortest time that sessions are kept. */
const touchMilliseconds = 20_000;

/** A panel that may be hidden. */
interface Page {
  readonly visible: boolean;
  hold(item: Disposable): void;
  onDidChangeVisibility(listener: () => void): Disposable;
}

/** Keeps the session that a page shows for as long as the page is seen. undefined: it shows none. */
export function keepWhileVisible(page: Page, session: () => Session | undefined): void {
  let touching: NodeJS.Timeout | undefined;
  const follow = (): void => {
    clearInterval(touching);
    if (!page.visible) return;
    session()?.touch();
    touching = setInterval(() => session()?.touch(), touchMilliseconds);
  };
  page.hold({ dispose: () => clearInterval(touching) });
  page.onDidChangeVisibility(follow);
  follow();
}
