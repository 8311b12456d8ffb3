import { button, type Child, focusOn, h, present } from '../../kit/dom.js';
import { warn } from '../../kit/messages.js';
import { MOST_CHOSEN, type Named, type Selection } from './selection.js';

export interface BarOptions<T extends Named> {
  readonly selection: Selection<T>;
  /** How many of what: "12 people". */
  readonly amount: (count: number) => string;
  /** What is said of none, and what leads to all of them. */
  readonly words: { readonly none: string; readonly which: string };
  /** Other ways to choose. */
  readonly ways?: readonly Child[];
  /** What can be done with what is chosen. */
  readonly actions: readonly Child[];
}

/** Says what is chosen and who that is, and what can be done with it. */
export function selectionBar<T extends Named>({
  selection,
  amount,
  words,
  ways = [],
  actions,
}: BarOptions<T>): HTMLElement {
  const count = h('p', { role: 'status', class: 'count' });
  const names = h('ul', { class: 'names' });
  const who = h('details', {}, h('summary', {}, words.which), names);
  const clear = button('Choose none', () => {
    selection.remove(selection.all);
    focusOn(count);
  });
  const offered = h(
    'div',
    { class: 'actions', role: 'group', 'aria-label': 'With what is chosen' },
    ...present(actions),
  );
  const all = button('Choose all that are shown', () => chosenAll(selection, selection.shown));
  const bar = h(
    'section',
    { class: 'bar', 'aria-label': 'Chosen' },
    h('div', { class: 'actions' }, count, all, ...present(ways), clear),
    who,
    offered,
  );

  function show(): void {
    const { all } = selection;
    count.textContent = all.length === 0 ? words.none : `${amount(all.length)} chosen`;
    bar.classList.toggle('some', all.length > 0);
    for (const element of [who, offered, clear]) element.hidden = all.length === 0;
    names.replaceChildren(...all.map(item => h('li', {}, item.name, ' ', takeOut(item))));
  }

  function takeOut(item: T): HTMLElement {
    const place = selection.all.indexOf(item);
    const remove = (): void => {
      selection.remove([item]);
      const next = names.querySelectorAll('button')[Math.min(place, selection.all.length - 1)];
      if (next === undefined) focusOn(count);
      else next.focus();
    };
    return button('Take out', remove, { class: 'small', 'aria-label': `Take out ${item.name}` });
  }

  selection.onChange = show;
  show();
  return bar;
}

export function chosenAll<T extends Named>(selection: Selection<T>, items: readonly T[]): void {
  const left = selection.add(items);
  if (left > 0) warn(`No more than ${MOST_CHOSEN} at once: ${left} are not chosen.`);
}
