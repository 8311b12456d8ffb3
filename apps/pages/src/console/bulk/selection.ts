import { h } from '../../kit/dom.js';
import type { Visitor } from '../../kit/page.js';

/** Whatever can be chosen, under the name by which people know it. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** As many as the service changes at once. */
export const MOST_CHOSEN = 1000;

/** What is chosen of a list. It outlasts the list: another search adds to it. */
export class Selection<T extends Named> {
  private readonly chosen = new Map<string, T>();
  /** By id, in the order of the list. */
  private boxes = new Map<string, { readonly item: T; readonly box: HTMLInputElement }>();

  /** Told of each change; only the view that is shown has a use for it. */
  onChange: () => void = () => undefined;

  get all(): readonly T[] {
    return [...this.chosen.values()];
  }

  /** What can be chosen in the list that is shown, in its order. */
  get shown(): readonly T[] {
    return [...this.boxes.values()].filter(({ box }) => box.isConnected).map(({ item }) => item);
  }

  /** @returns how many of them found no room */
  add(items: readonly T[]): number {
    const added = items.filter(({ id }) => !this.chosen.has(id));
    const room = MOST_CHOSEN - this.chosen.size;
    for (const item of added.slice(0, room)) this.chosen.set(item.id, item);
    this.changed();
    return Math.max(0, added.length - room);
  }

  remove(items: readonly T[]): void {
    for (const { id } of items) this.chosen.delete(id);
    this.changed();
  }

  /** A new list has boxes of its own. */
  startOver(): void {
    this.boxes = new Map();
  }

  /** The box by which somebody chooses this in its row. */
  box(item: T): HTMLInputElement {
    const box = h('input', { type: 'checkbox', name: 'chosen', 'aria-label': `Choose ${item.name}` });
    box.checked = this.chosen.has(item.id);
    box.addEventListener('change', () => {
      if (box.checked) this.add([item]);
      else this.remove([item]);
    });
    this.boxes.delete(item.id);
    this.boxes.set(item.id, { item, box });
    return box;
  }

  private changed(): void {
    for (const [id, { box }] of this.boxes) box.checked = this.chosen.has(id);
    this.onChange();
  }
}

/** What each visitor has chosen since they came: it goes with them. */
export function selections<T extends Named>(): (visitor: Visitor) => Selection<T> {
  const known = new WeakMap<Visitor, Selection<T>>();
  return visitor => {
    const selection = known.get(visitor) ?? new Selection<T>();
    known.set(visitor, selection);
    return selection;
  };
}
