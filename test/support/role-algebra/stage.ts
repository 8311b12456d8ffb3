import type { Answer } from '../api.js';
import type { TestDatabase } from '../database.js';
import { ADMIN as ADMIN_LOGIN, type Gatehouse } from '../gatehouse.js';
import { logIn, newPerson } from '../people.js';
import { RoleCalls } from '../roles.js';
import { ACTORS, type Command, ROLES } from './commands.js';
import { ADMIN } from './model.js';

interface Session {
  readonly id: string;
  refreshToken: string;
}

/** The actors as they are known to the real service, each in a session of their own. */
export class AlgebraStage {
  private readonly sessions = new Map<string, Session>();
  private began = Date.now();
  /** Hours that the role of everybody is given for, more each time. */
  private longer = 24;

  private constructor(
    private readonly service: Gatehouse,
    private readonly database: TestDatabase,
  ) {}

  static async set(service: Gatehouse, database: TestDatabase): Promise<AlgebraStage> {
    const stage = new AlgebraStage(service, database);
    for (const actor of ACTORS) {
      const login = actor === ACTORS[0] ? ADMIN_LOGIN : await newPerson(service.api);
      const { access_token, refresh_token } = await logIn(service.api, login);
      const me = await service.api.me(access_token);
      stage.sessions.set(actor, { id: String(me.body['id']), refreshToken: refresh_token });
    }
    return stage;
  }

  /** Clears away what the sequence before has left. */
  async clear(): Promise<void> {
    const token = await this.tokenOf(ACTORS[0]);
    for (const role of ROLES) await this.calls().drop(role, token);
    const others = ACTORS.slice(1).map(actor => this.sessionOf(actor).id);
    await this.calls().remove(ADMIN, others, token);
    this.began = Date.now();
  }

  /** A fresh token, with the roles of this moment. */
  async tokenOf(actor: string): Promise<string> {
    const session = this.sessionOf(actor);
    const { status, body } = await this.service.api.refresh(session.refreshToken);
    if (status !== 200) throw new Error(`the refresh of ${actor} answered ${status}`);
    session.refreshToken = body.refresh_token;
    return body.access_token;
  }

  /** @returns the status of the answer */
  async perform(command: Exclude<Command, { do: 'expire' }>): Promise<number> {
    return (await this.call(command, await this.tokenOf(command.by))).status;
  }

  /** Sooner than it was said to: so whoever remembers the grant, as the service does, is made to look anew by another one. */
  async expire(actor: string, role: string): Promise<void> {
    const { id } = this.sessionOf(actor);
    await this.database.query(
      `UPDATE user_roles SET expires_at = now() - interval '1 second' WHERE user_id = $1 AND role = $2`,
      [id, role],
    );
    const { status } = await this.calls().grant(id, 'user', await this.tokenOf(ACTORS[0]), this.timeAt(++this.longer));
    if (status !== 204) throw new Error(`granting to ${actor} answered ${status}`);
  }

  /** What the service says that somebody may do. */
  async permissionsOf(actor: string): Promise<unknown> {
    return (await this.service.api.me(await this.tokenOf(actor))).body['permissions'];
  }

  async effectivePermissions(role: string): Promise<unknown> {
    return (await this.calls().show(role, await this.tokenOf(ACTORS[0]))).body['effective_permissions'];
  }

  private call(command: Exclude<Command, { do: 'expire' }>, token: string): Promise<Answer> {
    const calls = this.calls();
    switch (command.do) {
      case 'grant':
        return calls.grant(this.sessionOf(command.to).id, command.role, token, this.timeAt(command.until));
      case 'add':
        return calls.add(command.role, [this.sessionOf(command.to).id], token, {
          expires_at: this.timeAt(command.until),
        });
      case 'revoke':
        return calls.revoke(this.sessionOf(command.to).id, command.role, token);
      case 'remove':
        return calls.remove(command.role, [this.sessionOf(command.to).id], token);
      case 'make':
        return calls.make(command.role, mutable(command.content), token);
      case 'edit':
        return calls.edit(command.role, mutable(command.content), token);
      case 'drop':
        return calls.drop(command.role, token);
    }
  }

  private timeAt(hours: number): string | null {
    return hours === Infinity ? null : new Date(this.began + hours * 3_600_000).toISOString();
  }

  private calls(): RoleCalls {
    return new RoleCalls(this.service.api, '');
  }

  private sessionOf(actor: string): Session {
    const session = this.sessions.get(actor);
    if (session === undefined) throw new Error(`${actor} is not on the stage`);
    return session;
  }
}

const mutable = (content: Extract<Command, { do: 'make' | 'edit' }>['content']) => ({
  permissions: [...content.permissions],
  includes: [...content.includes],
  assigns: [...content.assigns],
});
