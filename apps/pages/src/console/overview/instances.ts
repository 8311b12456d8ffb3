import type { Instance, InstanceStatistics } from '#libs/client';
import { number } from '../../kit/chart.js';
import { type Child, h } from '../../kit/dom.js';
import { List } from '../../kit/list.js';
import type { Visitor } from '../../kit/page.js';
import { moment } from '../../kit/time.js';
import { card } from '../pieces.js';

/** Beyond it an instance refuses tokens. */
const STALE_MS = 2000;

/** Which processes serve, and how old what they know of revocations is. */
export function instancesView({ api }: Visitor): HTMLElement {
  const list = new List<Instance>({
    caption: 'Processes that serve, by host',
    empty: 'None has said yet that it is there.',
    columns: [
      { name: 'Instance', cell: ({ host, worker }) => (worker === null ? host : `${host}, worker ${worker}`) },
      { name: 'State', cell: state },
      { name: 'Version', cell: ({ version }) => version },
      { name: 'Since', cell: ({ started_at }) => moment(started_at) },
      { name: 'Knows by the feed', cell: ({ feed_entries }) => number(feed_entries) },
      { name: 'Subscribers', cell: ({ feed_subscribers }) => number(feed_subscribers) },
    ],
    load: async () => ({
      items: (await api.read<InstanceStatistics>('/v1/statistics/instances')).items,
      next_cursor: null,
    }),
  });
  return card('Instances and the feed', [], list.element);
}

function state({ present, seen_at, feed_age_ms }: Instance): readonly Child[] {
  const badge = (tone: string, text: string): HTMLElement => h('span', { class: `badge ${tone}` }, text);
  if (!present) return [badge('bad', 'lost'), ' last seen ', moment(seen_at)];
  if (feed_age_ms > STALE_MS) return [badge('bad', 'feed is old'), ` by ${number(feed_age_ms)} ms`];
  return [badge('good', 'serves'), ` feed ${number(feed_age_ms)} ms old`];
}
