import { type Child, h } from '../../kit/dom.js';
import type { Refused } from './outcome.js';
import type { Named } from './selection.js';

/** So many names are shown at once; of more, that they are there. */
const OPEN = 5;

/** Names under a heading with their number; nothing where there are none. */
export function listing(label: string, items: readonly Named[]): Child {
  return named(
    label,
    items.map(({ name }) => h('li', {}, name)),
  );
}

/** The same with the reason of each. */
export function refusals(label: string, refused: readonly Refused<Named>[]): Child {
  return named(
    label,
    refused.map(({ item, why }) => h('li', {}, item.name, h('span', { class: 'second' }, why))),
    true,
  );
}

function named(label: string, entries: readonly HTMLElement[], isOpen = entries.length <= OPEN): Child {
  if (entries.length === 0) return undefined;
  const summary = h('summary', {}, `${label}: ${entries.length}`);
  return h('details', { open: isOpen }, summary, h('ul', { class: 'names' }, ...entries));
}
