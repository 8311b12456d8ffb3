import { button, type Child, focusOn, h, present } from './dom.js';
import type { Load, Page } from './paging.js';
import { explain } from './problem.js';

export interface Column<Item> {
  readonly name: string;
  readonly cell: (item: Item) => Child | readonly Child[];
}

export interface ListOptions<Item> {
  /** What the table holds, for those who do not see it. */
  readonly caption: string;
  readonly columns: readonly Column<Item>[];
  /** What is said if there is nothing. */
  readonly empty: string;
  readonly load: Load<Item>;
}

const PLACEHOLDERS = 3;
const SO_FAR = 'Nothing so far; there is more to look through.';

/** A list that comes in parts, as a table; on a narrow page each row is a card. */
export class List<Item> {
  readonly element = h('div', { class: 'list' });
  private loading = 0;

  constructor(private readonly options: ListOptions<Item>) {
    void this.reload();
  }

  /** Starts again with the first part. */
  async reload(): Promise<void> {
    const turn = ++this.loading;
    this.element.setAttribute('aria-busy', 'true');
    if (this.element.querySelector('tbody') === null) this.element.replaceChildren(placeholder());
    try {
      const page = await this.options.load(undefined);
      // A later call has its own answer.
      if (turn === this.loading) this.show(page);
    } catch (error) {
      if (turn === this.loading) this.element.replaceChildren(failure(error, () => this.reload()));
    } finally {
      if (turn === this.loading) this.element.removeAttribute('aria-busy');
    }
  }

  private show({ items, next_cursor }: Page<Item>): void {
    const { caption, columns } = this.options;
    const head = h('tr', {}, ...columns.map(({ name }) => h('th', { scope: 'col' }, name)));
    const body = h('tbody', {}, ...items.map(item => this.row(item)));
    const table = h('table', {}, h('caption', { class: 'unseen' }, caption), h('thead', {}, head), body);
    // What had it is gone with the row.
    const hadFocus = this.element.contains(document.activeElement);
    this.element.replaceChildren(table);
    this.offerMore(table, body, next_cursor);
    if (hadFocus) focusOn(this.element);
  }

  private row(item: Item): HTMLTableRowElement {
    const cells = this.options.columns.map(({ name, cell }) => {
      const content = cell(item);
      return h('td', { 'data-label': name }, ...children(content));
    });
    return h('tr', {}, ...cells);
  }

  /** A part may be empty though more follows: then there is nothing yet. */
  private offerMore(table: HTMLTableElement, body: HTMLElement, cursor: string | null): void {
    table.hidden = body.childElementCount === 0;
    if (cursor === null) {
      if (table.hidden) this.element.replaceChildren(h('p', { class: 'empty' }, this.options.empty));
      return;
    }
    const more = h('div', { class: 'more' }, table.hidden && h('p', { class: 'empty' }, SO_FAR));
    const load = async (): Promise<void> => {
      try {
        const page = await this.options.load(cursor);
        const rows = page.items.map(item => this.row(item));
        body.append(...rows);
        more.remove();
        this.offerMore(table, body, page.next_cursor);
        const next = rows[0] ?? this.element.querySelector('.more');
        next?.querySelector<HTMLElement>('input, a, button')?.focus();
      } catch (error) {
        more.replaceChildren(failure(error, load));
      }
    };
    more.append(button(table.hidden ? 'Look further' : 'Show more', load));
    this.element.append(more);
  }
}

function children(content: Child | readonly Child[]): readonly Child[] {
  return typeof content === 'object' && !(content instanceof Node) ? content : [content];
}

/** Why something could not be loaded, and the way to try that again. */
export function failure(error: unknown, again: () => Promise<void>): HTMLElement {
  return h('div', { class: 'failure', role: 'alert' }, h('p', {}, explain(error)), button('Try again', again));
}

function placeholder(): HTMLElement {
  const lines = Array.from({ length: PLACEHOLDERS }, () => h('div', { class: 'placeholder' }));
  return h('div', {}, h('p', { class: 'unseen' }, 'Loading…'), ...present(lines));
}

/** Shows what is loaded once, or why it could not be. */
export function loaded<T>(load: () => Promise<T>, show: (value: T) => readonly Child[]): HTMLElement {
  const element = h('div', { class: 'loaded' });
  const start = async (): Promise<void> => {
    element.setAttribute('aria-busy', 'true');
    element.replaceChildren(placeholder());
    try {
      element.replaceChildren(...present(show(await load())));
    } catch (error) {
      element.replaceChildren(failure(error, start));
    } finally {
      element.removeAttribute('aria-busy');
    }
  };
  void start();
  return element;
}
