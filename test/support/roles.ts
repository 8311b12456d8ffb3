import type { Answer, Api } from './api.js';
import type { TestDatabase } from './database.js';
import { logIn, newPerson, type Person } from './people.js';

export interface RoleBody {
  readonly permissions?: string[];
  readonly includes?: string[];
  readonly assigns?: string[];
  readonly description?: string;
  readonly requires_mfa?: boolean;
}

/** What administrators do with roles, called with the token of this or that person. */
export class RoleCalls {
  constructor(
    private readonly api: Api,
    private readonly admin: string,
  ) {}

  make(name: string, body: RoleBody = {}, token = this.admin): Promise<Answer> {
    return this.api.post('/v1/roles', { name, permissions: [], ...body }, { token });
  }

  show(name: string, token = this.admin): Promise<Answer> {
    return this.api.get(`/v1/roles/${name}`, { token });
  }

  edit(name: string, body: RoleBody, token = this.admin, headers: Record<string, string> = {}): Promise<Answer> {
    return this.api.patch(`/v1/roles/${name}`, body, { token, headers });
  }

  drop(name: string, token = this.admin, headers: Record<string, string> = {}): Promise<Answer> {
    return this.api.delete(`/v1/roles/${name}`, { token, headers });
  }

  grant(userId: string, role: string, token = this.admin, expires_at?: string | null): Promise<Answer> {
    const body = expires_at === undefined ? undefined : { expires_at };
    return this.api.put(`/v1/users/${userId}/roles/${role}`, body, { token });
  }

  revoke(userId: string, role: string, token = this.admin): Promise<Answer> {
    return this.api.delete(`/v1/users/${userId}/roles/${role}`, { token });
  }

  add(role: string, user_ids: string[], token = this.admin, terms: object = {}): Promise<Answer> {
    return this.api.post(`/v1/roles/${role}/members`, { user_ids, ...terms }, { token });
  }

  remove(role: string, user_ids: string[], token = this.admin): Promise<Answer> {
    return this.api.post(`/v1/roles/${role}/members/remove`, { user_ids }, { token });
  }

  /** Somebody new who was given these roles, with a token that has them. */
  async member(...roles: string[]): Promise<{ person: Person; token: string }> {
    const person = await newPerson(this.api);
    for (const role of roles) {
      const { status } = await this.grant(person.id, role);
      if (status !== 204) throw new Error(`granting ${role} answered ${status}`);
    }
    return { person, token: (await logIn(this.api, person)).access_token };
  }
}

/** The status and, of a problem, its code. */
export const outcome = ({ status, body }: Answer): unknown => (status < 400 ? status : [status, body['code']]);

/** How often anything was written into the feed about each role: its entry's version. */
export async function announcedVersions(database: TestDatabase): Promise<Record<string, number>> {
  const rows = await database.query<{ target: string; version: number }>(
    `SELECT target, (definition->>'version')::integer AS version FROM revocations WHERE kind = 'role'`,
  );
  return Object.fromEntries(rows.map(({ target, version }) => [target, version]));
}

/** An hour hence, or so many. */
export const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();
