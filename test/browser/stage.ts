import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { ACCESS, DEVICE } from '../support/browser.js';
import { chromiumIsInstalled, startChromium } from '../support/chromium.js';
import { TestDatabase } from '../support/database.js';
import { Gatehouse } from '../support/gatehouse.js';
import { describeWhere } from '../support/left-out.js';
import { OWN, TlsHosts } from '../support/tls-hosts.js';
import { use } from '../support/use.js';

/** Where there is no Chromium, chromium.ts has said so. */
export const describeInChromium = describeWhere(chromiumIsInstalled);

const WITHIN_MS = 20_000;

/** The service behind TLS, attackers beside it, and one real browser; each test opens contexts of its own in it. */
export class BrowserStage {
  private constructor(
    readonly database: TestDatabase,
    readonly service: Gatehouse,
    readonly hosts: TlsHosts,
    readonly browser: Browser,
  ) {}

  static async open(settings: Record<string, string> = {}): Promise<BrowserStage> {
    const database = await TestDatabase.createMigrated();
    const service = await Gatehouse.start(database, settings);
    const hosts = await TlsHosts.before(service.url);
    return new BrowserStage(database, service, hosts, await startChromium(hosts.chromiumArgs));
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.hosts.close();
    await this.service.stop();
    await this.database.drop();
  }

  /** Another browser, as far as anybody can tell: nothing is shared with the others. */
  async newContext(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await this.browser.newContext({ ignoreHTTPSErrors: true, reducedMotion: 'reduce', ...options });
    context.setDefaultTimeout(WITHIN_MS);
    return context;
  }

  /** Names of the cookies of a login. That a device was here before is another matter: that cookie outlasts them. */
  async loginCookies(context: BrowserContext): Promise<string[]> {
    const names = (await context.cookies(OWN)).map(({ name }) => name);
    return names.filter(name => name !== DEVICE).sort();
  }

  async newPage(options: BrowserContextOptions = {}): Promise<Page> {
    return (await this.newContext(options)).newPage();
  }
}

/** A stage for the tests of this block. */
export function useBrowserStage(settings: Record<string, string> = {}): BrowserStage {
  return use(
    () => BrowserStage.open(settings),
    stage => stage.close(),
  );
}

/** Until the browser itself has thrown the access cookie away: no event tells. */
export async function accessExpires(context: BrowserContext): Promise<void> {
  const isThere = async (): Promise<boolean> => (await context.cookies(OWN)).some(({ name }) => name === ACCESS);
  while (await isThere()) await delay(50);
}

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** Logs in as a person does: by typing. */
export async function logInAt(page: Page, path: string, credentials: Credentials): Promise<void> {
  await page.goto(OWN + path);
  await fillInLogin(page, credentials);
  await page.getByRole('button', { name: 'Log out' }).first().waitFor();
  await settled(page);
}

export async function fillInLogin(page: Page, { email, password }: Credentials): Promise<void> {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
}

/** Resolves once nothing on the page is loading any more. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('[aria-busy], [aria-disabled]') === null);
}
