import { type Child, h } from '../kit/dom.js';
import { explain } from '../kit/problem.js';
import { entitle } from '../kit/title.js';

/** Says one thing on an otherwise empty page. @param what a text, or what went wrong */
export function showNotice(title: string, what: unknown, ...more: readonly Child[]): void {
  const text = typeof what === 'string' ? what : explain(what);
  const header = h('header', {}, h('span', { class: 'brand' }, 'Gatehouse'));
  const section = h('section', { class: 'card narrow' }, h('h1', {}, title), h('p', { role: 'status' }, text), ...more);
  entitle(title);
  document.body.replaceChildren(header, h('main', { id: 'main' }, section));
}
