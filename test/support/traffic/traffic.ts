import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Api, Tokens } from '../api.js';
import type { Revoked } from '../chaos/judge.js';
import { claimsOf, type Person } from '../people.js';
import { range } from '../rounds.js';
import type { Ledger } from './ledger.js';

/** An instance, or what stands before several, and what it is called: by which way it comes to the database, for one. */
export interface Door {
  readonly way: string;
  readonly api: Api;
}

/** A login that was ended, as was acknowledged. */
export interface Ended {
  readonly tokens: Tokens;
  readonly how: string;
}

/** Who takes part. */
export interface Cast {
  readonly doors: readonly Door[];
  readonly ledger: Ledger;
  readonly people: readonly Person[];
  /** Whose roles change all the time. */
  readonly members: readonly Person[];
  /** Who may revoke and grant. */
  readonly admin: string;
  /** What is granted and taken back all the time. */
  readonly role: string;
}

const PAUSE_MS = 60;
const REFRESHES = 3;
/** For how long the service lets a client repeat a refresh whose answer was lost. */
const GRACE_MS = 10_000;
/** After so long every instance knows what another one has acknowledged. */
const KNOWN_AFTER_MS = 2500;

/** People who log in, refresh, log out, are given roles and lose them, and whose tokens are revoked; by all doors. */
export class Traffic {
  /** Logins that are acknowledged and not ended. */
  kept: Tokens[] = [];
  ended: Ended[] = [];
  revoked: Revoked[] = [];
  private readonly over = new AbortController();
  private readonly asking: Promise<void>[] = [];
  /** Tokens that may be revoked. */
  private readonly spare: string[] = [];

  constructor(
    private readonly cast: Cast,
    private readonly told: (revoked: Revoked) => void,
  ) {}

  /** Goes on until `stop`. */
  async run(): Promise<void> {
    const { people, members } = this.cast;
    const actors = [
      ...people.map(person => () => this.lead(person)),
      () => this.revoke(),
      ...members.map(person => this.toggles(person)),
    ];
    await Promise.all(actors.map(actor => this.repeat(actor)));
    await Promise.all(this.asking);
  }

  stop(): void {
    this.over.abort();
  }

  door(): Door {
    const { doors } = this.cast;
    return doors[randomInt(doors.length)]!;
  }

  private async repeat(act: () => Promise<void>): Promise<void> {
    for (; !this.over.signal.aborted; await delay(PAUSE_MS)) await act();
  }

  /** One login from its beginning to its end, if it has one. */
  private async lead({ email, password }: Person): Promise<void> {
    let tokens = (await this.write('login', api => api.login(email, password), [200]))?.body;
    for (const _time of range(REFRESHES)) {
      await delay(PAUSE_MS);
      tokens = tokens && (await this.refresh(tokens));
    }
    if (tokens === undefined) return;
    const { access_token: token } = tokens;
    const ending = randomInt(3);
    if (ending === 0) {
      const done = await this.write('logout', api => api.post('/v1/auth/logout', undefined, { token }), [204]);
      if (done !== undefined) this.noteEnd(tokens, 'logout');
      return;
    }
    this.kept.push(tokens);
    if (ending === 1) this.spare.push(token);
  }

  /** Repeats it until there is an answer, as clients do. @returns undefined where nobody can know what became of it */
  private async refresh({ refresh_token }: Tokens): Promise<Tokens | undefined> {
    const begun = performance.now();
    for (let attempt = 1; ; attempt++) {
      const isLate = attempt > 1 && performance.now() - begun > GRACE_MS;
      const done = isLate ? [200, 400] : [200];
      const answer = await this.write('refresh', api => api.refresh(refresh_token), done);
      if (answer?.status === 200) return answer.body;
      if (answer !== undefined || this.over.signal.aborted) return undefined;
      await delay(PAUSE_MS * 3);
    }
  }

  private async revoke(): Promise<void> {
    const token = this.spare.shift();
    if (token === undefined) return;
    const jti = String(claimsOf(token)['jti']);
    const options = { token: this.cast.admin };
    if (!(await this.insist('revocation', api => api.post('/v1/revocations', { jti }, options), [201]))) return;
    const revoked = { token, jti, acknowledged: performance.now() };
    this.revoked.push(revoked);
    this.told(revoked);
    this.expectRefused(token, 'a revoked token');
  }

  /** Grants, looks, takes back, looks: nobody else changes this person's roles. */
  private toggles({ id }: Person): () => Promise<void> {
    const { admin: token, role } = this.cast;
    const user = `/v1/users/${id}`;
    const path = `${user}/roles/${role}`;
    let has = false;
    return async () => {
      has = !has;
      const change = has
        ? (api: Api) => api.put(path, undefined, { token })
        : (api: Api) => api.delete(path, { token });
      // Whoever repeats it may find it done.
      if (!(await this.insist('role', change, [204, 404]))) return;
      const { way, api } = this.door();
      const seen = await api.get(`${user}/roles`, { token });
      if (seen.status === 503) return;
      const roles = JSON.stringify(seen.body);
      if (seen.status !== 200 || roles.includes(`"${role}"`) !== has) {
        this.cast.ledger.accuse(`roles by ${way}, which should be ${String(has)}`, seen);
      }
    };
  }

  private noteEnd(tokens: Tokens, how: string): void {
    this.ended.push({ tokens, how });
    this.expectRefused(tokens.access_token, `a token after ${how}`);
  }

  private expectRefused(token: string, what: string): void {
    const { way, api } = this.door();
    const asked = delay(KNOWN_AFTER_MS)
      .then(() => api.me(token))
      .then(answer => {
        if (![401, 503].includes(answer.status)) this.cast.ledger.accuse(`${what} by ${way}`, answer);
      });
    this.asking.push(asked);
  }

  private write<Body>(
    what: string,
    call: (api: Api) => ReturnType<typeof Api.prototype.post<Body>>,
    done: readonly number[],
  ): Promise<Awaited<ReturnType<typeof call>> | undefined> {
    const { way, api } = this.door();
    return this.cast.ledger.write(what, way, () => call(api), done);
  }

  /** Asks again, elsewhere, until it is done. @returns whether it was done before all was over */
  private async insist(
    what: string,
    call: (api: Api) => ReturnType<typeof Api.prototype.post>,
    done: readonly number[],
  ): Promise<boolean> {
    while ((await this.write(what, call, done)) === undefined) {
      if (this.over.signal.aborted) return false;
      await delay(PAUSE_MS * 3);
    }
    return true;
  }
}
