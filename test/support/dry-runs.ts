import { expect } from '@jest/globals';
import type { RoleEffects as Effects } from '#libs/client';
import { Stage } from './administration/stage.js';
import type { Answer, Api } from './api.js';
import type { TestDatabase } from './database.js';
import { served } from './served.js';

/** A change of roles, or of who has them. */
export interface Change {
  readonly method: 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: object;
  readonly headers?: Record<string, string>;
}

/** Somebody with a token from before the change. */
export interface Bystander {
  readonly person: { readonly id: string };
  readonly token: string;
}

export const NO_EFFECTS: Effects = { changes: false, roles: [], gained: [], lost: [], users: 0, outdated: 0 };

/** What of a problem has to be the same, whenever it is told. */
const SAID = ['type', 'title', 'status', 'detail', 'code', 'errors'];

/** Tries changes, makes them, and tells what came of it. */
export class DryRuns {
  private readonly stage: Stage;

  constructor(
    private readonly api: Api,
    private readonly database: TestDatabase,
    private readonly admin: string,
  ) {
    this.stage = new Stage(api, database, admin);
  }

  make({ method, path, body, headers = {} }: Change, token = this.admin): Promise<Answer> {
    return this.api.call(method, path, body, { token, headers });
  }

  /** Tries a change, and sees that all is as it was afterwards: each table, the trail and the feed. */
  async attempt(change: Change, token = this.admin): Promise<Answer> {
    const before = await this.everything();
    const answer = await served(() => this.make({ ...change, path: `${change.path}?dry_run=true` }, token));
    expect(await this.everything()).toEqual(before);
    return answer;
  }

  async effectsOf(change: Change, token = this.admin): Promise<Effects> {
    const { status, body } = await this.attempt(change, token);
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({ effects: expect.anything() as unknown }) as unknown,
    ]);
    return body['effects'] as Effects;
  }

  /** Sees that a change is refused in the same way whether it is tried or made. @returns the code of the refusal */
  async refusalOf(change: Change, token = this.admin): Promise<unknown> {
    const [tried, made] = [await this.attempt(change, token), await this.make(change, token)];
    const said = ({ status, body }: Answer): unknown[] => [status, ...SAID.map(name => body[name])];
    expect(said(tried)).toEqual(said(made));
    expect(made.status).toBeGreaterThanOrEqual(400);
    return made.body['code'];
  }

  /** Tries a change, makes it, and sees that for these people, whom alone it concerns, it came to what was said. */
  async comesTrue(change: Change, people: readonly Bystander[]): Promise<Effects> {
    const effects = await this.effectsOf(change);
    for (const { token } of people) expect((await this.api.me(token)).status).toBe(200);
    const before = await Promise.all(people.map(one => this.permissionsOf(one)));
    const { status, body } = await this.make(change);
    expect([status < 300, body['effects']]).toEqual([true, undefined]);
    const after = await Promise.all(people.map(one => this.permissionsOf(one)));
    const beyond = (some: string[][], others: string[][]): string[] =>
      [...new Set(some.flatMap((held, place) => held.filter(name => !others[place]?.includes(name))))].sort();
    const answers = await Promise.all(people.map(({ token }) => this.api.me(token)));
    expect(effects).toMatchObject({
      gained: beyond(after, before),
      lost: beyond(before, after),
      outdated: answers.filter(answer => answer.status === 401).length,
    });
    return effects;
  }

  private async permissionsOf({ person }: Bystander): Promise<string[]> {
    const path = `/v1/users/${person.id}/permissions?limit=100`;
    const { body } = await this.api.get<{ items: { permission: string }[] }>(path, { token: this.admin });
    return body.items.map(({ permission }) => permission);
  }

  private async everything(): Promise<unknown> {
    const [trail] = await this.database.query('SELECT count(*) FROM audit_events');
    const { body } = await this.api.get('/v1/revocations', { token: this.admin });
    return { tables: await this.stage.digest(), trail, feed: body['entries'] };
  }
}
