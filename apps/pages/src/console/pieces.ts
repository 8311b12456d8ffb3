import { type Child, h, present } from '../kit/dom.js';
import { attempt, warn } from '../kit/messages.js';
import type { Visitor } from '../kit/page.js';
import { Problem } from '../kit/problem.js';
import { entitle } from '../kit/title.js';
import { again, filtered, seenLast } from './route.js';

/** A part of a page with a heading and what can be done there. */
export function card(title: string, actions: readonly Child[], ...content: readonly Child[]): HTMLElement {
  const heading = h('div', { class: 'heading' }, h('h2', {}, title), h('div', { class: 'actions' }, ...actions));
  return h('section', { class: 'card' }, heading, ...present(content));
}

export function titled(title: string, ...actions: readonly Child[]): HTMLElement {
  return h('div', { class: 'heading' }, h('h1', {}, title), h('div', { class: 'actions' }, ...actions));
}

/** The name of the one thing that a page is about; what kind of thing it is stands in the heading above. */
export function named(name: string, ...actions: readonly Child[]): HTMLElement {
  const heading = h('h2', { class: 'name' }, name);
  // Once it is on the page: what was waited for may come when another page is looked at.
  queueMicrotask(() => heading.isConnected && entitle(name));
  return h('div', { class: 'heading' }, heading, h('div', { class: 'actions' }, ...actions));
}

/** The way back to the list as it was seen last, and the heading of what was chosen there. */
export function above(kind: string, list: string, section: string): Child[] {
  return [
    h('nav', { 'aria-label': 'Back' }, h('a', { href: seenLast(section) }, `← ${list}`)),
    h('h1', { class: 'unseen' }, kind),
  ];
}

/** Where in the audit trail something is told of, for those who may read that. */
export function eventsOf(
  { may }: Visitor,
  ...links: readonly (readonly [text: string, filters: Readonly<Record<string, string>>])[]
): Child {
  if (!may('audit:read')) return undefined;
  return card(
    'Events',
    [],
    ...links.map(([text, filters]) => h('p', {}, h('a', { href: filtered('audit', filters) }, text))),
  );
}

export function badges(names: readonly Child[]): HTMLElement | string {
  if (names.length === 0) return 'none';
  return h('ul', { class: 'badges' }, ...names.map(name => h('li', { class: 'badge' }, name)));
}

export function facts(pairs: readonly (readonly [name: string, value: Child])[]): HTMLElement {
  return h('dl', {}, ...pairs.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));
}

const TONES: Readonly<Record<string, string>> = { active: 'good', invited: '', disabled: 'bad' };

export function status(value: string): HTMLElement {
  return h('span', { class: `badge ${TONES[value] ?? ''}` }, value);
}

/**
 * Sends something that needs a permission. A refusal says which one is missing; where somebody else was faster, the view
 * is made anew, so that whoever decides sees what is there now.
 * @param needs undefined where no single permission decides
 * @throws Problem
 */
export async function sending(needs: string | undefined, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Problem && error.code === 'precondition_failed')) throw withPermission(error, needs);
    again();
    warn('Somebody else has changed this meanwhile, so nothing was done. This is how it is now.');
  }
}

/** The same where there is no form to show at what went wrong. */
export async function doing(needs: string | undefined, work: () => Promise<unknown>): Promise<void> {
  await attempt(() => sending(needs, work));
}

/** Names the permission that is missing where the service does not. */
function withPermission(error: unknown, needs: string | undefined): unknown {
  if (!(error instanceof Problem) || error.code !== 'insufficient_scope' || needs === undefined) return error;
  const { status, title, errors, retryAfter } = error;
  return new Problem(status, error.code, title, `This needs the permission ${needs}.`, errors, retryAfter);
}
