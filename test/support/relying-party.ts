/** Other people's relying parties, which log people in through the pages in a real browser. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { Answer } from './api.js';
import { startChromium } from './chromium.js';
import { TestDatabase } from './database.js';
import type { Program } from './foreign-toolchains.js';
import { freePort } from './free-port.js';
import { Gatehouse } from './gatehouse.js';
import { type Application, newApplication, random } from './oidc-scene.js';
import { adminToken, newPerson, type Person } from './people.js';
import { runProgram } from './process.js';

const START_WITHIN_MS = 90_000;
const WITHIN_MS = 30_000;
/** Within it something has to be asked for anew: each takes a round through both. */
const MOST_ROUNDS = 50;

/** What a relying party is configured by. */
export interface Settings extends Application {
  readonly issuer: string;
  /** Its own address: of another site than the issuer's, as far as browsers see. */
  readonly url: string;
  readonly port: number;
}

export interface RelyingParty {
  readonly name: string;
  readonly kind?: 'web' | 'browser';
  /** Below its address: where it takes answers, and where browsers go after a logout. */
  readonly callback: string;
  readonly afterLogout: string;
  /** @returns what ends it */
  start(settings: Settings): Promise<() => Promise<void>>;
  /** From its page; without one it asks to log in by itself. */
  logIn?(page: Page): Promise<void>;
  /** Has it get new tokens. */
  refresh(page: Page): Promise<unknown>;
  logOut(page: Page): Promise<unknown>;
}

/** The service under its own address, and a browser. */
export class PartyStage {
  private constructor(
    readonly database: TestDatabase,
    readonly service: Gatehouse,
    readonly admin: string,
    readonly browser: Browser,
  ) {}

  static async open(settings: Readonly<Record<string, string>> = {}): Promise<PartyStage> {
    const database = await TestDatabase.create();
    const port = await freePort();
    const own = { PORT: String(port), GATEHOUSE_ISSUER: `http://127.0.0.1:${port}` };
    const overrides = { ...own, GATEHOUSE_OUTBOUND_HOSTS: '127.0.0.1', ...settings };
    const service = await Gatehouse.start(database, overrides);
    return new PartyStage(database, service, await adminToken(service.api), await startChromium());
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.service.stop();
    await this.database.drop();
  }

  async newPage(): Promise<Page> {
    const page = await this.browser.newPage({ reducedMotion: 'reduce' });
    page.setDefaultTimeout(WITHIN_MS);
    return page;
  }

  /** Somebody whose address is known to be theirs. */
  async newVerified(): Promise<Person> {
    const person = await newPerson(this.service.api);
    await this.service.api.patch(`/v1/users/${person.id}`, { email_verified: true }, { token: this.admin });
    return person;
  }

  async settingsFor({ kind = 'web', callback, afterLogout }: RelyingParty): Promise<Settings> {
    const port = await freePort();
    const url = `http://localhost:${port}`;
    const uris = { redirect_uris: [url + callback], post_logout_redirect_uris: [url + afterLogout] };
    const application = await newApplication(this.service.api, this.admin, { kind, ...uris });
    return { ...application, issuer: this.service.url, url, port };
  }

  /** From now on the application is told of logouts there. */
  async tell({ client_id }: Application, backchannel_logout_uri: string): Promise<void> {
    const path = `/v1/clients/${client_id}`;
    const { status } = await this.service.api.patch(path, { backchannel_logout_uri }, { token: this.admin });
    expect(status).toBe(200);
  }

  /** The sessions of somebody that live. */
  async sessionsOf({ id }: Person): Promise<{ client_id: string; jti: string }[]> {
    const list = await this.service.api.get(`/v1/users/${id}/sessions`, { token: this.admin });
    return (list as Answer<{ items: { client_id: string; jti: string; revoked: boolean }[] }>).body.items.filter(
      ({ revoked }) => !revoked,
    );
  }
}

/** @returns what ends it, for a program that prints `ready` once it takes requests */
export async function startProgram(
  { command, environment }: Program,
  settings: Settings,
  { ready, ...more }: { readonly ready: RegExp; readonly environment?: Readonly<Record<string, string>> },
): Promise<() => Promise<void>> {
  const running = runProgram(command, {
    ...{ ISSUER: settings.issuer, BASE_URL: settings.url, PORT: String(settings.port) },
    ...{ CLIENT_ID: settings.client_id, CLIENT_SECRET: settings.client_secret ?? '', SESSION_SECRET: random() },
    ...environment,
    ...more.environment,
  });
  const end = async (): Promise<void> => {
    running.child.kill('SIGKILL');
    await running.exited();
  };
  try {
    await running.printed(ready, START_WITHIN_MS);
    await untilItListens(settings.port);
    return end;
  } catch (error) {
    await end();
    throw error;
  }
}

/** Some say that they are ready a moment too early. @throws unless it does within a second or so */
async function untilItListens(port: number, triesLeft = 50): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
  } catch (error) {
    if (triesLeft === 0) throw error;
    await delay(20);
    await untilItListens(port, triesLeft - 1);
  } finally {
    socket.destroy();
  }
}

/** As somebody whom the application is new to. */
export async function passPages(page: Page, { email, password }: Person): Promise<void> {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('button', { name: 'Allow' }).click();
}

/** One whole life of a login: in by the pages, who it is, new tokens, and out, at both ends. */
export function itLogsPeopleIn(stage: PartyStage, party: RelyingParty): void {
  it(`${party.name} logs somebody in, knows who it is, refreshes, and logs them out`, async () => {
    const settings = await stage.settingsFor(party);
    const end = await party.start(settings);
    const page = await stage.newPage();
    try {
      const person = await stage.newVerified();
      const tokenOf = async (): Promise<string | undefined> =>
        (await stage.sessionsOf(person)).find(({ client_id }) => client_id === settings.client_id)?.jti;
      const known = page.getByText(`Hello ${person.email}`);

      await page.goto(`${settings.url}/`);
      await party.logIn?.(page);
      await passPages(page, person);
      await known.waitFor();
      expect(new URL(page.url()).origin).toBe(settings.url);
      const first = await tokenOf();
      expect(first).toBeDefined();

      for (let round = 0; round < MOST_ROUNDS && (await tokenOf()) === first; round++) {
        await party.refresh(page);
        await known.waitFor();
      }
      expect([await tokenOf(), first]).toEqual([expect.any(String), expect.not.stringMatching(`^${await tokenOf()}$`)]);

      await party.logOut(page);
      if (party.logIn !== undefined) {
        await page.getByText('Hello stranger').waitFor();
        await party.logIn(page);
      }
      // Whoever comes again has to show who they are.
      await page.waitForURL(`${settings.issuer}/login?*`);
      await page.getByLabel('E-mail address').waitFor();
      expect(await stage.sessionsOf(person)).toEqual([]);
    } finally {
      await page.context().close();
      await end();
    }
  });
}
