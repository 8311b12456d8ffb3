import { h, newId } from './dom.js';
import type { Field } from './form.js';

export interface Suggestion {
  readonly value: string;
  /** What stands beside it, where the value says little to people. */
  readonly label?: string;
}

/** So that not every letter is asked for. */
const PAUSE_MS = 250;

/** Offers what may be meant while somebody types. @param find what fits; that it fails is no matter: the field can be filled in anyway */
export function suggest(field: Field, find: (text: string) => Promise<readonly Suggestion[]>): void {
  const offers = h('datalist', { id: newId() });
  let pause: ReturnType<typeof setTimeout> | undefined;
  const offer = async (): Promise<void> => {
    const text = field.value.trim();
    const found = await find(text).catch(() => []);
    if (field.value.trim() !== text) return;
    offers.replaceChildren(...found.map(({ value, label }) => h('option', { value, label })));
  };
  field.control.setAttribute('list', offers.id);
  field.element.append(offers);
  field.control.addEventListener('focus', () => void offer(), { once: true });
  field.control.addEventListener('input', () => {
    clearTimeout(pause);
    pause = setTimeout(() => void offer(), PAUSE_MS);
  });
}
