import { type Child, h } from '../../kit/dom.js';

/** A branch that opens: what it is, how much is in it, and that. */
export function branch(label: Child | readonly Child[], leaves: readonly HTMLElement[], isOpen = false): HTMLElement {
  const words = Array.isArray(label) ? (label as readonly Child[]) : [label as Child];
  return h('li', {}, h('details', { open: isOpen }, h('summary', {}, ...words), h('ul', {}, ...leaves)));
}

export const tree = (label: string, branches: readonly HTMLElement[]): HTMLElement =>
  h('ul', { class: 'tree', 'aria-label': label }, ...branches);

/** What comes before the colon: what a permission is about. */
export const resourceOf = (permission: string): string => permission.split(':', 1)[0] ?? permission;

/** In the order in which they come. */
export function groupedBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
