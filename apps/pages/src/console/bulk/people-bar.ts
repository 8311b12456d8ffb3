import { button } from '../../kit/dom.js';
import type { Visitor } from '../../kit/page.js';
import { changeStatus, endAllSessions } from './account-actions.js';
import { selectionBar } from './bar.js';
import { pasteAddresses } from './paste.js';
import { chosenPeople, people as amount, type Person } from './person.js';
import { mayAssign } from '../roles/assigning.js';
import { changeRoles } from './role-actions.js';

const WORDS = { none: 'Nobody is chosen.', which: 'Who' };

/** Whether there is anything that this visitor may do to several people. */
export const mayChangePeople = (visitor: Visitor): boolean =>
  mayAssign(visitor) || visitor.may('users:write') || visitor.may('sessions:revoke');

/** @param changed what is to be shown anew afterwards */
export function peopleBar(visitor: Visitor, changed: () => unknown): HTMLElement {
  const { may } = visitor;
  const selection = chosenPeople(visitor);
  const action = (label: string, work: (people: readonly Person[]) => Promise<void>): HTMLElement =>
    button(label, async () => {
      await work(selection.all);
      changed();
    });
  return selectionBar({
    selection,
    amount,
    words: WORDS,
    ways: [button('Paste addresses', () => pasteAddresses(visitor, selection))],
    actions: [
      mayAssign(visitor) && action('Give a role', people => changeRoles(visitor, people, 'give')),
      mayAssign(visitor) && action('Take a role', people => changeRoles(visitor, people, 'take')),
      may('users:write') && action('Disable', people => changeStatus(visitor, people, 'disabled')),
      may('users:write') && action('Enable', people => changeStatus(visitor, people, 'active')),
      may('sessions:revoke') && action('End all sessions', people => endAllSessions(visitor, people)),
    ],
  });
}
