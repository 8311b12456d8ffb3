import { readFile } from 'node:fs/promises';
import { beforeAll, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import type { BrowserContext, Page } from 'playwright-core';
import { newEquipped } from '../support/factors.js';
import { newPerson, type Person } from '../support/people.js';
import { codeOf, wrongCodeOf } from '../support/specs/authenticator.js';
import { OWN } from '../support/tls-hosts.js';
import { accessExpires, describeInChromium, useBrowserStage } from './stage.js';

const PAGE = `${OWN}/app`;
const SCRIPT = `${OWN}/app.js`;
const CLIENT = 'libs/client/src/index.ts';
/** Long enough that a tab which is slow to load on a busy machine does not find the refreshed one at its end again. */
const ACCESS_TTL = '20s';
const MARKUP = `<!doctype html><title>app</title>
  <form><input name="email"><input name="password" type="password"><button>Log in</button></form>
  <output></output><script src="/app.js"></script>`;

/** The page of docs/clients.md, word for word, with something to steer the rest of the client by. */
async function pageOfTheDocs(): Promise<string> {
  const docs = await readFile('docs/clients.md', 'utf8');
  const [, code] = /## A page in the browser\n[\s\S]*?```ts\n([\s\S]*?)```/.exec(docs) ?? [];
  if (code === undefined) throw new Error('docs/clients.md has no page in the browser');
  const { outputFiles } = await build({
    stdin: {
      contents: `${code}\nObject.assign(globalThis, { gatehouse });`,
      loader: 'ts',
      resolveDir: process.cwd(),
    },
    alias: { '@gatehouse/client': `./${CLIENT}` },
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2023',
  });
  return outputFiles[0]?.text ?? '';
}

interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly person: Person;
}

interface Steered {
  readonly gatehouse: {
    changePassword(input: { current_password: string; new_password: string }): Promise<void>;
    logout(): Promise<void>;
  };
}

describeInChromium('a page that uses the client', () => {
  const stage = useBrowserStage({ GATEHOUSE_ACCESS_TTL: ACCESS_TTL });
  let script: string;
  /** What pages have asked in dialogs. */
  const asked: string[] = [];
  /** Somebody who has reloaded the page, long before it is their turn: by then their access token is at its end, too. */
  let early: Visitor;

  beforeAll(async () => {
    script = await pageOfTheDocs();
    early = await newVisitor();
    await early.page.reload();
    await loggedIn(early.page);
  });

  async function newVisitor(): Promise<Visitor> {
    const person = await newPerson(stage.service.api);
    const visitor = await visit(person);
    await loggedIn(visitor.page);
    return visitor;
  }

  /** Somebody who comes to the page, and sends their password. @param answers to what the page asks then, one after the other */
  async function visit(person: Person, answers: readonly string[] = []): Promise<Visitor> {
    const context = await stage.newContext();
    // At the service's own origin, as the page of an application behind the same proxy would be.
    await context.route(PAGE, route => route.fulfill({ contentType: 'text/html', body: MARKUP }));
    await context.route(SCRIPT, route => route.fulfill({ contentType: 'text/javascript', body: script }));
    const page = await context.newPage();
    const left = [...answers];
    page.on('dialog', dialog => {
      asked.push(dialog.message());
      void dialog.accept(left.shift());
    });
    await page.goto(PAGE);
    await page.locator('[name=email]').fill(person.email);
    await page.locator('[name=password]').fill(person.password);
    await page.getByRole('button').click();
    return { context, page, person };
  }

  const loggedIn = (page: Page): Promise<void> => page.locator('output', { hasText: 'this one, since' }).waitFor();

  const refreshes = (since: number): number =>
    stage.hosts.seen.slice(since).filter(({ path }) => path === '/v1/auth/refresh').length;

  it('logs in by cookie, and neither script nor storage holds a token', async () => {
    const { page } = await newVisitor();
    const kept = await page.evaluate(() => document.cookie + JSON.stringify({ ...localStorage, ...sessionStorage }));
    expect(kept).toContain('session_id');
    expect(kept).not.toMatch(/eyJ|gtr_/);
  });

  it('goes through the second step with what it asks for, once more after a wrong code', async () => {
    const { person, authenticator } = await newEquipped(stage.service.api);
    const { secret } = authenticator;
    const { page, context } = await visit(person, [wrongCodeOf(secret), codeOf(secret, 1)]);
    await loggedIn(page);
    expect(asked).toEqual(['The code of your app', 'That was wrong. Once more']);
    expect(await stage.loginCookies(context)).toHaveLength(2);
  });

  it('goes on after a reload, and across the end of an access token, with one refresh for all tabs', async () => {
    const { context, page } = await newVisitor();
    const other = await context.newPage();
    for (const tab of [page, other]) {
      await tab.goto(PAGE);
      await loggedIn(tab);
    }
    await accessExpires(context);
    const since = stage.hosts.seen.length;
    await Promise.all([page.reload(), other.reload()]);
    await Promise.all([loggedIn(page), loggedIn(other)]);
    expect(refreshes(since)).toBe(1);
  });

  it('changes something with a token against forged requests, which it asks for after a reload, and logs out', async () => {
    const { context, page, person } = early;
    await accessExpires(context);
    const change = { current_password: person.password, new_password: 'nine calm foxes paint' };
    await page.evaluate(change => (globalThis as unknown as Steered).gatehouse.changePassword(change), change);
    expect((await stage.service.api.login(person.email, change.new_password)).status).toBe(200);
    await page.evaluate(() => (globalThis as unknown as Steered).gatehouse.logout());
    expect(await stage.loginCookies(context)).toEqual([]);
    await page.reload();
    await page.waitForLoadState('networkidle');
    expect(await page.locator('output').textContent()).toBe('');
  });
});
