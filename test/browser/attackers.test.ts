import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { BrowserContext, Page } from 'playwright-core';
import { chromiumIsInstalled } from '../support/chromium.js';
import { ADMIN } from '../support/gatehouse.js';
import { adminToken, logIn, newPerson, type Person } from '../support/people.js';
import { OWN, SIBLING, STRANGER } from '../support/tls-hosts.js';
import { BrowserStage, describeInChromium, logInAt } from './stage.js';

const ATTACKERS = [
  { who: 'another site', origin: STRANGER, getsCookies: false },
  // SameSite does not stop it: to a browser it is the same site.
  { who: 'a sibling host', origin: SIBLING, getsCookies: true },
];

const TABLES = [
  'users',
  'subjects',
  'sessions',
  'roles',
  'role_permissions',
  'user_roles',
  'clients',
  'client_secrets',
];

let stage: BrowserStage;

beforeAll(async () => {
  if (chromiumIsInstalled) stage = await BrowserStage.open();
});

afterAll(async () => {
  if (chromiumIsInstalled) await stage.close();
});

describeInChromium.each(ATTACKERS)('$who', ({ origin, getsCookies }) => {
  let context: BrowserContext;
  let other: Person;
  let targets: string[];

  beforeAll(async () => {
    const { api } = stage.service;
    other = await newPerson(api);
    const { session_id } = await logIn(api, other);
    const token = await adminToken(api);
    await api.post('/v1/roles', { name: 'orders', permissions: ['orders:read'] }, { token });
    context = await stage.newContext();
    await logInAt(await context.newPage(), '/console', ADMIN);
    targets = [
      '/v1/auth/logout',
      '/v1/auth/logout-all',
      '/v1/auth/refresh',
      '/v1/auth/password',
      '/v1/auth/email',
      '/v1/users',
      `/v1/users/${other.id}`,
      `/v1/users/${other.id}/roles/admin`,
      `/v1/users/${other.id}/sessions`,
      `/v1/users/${other.id}/sessions/${session_id}`,
      `/v1/users/${other.id}/password-token`,
      '/v1/roles',
      '/v1/roles/orders',
      '/v1/clients',
      '/v1/revocations',
    ];
  });

  /** Everything that a request could change. */
  async function state(): Promise<Record<string, string>> {
    const tables = [...TABLES, 'audit_events', 'revocations'];
    const digests = tables.map(async table => {
      const sql = `SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS all FROM ${table} t`;
      return [table, (await stage.database.query<{ all: string }>(sql))[0]!.all] as const;
    });
    return Object.fromEntries(await Promise.all(digests));
  }

  /** A page of the attacker's in the victim's browser, which does something; then all is as before, and was tried. */
  async function attack(act: (page: Page) => Promise<void>, atLeast: number): Promise<void> {
    const before = await state();
    const page = await context.newPage();
    await page.goto(origin);
    const first = stage.hosts.seen.length;
    await act(page);
    await page.close();
    // The service's own pages, where the attacker has opened one, go on by themselves.
    const seen = stage.hosts.seen.slice(first).filter(({ site }) => site !== 'same-origin');
    expect(seen.length).toBeGreaterThanOrEqual(atLeast);
    // Preflights are answered, and permit nothing: they have no CORS headers.
    const changing = seen.filter(({ method }) => !['GET', 'HEAD', 'OPTIONS'].includes(method));
    expect(changing.filter(({ status }) => status < 400)).toEqual([]);
    expect(seen.some(({ hasSessionCookie }) => hasSessionCookie)).toBe(getsCookies);
    expect(await state()).toEqual(before);
  }

  it('changes nothing by posting forms of any kind', async () => {
    await attack(async page => {
      const encodings = ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data'];
      await page.evaluate(
        async ([actions, encodings]) => {
          const submissions = actions!.flatMap(action => encodings!.map(encoding => ({ action, encoding })));
          const answers: Promise<unknown>[] = [];
          for (const [index, { action, encoding }] of submissions.entries()) {
            const frame = document.createElement('iframe');
            frame.name = `frame-${index}`;
            const form = Object.assign(document.createElement('form'), { action, method: 'post', enctype: encoding });
            form.target = frame.name;
            for (const [name, value] of [
              ['{"status":"disabled","x":"', '"}'],
              ['_method', 'DELETE'],
            ]) {
              form.append(Object.assign(document.createElement('input'), { name, value }));
            }
            // An empty frame has loaded by then.
            document.body.append(frame, form);
            answers.push(new Promise(resolve => frame.addEventListener('load', resolve)));
            form.submit();
          }
          await Promise.all(answers);
        },
        [targets.map(path => OWN + path), encodings],
      );
    }, targets.length * 3);
  });

  it('changes nothing, and reads nothing, by any fetch', async () => {
    await attack(async page => {
      const read = await page.evaluate(
        async urls => {
          const body = '{"status":"disabled"}';
          const json = { 'content-type': 'application/json' };
          const kinds: RequestInit[] = [
            // Without a body nothing is amiss but where it comes from.
            { method: 'POST', mode: 'no-cors' },
            { method: 'POST', mode: 'no-cors', body },
            { method: 'POST', mode: 'no-cors', body: new URLSearchParams({ a: 'b' }) },
            { method: 'POST', mode: 'cors', body },
            { method: 'POST', mode: 'cors', headers: json, body },
            { method: 'DELETE', mode: 'cors' },
            { method: 'PUT', mode: 'cors', headers: json, body },
            { method: 'PATCH', mode: 'cors', headers: { ...json, 'x-csrf-token': 'guess' }, body },
            { method: 'POST', mode: 'cors', headers: { 'x-http-method-override': 'DELETE' } },
            { method: 'GET', mode: 'cors' },
          ];
          for (const url of urls) navigator.sendBeacon(url);
          const texts = urls.flatMap(url =>
            kinds.map(kind =>
              fetch(url, { ...kind, credentials: 'include' }).then(
                response => response.text(),
                () => '',
              ),
            ),
          );
          return (await Promise.all(texts)).filter(text => text !== '');
        },
        targets.map(path => OWN + path),
      );
      expect(read).toEqual([]);
    }, targets.length * 3);
  });

  it('learns nothing from what it may load, and can frame nothing', async () => {
    await attack(async page => {
      const loaded = await page.evaluate(
        async ([own, ...paths]) => {
          const loads = paths.flatMap(path =>
            ['img', 'script', 'iframe', 'object'].map(async tag => {
              const element = document.createElement(tag);
              const ended = new Promise<string>(resolve => {
                element.addEventListener('load', () => resolve('load'));
                element.addEventListener('error', () => resolve('error'));
              });
              element.setAttribute(tag === 'object' ? 'data' : 'src', own! + path);
              document.body.append(element);
              return [tag, await ended] as const;
            }),
          );
          return Promise.all(loads);
        },
        [OWN, '/v1/auth/me', '/v1/users', '/account', '/console', '/v1/auth/logout'],
      );
      expect(loaded.filter(([tag, end]) => (tag === 'img' || tag === 'script') && end === 'load')).toEqual([]);
      const framed = page.frames().filter(frame => frame !== page.mainFrame());
      for (const frame of framed) expect(await frame.locator('main, pre').count()).toBe(0);
    }, 5);
  });

  it('changes nothing by taking the whole window somewhere', async () => {
    await attack(async page => {
      for (const path of ['/v1/auth/logout', '/v1/auth/logout-all', '/account', `/v1/users/${other.id}`]) {
        await page.goto(origin);
        await Promise.all([page.waitForURL(OWN + path), page.evaluate(url => location.assign(url), OWN + path)]);
      }
      for (const path of ['/v1/auth/logout', '/v1/auth/logout-all']) {
        await page.goto(origin);
        const submit = page.evaluate(action => {
          const form = Object.assign(document.createElement('form'), { action, method: 'post' });
          document.body.append(form);
          form.submit();
        }, OWN + path);
        await Promise.all([page.waitForURL(OWN + path), submit]);
      }
    }, 6);
  });

  it('has left the victim logged in, by their own page’s leave alone', async () => {
    const page = await context.newPage();
    await page.goto(`${OWN}/account`);
    await page.getByText('this one').waitFor();
    await page.getByRole('navigation').getByRole('button', { name: 'Log out' }).click();
    await page.getByText('You are logged out.').waitFor();
    expect(await stage.loginCookies(context)).toEqual([]);
  });
});
