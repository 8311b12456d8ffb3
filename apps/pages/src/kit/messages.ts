import { button, h } from './dom.js';
import { explain } from './problem.js';

const SHOWN_MS = 8000;

/** Where messages appear; it is there before they are, or those who hear the page would not be told. */
const region = h('div', { class: 'messages', role: 'status', 'aria-live': 'polite' });

export const messageRegion = (): HTMLElement => region;

/** Says that something has worked. */
export function tell(text: string): void {
  show(text, 'good');
}

/** Says that something has not. It stays until it is put away. */
export function complain(error: unknown): void {
  show(explain(error), 'bad');
}

/** Says something that matters, and stays. */
export function warn(text: string): void {
  show(text, 'bad');
}

export function clearMessages(): void {
  region.replaceChildren();
}

function show(text: string, kind: 'good' | 'bad'): void {
  const message = h('div', { class: `message ${kind}` }, h('p', {}, text));
  message.append(button('Dismiss', () => message.remove(), { class: 'quiet' }));
  // Above dialogs, which lie on top of everything else.
  const dialog = document.querySelector('dialog[open] .dialog-messages');
  (dialog ?? region).replaceChildren(message);
  if (kind === 'good') setTimeout(() => message.remove(), SHOWN_MS);
}

/** Does something on a press of a button, and complains if it fails. */
export async function attempt(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    complain(error);
    return false;
  }
}
