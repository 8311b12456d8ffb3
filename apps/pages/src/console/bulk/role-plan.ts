import type { Visitor } from '../../kit/page.js';
import { untilWords } from '../../kit/until.js';
import { effectsView } from '../effects/effects.js';
import { NOTHING_DONE, type Outcome, type Plan, type Progress } from './outcome.js';
import { oneByOne } from './one-by-one.js';
import { people as amount, type Person } from './person.js';
import { type Grants, grantsOf, isSameEnd } from './role-grants.js';
import { changeMembers, refusedIn, type RoleChange, triedMembers, withoutRefused } from './role-request.js';

/** What giving or taking a role would come to, by the service's own word. @throws Problem */
export async function rolePlan(
  visitor: Visitor,
  people: readonly Person[],
  change: RoleChange,
  progress: Progress,
): Promise<Plan<Person>> {
  const { api } = visitor;
  const { kind, role, expires_at } = change;
  const before = await grantsOf(visitor, people, role, progress);
  const { answer, accepted, refused } = await triedMembers(api, change, people);
  const isAlready = ({ id }: Person): boolean => {
    const end = before?.get(id);
    return (
      before !== undefined && (kind === 'take' ? end === undefined : end !== undefined && isSameEnd(end, expires_at))
    );
  };
  const until = untilWords(expires_at);
  const already = before === undefined ? (answer?.unchanged ?? 0) : 0;
  return {
    says:
      (kind === 'give' ? `They get the role ${role} ${until}.` : `The role ${role} is taken from them.`) +
      (already === 0 ? '' : ` Of them ${already} are so already.`),
    more: answer === undefined ? [] : [effectsView(answer.effects, role)],
    concerned: accepted.filter(person => !isAlready(person)),
    unchanged: accepted.filter(isAlready),
    refused,
    action: count => (kind === 'give' ? `Give ${role} to ${amount(count)}` : `Take ${role} from ${amount(count)}`),
    perform: (items, progress) => performed(visitor, change, items, progress),
    ...(before !== undefined && {
      undo: (items: readonly Person[], progress: Progress) => takenBack(visitor, change, items, before, progress),
    }),
  };
}

/** All at once: where one is refused none is changed, and the others are left. */
async function performed(
  { api }: Visitor,
  change: RoleChange,
  items: readonly Person[],
  progress: Progress,
): Promise<Outcome<Person>> {
  progress.at(0, items.length, items[0]?.name ?? '');
  try {
    await changeMembers(api, change, items);
    return { ...NOTHING_DONE, done: items };
  } catch (error) {
    const refused = refusedIn(error, items);
    if (refused.length === 0) throw error;
    return { ...NOTHING_DONE, refused, left: withoutRefused(items, refused) };
  }
}

/** Each gets back what they had: nothing, or the role until when they had it. */
function takenBack(
  { api }: Visitor,
  { role }: RoleChange,
  items: readonly Person[],
  before: Grants,
  progress: Progress,
): Promise<Outcome<Person>> {
  return oneByOne(items, progress, async ({ id }) => {
    const path = `/v1/users/${id}/roles/${encodeURIComponent(role)}`;
    const end = before.get(id);
    if (end === undefined) await api.change('DELETE', path);
    else await api.change('PUT', path, { expires_at: end });
  });
}
