import { rangeOf, selectEvents } from '../../../libs/audit/src/select-events.js';
import { selectCounts } from '../../../libs/audit/src/tallies/event-counts.js';
import { selectFailures } from '../../../libs/audit/src/tallies/failed-logins.js';
import type { KnownStatement } from '../../../libs/persistence/src/statement.js';
import { endOfLook } from '../../../libs/sessions/src/end-of-look.js';
import { sessionsWithin } from '../../../libs/sessions/src/search-sessions.js';
import { rangeOf as rangeOfSessions } from '../../../libs/sessions/src/session-filter.js';
import { endOfNext } from '../../../libs/users/src/end-of-next.js';
import { alongPieces, amongNext } from '../../../libs/users/src/search-by-part.js';
import { usersOf } from '../../../libs/users/src/user-directory.js';

/** A text that was put together for what is looked for, with its values. */
export interface Search {
  readonly statement: KnownStatement;
  readonly values: readonly unknown[];
}

const ORDERS = ['newest', 'email'] as const;
const ID = '00000000-0000-7000-8000-000000000000';

/** Every search that can be asked for, by the file that puts its text together: with each set of filters. */
export const SEARCHES: Readonly<Record<string, () => Search[]>> = {
  'libs/audit/src/select-events.ts': () =>
    setsOf({
      actor: [ID],
      target: ['user'],
      kinds: [['user_created' as const, 'user_deleted' as const]],
      subject: [ID],
      role: ['user'],
      ip: ['203.0.113.7'],
      since: [new Date(0)],
      until: [new Date(0)],
    }).map(filter => selectEvents(filter, rangeOf(filter, undefined, 10))),
  'libs/audit/src/tallies/event-counts.ts': () => [
    selectCounts({ names: ['login_success'], step: 'minute', since: new Date(0), until: new Date(1) }, { last: ID }),
  ],
  'libs/audit/src/tallies/failed-logins.ts': () =>
    (['ip', 'user_id'] as const).map(by =>
      selectFailures(by, { since: new Date(0), until: new Date(1), limit: 10 }, { last: ID }),
    ),
  'libs/sessions/src/end-of-look.ts': () =>
    [undefined, '203.0.113.7'].map(ip => endOfLook({ ip, active: true }, rangeOfSessions({ active: true }, undefined))),
  'libs/sessions/src/search-sessions.ts': () =>
    setsOf({
      ip: ['203.0.113.7'],
      userAgentPart: ['firefox'],
      clientId: ['gatehouse'],
      since: [new Date(0)],
      until: [new Date(0)],
      active: [true],
    }).map(({ active = false, ...rest }) => {
      const filter = { ...rest, active };
      return sessionsWithin(filter, rangeOfSessions(filter, undefined), 10);
    }),
  'libs/users/src/end-of-next.ts': () => ORDERS.flatMap(order => [endOfNext(order, undefined), endOfNext(order, ID)]),
  'libs/users/src/search-by-part.ts': () =>
    ORDERS.flatMap(order => [
      ...[undefined, ID].flatMap(after => [undefined, ID].map(end => amongNext('abcd', order, 10, after, end))),
      alongPieces('abcd', order, 10, ID),
    ]),
  'libs/users/src/user-directory.ts': () =>
    setsOf({
      email_prefix: ['a'],
      email_contains: ['ab', 'abcd'],
      status: ['active' as const, 'invited' as const, 'disabled' as const],
      role: ['user'],
      after: [ID],
      order: ['email' as const],
    }).map(({ after, order, ...filter }) => usersOf({ limit: 10, after }, filter, order)),
};

/** Each member absent, or one of what it may be: every way to combine them. */
function setsOf<T extends Readonly<Record<string, readonly unknown[]>>>(
  alternatives: T,
): { [Name in keyof T]: T[Name][number] | undefined }[] {
  const sets = Object.entries(alternatives).reduce<Record<string, unknown>[]>(
    (made, [name, values]) => made.flatMap(set => [undefined, ...values].map(value => ({ ...set, [name]: value }))),
    [{}],
  );
  return sets as { [Name in keyof T]: T[Name][number] | undefined }[];
}
