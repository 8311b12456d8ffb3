import { randomBytes } from 'node:crypto';
import type { Abstract, Type } from '@nestjs/common';
import { SERVICE } from '#libs/audit';
import { type Caller, OPERATOR } from '#libs/authority';
import { ADMIN_ROLE, FIRST_PARTY_CLIENT, USER_ROLE } from '#libs/contracts';
import { Passwords } from '#libs/passwords';
import { Database, statement } from '#libs/persistence';
import { newId, newTokenId } from '#libs/platform';
import { CreateRole, GrantRole, userSnapshotOf } from '#libs/roles';
import { opening, type Opening } from '#libs/sessions';
import { RefreshTokens } from '#libs/tokens';
import { Users } from '#libs/users';
import type { TestDatabase } from '../database.js';

export type Get = <T extends object>(type: Type<T> | Abstract<T>) => T;

/** From where the people of the tests come. */
export const SOURCE = { ip: '192.0.2.7', user_agent: 'a test' };
export const PASSWORD = 'seven brave owls knit';
const DAY_SECONDS = 86_400;

/** A login that nothing is recorded of. */
const openSession = statement<never, Opening>(
  'test.open_session',
  `WITH standing AS (${userSnapshotOf(':user_id', ':amr')}) ${opening('standing', 'true')}`,
);

export interface TestUser {
  readonly id: string;
  readonly email: string;
  /** Them, as whoever asks for something. */
  readonly caller: Caller;
}

export interface TestSession {
  readonly id: string;
  readonly user: TestUser;
  /** As it is stored. */
  readonly secret_hash: Buffer;
  /** The first one, which has not been used. */
  readonly refresh_token: string;
}

export interface AuditedEvent {
  readonly kind: string;
  readonly actor_id: string | null;
  readonly details: Record<string, unknown>;
}

/** Makes what a test is about, by the same code as the service does, and looks at what came of it. */
export interface Builders {
  /**
   * Somebody with the role that everybody has, and these.
   * @param options `password` null: somebody invited, who has none yet
   */
  newUser(options?: { roles?: readonly string[]; password?: string | null }): Promise<TestUser>;
  newAdministrator(): Promise<TestUser>;
  /** @returns its name */
  newRole(content?: {
    permissions?: string[];
    includes?: string[];
    assigns?: string[];
    requires_mfa?: boolean;
  }): Promise<string>;
  newSession(options?: { user?: TestUser; audience?: readonly string[] | null }): Promise<TestSession>;
  /** What the audit trail tells of this target, the oldest first. */
  eventsOf(target: string): Promise<AuditedEvent[]>;
}

export function buildersOn(get: Get, database: TestDatabase): Builders {
  const service = get(Database);
  const hashes = new Map<string, Promise<string>>();
  const hashOf = (password: string): Promise<string> => {
    const hash = hashes.get(password) ?? get(Passwords).hash(password);
    hashes.set(password, hash);
    return hash;
  };

  const newUser: Builders['newUser'] = async ({ roles = [], password = PASSWORD } = {}) => {
    const email = `${randomName()}@example.test`;
    const password_hash = password === null ? null : await hashOf(password);
    const id = await service.transaction(async transaction => {
      const id = await get(Users).create(transaction, { email, password_hash });
      for (const role of [USER_ROLE, ...roles]) await get(GrantRole).grantFreely(transaction, SERVICE, id, role);
      return id;
    });
    return { id, email, caller: { kind: 'user', id, ...SOURCE, scopes: [], epoch: 0, mfa: false } };
  };

  return {
    newUser,
    newAdministrator: () => newUser({ roles: [ADMIN_ROLE] }),

    async newRole({ permissions = [], includes = [], assigns = [], requires_mfa = false } = {}) {
      const name = randomName();
      await get(CreateRole).execute(OPERATOR, name, { description: '', permissions, includes, assigns, requires_mfa });
      return name;
    },

    async newSession({ user, audience = null } = {}) {
      const owner = user ?? (await newUser());
      const secret = get(RefreshTokens).newSecret();
      const secret_hash = get(RefreshTokens).hashOf(secret);
      const id = newId();
      await service.run(openSession, {
        ...{ id, user_id: owner.id, client_id: FIRST_PARTY_CLIENT, client_subject_id: null, client_opened_epoch: 0 },
        ...{ amr: ['pwd'], authenticated_at: null, audience, jti: newTokenId(), secret_hash },
        ...{ session_seconds: 30 * DAY_SECONDS, idle_seconds: 14 * DAY_SECONDS },
        ...SOURCE,
      });
      const refresh_token = get(RefreshTokens).encode({ session_id: id, counter: 0, secret });
      return { id, user: owner, secret_hash, refresh_token };
    },

    eventsOf: target =>
      database.query<AuditedEvent & Record<string, unknown>>(
        'SELECT kind, actor_id, details FROM audit_events WHERE target_id = $1 ORDER BY id',
        [target],
      ),
  };
}

const randomName = (): string => `t${randomBytes(6).toString('hex')}`;
