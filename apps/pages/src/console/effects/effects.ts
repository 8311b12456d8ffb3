import type { RoleEffects } from '#libs/client';
import { number } from '../../kit/chart.js';
import { type Child, h } from '../../kit/dom.js';
import type { Api } from '../../kit/api.js';
import { confirmed } from '../../kit/dialog.js';
import { badges } from '../pieces.js';

/** No more are counted. */
const MOST_COUNTED = 10_000;

/** Has the service do it, tell what that came to, and take it back. @throws Problem what the change itself would be refused with */
export async function effectsOf(
  api: Api,
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  version?: number,
): Promise<RoleEffects> {
  return (await api.change<{ readonly effects: RoleEffects }>(method, `${path}?dry_run=true`, body, version)).effects;
}

/** What a change would come to, in sentences. @param role whose change it is, which is not said again */
export function effectsView({ changes, roles, gained, lost, users, outdated }: RoleEffects, role = ''): HTMLElement {
  if (!changes) return told(h('p', {}, 'Nothing would change.'));
  const others = roles.filter(name => name !== role);
  return told(
    h('p', {}, `Concerned: ${peopleOf(users)}.`),
    ...named('Permissions that are gained', gained),
    ...named('Permissions that are lost', lost),
    gained.length + lost.length === 0 && h('p', {}, 'Nobody gains or loses a permission.'),
    outdated > 0 && h('p', {}, `Access tokens of ${peopleOf(outdated)} are refused at once, until they are renewed.`),
    ...named('Roles that give something else with it', others),
  );
}

const told = (...content: readonly Child[]): HTMLElement => h('div', { class: 'effects' }, ...content);

const named = (label: string, names: readonly string[]): Child[] =>
  names.length === 0 ? [] : [h('p', {}, `${label}:`), badges(names)];

const peopleOf = (count: number): string =>
  count === 1 ? '1 person' : `${number(count)}${count >= MOST_COUNTED ? ' or more' : ''} people`;

/** Whether somebody would notice. */
export const matters = ({ gained, lost, users, outdated }: RoleEffects): boolean =>
  (users > 0 && gained.length + lost.length > 0) || outdated > 0;

/** Asks before it is done, with what it would come to. */
export const confirmedEffects = (
  title: string,
  text: string,
  action: string,
  effects: RoleEffects,
  role?: string,
): Promise<boolean> => confirmed(title, text, action, effectsView(effects, role));
