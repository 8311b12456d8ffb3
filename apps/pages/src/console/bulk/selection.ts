import { h } from '../../kit/dom.js';

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
  private boxes = new Map<string, HTMLInputElement>();

  /** Told of each change; only the view that is shown has a use for it. */
  onChange: () => void = () => undefined;

  get all(): readonly T[] {
    return [...this.chosen.values()];
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
    this.boxes.set(item.id, box);
    return box;
  }

  private changed(): void {
    for (const [id, box] of this.boxes) box.checked = this.chosen.has(id);
    this.onChange();
  }
}
