import type { AuditEventPage } from '#libs/client';
import { button, type Child, h } from '../../kit/dom.js';
import { attempt } from '../../kit/messages.js';
import type { Visitor } from '../../kit/page.js';
import { titled } from '../pieces.js';
import { filterForm, filtersIn, queryOf } from './filters.js';
import { following } from './follow.js';
import { TrailList } from './trail-list.js';

const LIMIT = '50';

/** What was done, by whom and to whom, in sentences. */
export function auditView(visitor: Visitor, search: URLSearchParams): readonly Child[] {
  const { api } = visitor;
  const filters = filtersIn(search);
  const query = queryOf(filters);
  const list = new TrailList(cursor =>
    api.read<AuditEventPage>('/v1/audit-events', { ...query, limit: LIMIT, cursor }),
  );
  const [follow, told] = following(api, list, query);
  const exported = (format: string): Promise<boolean> => attempt(() => download(visitor, { ...query, format }));
  return [
    titled(
      'Audit trail',
      follow,
      button('Export as CSV', () => exported('csv')),
      button('Export as NDJSON', () => exported('ndjson')),
    ),
    h('section', { class: 'card' }, filterForm(visitor, filters), told, list.element),
  ];
}

/** Has the browser put it into a file as it comes: it may be larger than what a page can hold. */
async function download({ api }: Visitor, query: Readonly<Record<string, string>>): Promise<void> {
  // A browser that fetches a file refreshes no session.
  await api.read('/v1/auth/me');
  h('a', { href: `./v1/audit-events/export?${new URLSearchParams(query).toString()}`, download: '' }).click();
}
