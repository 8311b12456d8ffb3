import type { AuditEventPage } from '#libs/client';
import type { Api } from '../../kit/api.js';
import { button, h } from '../../kit/dom.js';
import { explain } from '../../kit/problem.js';
import type { TrailList } from './trail-list.js';

const EVERY_MS = 3000;
/** How much later than it happened an event may appear: its transaction lasts, and instances' clocks differ. */
const LATEST_MS = 60_000;
const AT_ONCE = '100';

/** A button that has the list go on with what comes, and what is said of that. */
export function following(
  api: Api,
  list: TrailList,
  query: Readonly<Record<string, string>>,
): readonly [HTMLElement, HTMLElement] {
  const told = h('p', { class: 'second', role: 'status' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const toggle = button('Follow', () => (timer === undefined ? begin() : stop('')), { 'aria-pressed': 'false' });

  function begin(): void {
    toggle.setAttribute('aria-pressed', 'true');
    told.textContent = 'What comes appears here by itself.';
    timer = setTimeout(() => void look(), 0);
  }

  function stop(said: string): void {
    clearTimeout(timer);
    timer = undefined;
    toggle.setAttribute('aria-pressed', 'false');
    told.textContent = said;
  }

  async function look(): Promise<void> {
    try {
      const since = new Date(Date.parse(list.newest ?? new Date().toISOString()) - LATEST_MS).toISOString();
      const sought = { ...query, since: [query['since'] ?? '', since].sort().at(-1), limit: AT_ONCE };
      const { items, next_cursor } = await api.read<AuditEventPage>('/v1/audit-events', sought);
      // Another view may be there by now, or nobody may want to know any more.
      if (timer === undefined || !toggle.isConnected) return;
      const added = list.prepend(items);
      if (added > 0) told.textContent = added === 1 ? 'One more event.' : `${added} more events.`;
      if (next_cursor !== null && added === items.length)
        return stop('More has come than is shown: load the page again.');
      timer = setTimeout(() => void look(), EVERY_MS);
    } catch (error) {
      stop(explain(error));
    }
  }

  return [toggle, told];
}
