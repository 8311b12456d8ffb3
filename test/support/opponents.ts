/** What takes tokens and sessions back, as opponents of a person who refreshes and logs in meanwhile. */
import { expect } from '@jest/globals';
import type { Answer, Api, Tokens } from './api.js';
import type { Person } from './people.js';

/** What somebody does against a person's tokens, and what has to be true once it is acknowledged. */
export interface Opponent {
  readonly name: string;
  act(scene: Scene): Promise<Answer>;
  /** Undoes it, so that the person can be used again. */
  undo?(scene: Scene): Promise<unknown>;
  /** The session that refreshes is over. */
  readonly endsLoopingSession: boolean;
  /** The session that acts goes on. */
  readonly sparesActing: boolean;
  /** Whoever logs in with what was known before is refused afterwards. */
  readonly refusesOldLogins?: boolean;
  /** Sessions that were opened before it was sent are over. */
  readonly endsEarlierLogins: boolean;
  /** The role that no living token may carry afterwards. */
  readonly takesRole?: string;
}

export interface Scene {
  readonly api: Api;
  /** The token of an administrator. */
  readonly admin: string;
  readonly person: Person;
  /** Another session of the same person. */
  readonly acting: Tokens;
  readonly looping: Tokens;
}

/** Gives the person the role that one of the opponents takes away. */
export const giveRole = ({ api, admin, person }: Pick<Scene, 'api' | 'admin' | 'person'>): Promise<Answer> =>
  api.put(`/v1/users/${person.id}/roles/fleeting`, undefined, { token: admin });

export const OPPONENTS: Opponent[] = [
  {
    name: 'logout',
    act: ({ api, looping }) => api.post('/v1/auth/logout', { refresh_token: looping.refresh_token }),
    endsLoopingSession: true,
    sparesActing: true,
    endsEarlierLogins: false,
  },
  {
    name: 'the end of the session by its owner',
    act: ({ api, looping, acting }) => api.delete(`/v1/sessions/${looping.session_id}`, { token: acting.access_token }),
    endsLoopingSession: true,
    sparesActing: true,
    endsEarlierLogins: false,
  },
  {
    name: 'logout-all',
    act: ({ api, acting }) => api.post('/v1/auth/logout-all', undefined, { token: acting.access_token }),
    endsLoopingSession: true,
    sparesActing: false,
    endsEarlierLogins: true,
  },
  {
    name: 'logout-all that keeps the acting session',
    act: ({ api, acting }) =>
      api.post('/v1/auth/logout-all?keep_current=true', undefined, { token: acting.access_token }),
    endsLoopingSession: true,
    sparesActing: true,
    endsEarlierLogins: true,
  },
  {
    name: 'logout-all that keeps the refreshing session',
    act: async ({ api, looping }) =>
      api.post('/v1/auth/logout-all?keep_current=true', undefined, { token: looping.access_token }),
    endsLoopingSession: false,
    sparesActing: false,
    endsEarlierLogins: true,
  },
  {
    name: 'a change of the password',
    act: ({ api, acting, person: { password } }) =>
      api.post(
        '/v1/auth/password',
        { current_password: password, new_password: `${password}-changed` },
        { token: acting.access_token },
      ),
    undo: async ({ api, acting, person: { password } }) => {
      const { body } = await api.refresh(acting.refresh_token);
      const back = { current_password: `${password}-changed`, new_password: password };
      expect((await api.post('/v1/auth/password', back, { token: body.access_token })).status).toBe(204);
    },
    endsLoopingSession: true,
    sparesActing: true,
    endsEarlierLogins: true,
    refusesOldLogins: true,
  },
  {
    name: 'disabling',
    act: ({ api, admin, person: { id } }) => api.patch(`/v1/users/${id}`, { status: 'disabled' }, { token: admin }),
    undo: ({ api, admin, person: { id } }) => api.patch(`/v1/users/${id}`, { status: 'active' }, { token: admin }),
    endsLoopingSession: true,
    sparesActing: false,
    endsEarlierLogins: true,
    refusesOldLogins: true,
  },
  {
    name: 'the loss of a role',
    act: ({ api, admin, person: { id } }) => api.delete(`/v1/users/${id}/roles/fleeting`, { token: admin }),
    undo: giveRole,
    endsLoopingSession: false,
    sparesActing: true,
    endsEarlierLogins: false,
    takesRole: 'fleeting',
  },
];
