import type { User } from '#libs/client';
import type { Visitor } from '../../kit/page.js';
import { oneByOne } from './one-by-one.js';
import { carryOut, carryOutEach } from './carry-out.js';
import type { Plan } from './outcome.js';
import { people as amount, type Person } from './person.js';
import { Stage } from './stage.js';

type Status = 'active' | 'disabled';

const WORDS = {
  disabled: { verb: 'Disable', says: 'They are logged out everywhere at once, and cannot log in until enabled again.' },
  active: { verb: 'Enable', says: 'They can log in again.' },
} as const;

/** Disables or enables several people, after a look at what they are now. */
export async function changeStatus(visitor: Visitor, people: readonly Person[], status: Status): Promise<void> {
  const { verb } = WORDS[status];
  const stage = new Stage(`${verb} ${amount(people.length)}`);
  const opened = stage.open();
  carryOut(stage, await statusPlan(visitor, people, status, stage), amount);
  await opened;
}

async function statusPlan(
  { api }: Visitor,
  people: readonly Person[],
  status: Status,
  stage: Stage,
): Promise<Plan<Person>> {
  const { verb, says } = WORDS[status];
  const now = new Map<string, User>();
  const set =
    (wanted: Status, versions?: ReadonlyMap<string, User>) =>
    ({ id }: Person): Promise<unknown> =>
      api.change('PATCH', `/v1/users/${id}`, { status: wanted }, versions?.get(id)?.version);
  const { done, refused, left } = await oneByOne(
    people,
    stage.progress('Looking at what they are…'),
    async ({ id }) => {
      now.set(id, await api.read<User>(`/v1/users/${id}`));
    },
  );
  // To be enabled is something for who is disabled; to be disabled, for all others.
  const isConcerned = ({ id }: Person): boolean => (now.get(id)?.status === 'disabled') === (status === 'active');
  return {
    says,
    concerned: done.filter(isConcerned),
    unchanged: done.filter(person => !isConcerned(person)),
    refused: [...refused, ...left.map(item => ({ item, why: 'Was not looked at.' }))],
    action: count => `${verb} ${amount(count)}`,
    perform: (items, progress) => oneByOne(items, progress, set(status, now)),
    undo: (items, progress) => oneByOne(items, progress, set(status === 'active' ? 'disabled' : 'active')),
  };
}

/** Logs several people out everywhere. */
export const endAllSessions = ({ api }: Visitor, people: readonly Person[]): Promise<void> =>
  carryOutEach(
    'End all sessions of',
    'They will have to log in again everywhere. This cannot be undone.',
    people,
    ({ id }) => api.change('DELETE', `/v1/users/${id}/sessions`),
    amount,
  );
