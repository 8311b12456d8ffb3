/** The page of docs/clients.md that belongs to an application without a server, word for word, on another site. */
import { readFile } from 'node:fs/promises';
import { beforeAll, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { type Application, newApplication } from '../support/oidc-scene.js';
import { adminToken, newPerson } from '../support/people.js';
import { OWN, STRANGER } from '../support/tls-hosts.js';
import { describeInChromium, fillInLogin, useBrowserStage } from './stage.js';

const WIKI = STRANGER;
const MARKUP = `<!doctype html><title>Wiki</title><button id="log-in">In</button><button id="log-out">Out</button>
  <output></output><script src="/app.js" type="module"></script>`;

interface Steered {
  readonly wiki: { accessToken(options?: { insteadOf?: string }): Promise<string>; isLoggedIn(): Promise<boolean> };
}

async function pageOfTheDocs(): Promise<string> {
  const docs = await readFile('docs/clients.md', 'utf8');
  const [, code] = /## A page of an application without a server\n[\s\S]*?```ts\n([\s\S]*?)```/.exec(docs) ?? [];
  if (code === undefined) throw new Error('docs/clients.md has no page of an application');
  // To steer it by, once its buttons work.
  const contents = code.replace('\ntry {', '\nObject.assign(globalThis, { wiki });\ntry {');
  const { outputFiles } = await build({
    stdin: { contents, loader: 'ts', resolveDir: process.cwd() },
    alias: { '@gatehouse/client': './libs/client/src/index.ts' },
    ...{ bundle: true, write: false, format: 'esm', target: 'es2023' },
  });
  return outputFiles[0]?.text ?? '';
}

describeInChromium('a page of an application that uses the client', () => {
  const stage = useBrowserStage();
  let script: string;
  let application: Application;

  beforeAll(async () => {
    script = await pageOfTheDocs();
    const uris = { redirect_uris: [`${WIKI}/callback`], post_logout_redirect_uris: [`${WIKI}/`] };
    application = await newApplication(stage.service.api, await adminToken(stage.service.api), {
      kind: 'browser',
      ...uris,
    });
    const settings = JSON.stringify({ url: OWN, client_id: application.client_id });
    const { pages } = stage.hosts;
    for (const path of ['/', '/callback']) pages.set(path, { type: 'text/html', body: MARKUP });
    pages.set('/app.js', { type: 'text/javascript', body: script });
    pages.set('/settings.json', { type: 'application/json', body: settings });
  });

  async function newWiki(path = '/'): Promise<Page> {
    const page = await stage.newPage();
    await page.goto(WIKI + path);
    await page.waitForFunction(() => 'wiki' in globalThis);
    return page;
  }

  const tokenIn = (page: Page, insteadOf?: string): Promise<string> =>
    page.evaluate(
      async refused =>
        (globalThis as unknown as Steered).wiki.accessToken(refused === '' ? {} : { insteadOf: refused }),
      insteadOf ?? '',
    );

  it('logs somebody in, refreshes, keeps no token where other pages find it, and logs out', async () => {
    const person = await newPerson(stage.service.api);
    const page = await newWiki();
    await page.getByRole('button', { name: 'In' }).click();
    await fillInLogin(page, person);
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByText(`Hello ${person.email}`).waitFor();
    await page.waitForURL(`${WIKI}/`);
    const kept = await page.evaluate(() => document.cookie + JSON.stringify({ ...localStorage, ...sessionStorage }));
    expect(kept).toBe('{}');
    const first = await tokenIn(page);
    const second = await tokenIn(page, first);
    expect(second).not.toBe(first);

    const back = page.waitForRequest(request => request.isNavigationRequest() && request.url() === `${WIKI}/`);
    await page.getByRole('button', { name: 'Out' }).click();
    await back;
    await page.waitForFunction(() => 'wiki' in globalThis);
    expect(await page.evaluate(() => (globalThis as unknown as Steered).wiki.isLoggedIn())).toBe(false);
    expect((await stage.service.api.get('/oauth/userinfo', { token: second })).status).toBe(401);
  });

  it('takes no answer that it has not asked for, and none twice', async () => {
    const page = await newWiki(`/callback?code=gac_x&state=x&iss=${encodeURIComponent(OWN)}`);
    await page.getByText('Not logged in: unknown_answer').waitFor();
    const person = await newPerson(stage.service.api);
    await page.getByRole('button', { name: 'In' }).click();
    await fillInLogin(page, person);
    const arrival = page.waitForRequest(request => request.url().startsWith(`${WIKI}/callback`));
    await page.getByRole('button', { name: 'Allow' }).click();
    const answer = (await arrival).url();
    await page.getByText(`Hello ${person.email}`).waitFor();
    await page.goto(answer);
    await page.getByText('Not logged in: unknown_answer').waitFor();
  });

  it('hears that somebody does not want to', async () => {
    const page = await newWiki();
    await page.getByRole('button', { name: 'In' }).click();
    await fillInLogin(page, await newPerson(stage.service.api));
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Not logged in: access_denied').waitFor();
  });
});
