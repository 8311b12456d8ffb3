import { beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ADMIN } from '../support/gatehouse.js';
import { adminToken, newPerson, type Person } from '../support/people.js';
import { OWN } from '../support/tls-hosts.js';
import { newProvider } from '../support/upstream-scene.js';
import { describeInChromium, logInAt, settled, useBrowserStage } from './stage.js';

/** Each would tell by `executed` if it ran. */
const HOSTILE = [
  `<script>executed('script')</script>`,
  `<img src=x onerror="executed('img')">`,
  `"><svg onload=executed('svg')>`,
  `javascript:executed('url')`,
  `'-executed('quote')-'`,
  `<iframe srcdoc="<script>parent.executed('frame')</script>">`,
];
const ALL = HOSTILE.join(' ');
/** What none of the console's own elements is: its drawings have a class. */
const NOT_OURS = 'script, img, svg:not(.bars, .share), iframe, [onerror], [onload]';

interface Watched {
  readonly page: Page;
  readonly executions: string[];
  readonly violations: string[];
}

describeInChromium('text that is meant to run', () => {
  const stage = useBrowserStage();
  let victim: Person;
  let token: string;
  let providerId: string;

  beforeAll(async () => {
    victim = await newPerson(stage.service.api);
    token = await adminToken(stage.service.api);
    await plant();
  });

  /** Puts it into everything that takes free text. */
  async function plant(): Promise<void> {
    const { api } = stage.service;
    const credentials = { email: victim.email, password: victim.password };
    const made = await Promise.all([
      api.post(
        '/v1/roles',
        { name: 'hostile', description: ALL.slice(0, 200), permissions: ['orders:read'] },
        { token },
      ),
      api.put('/v1/permissions/orders:hostile', { description: ALL.slice(0, 200) }, { token }),
      ...HOSTILE.map(name => api.post('/v1/clients', { name, scopes: ['introspect'] }, { token })),
      ...HOSTILE.map(agent => api.post('/v1/auth/login', credentials, { headers: { 'user-agent': agent } })),
      api.patch(`/v1/users/${victim.id}`, { ext: { note: ALL } }, { token }),
      api.post('/v1/users', { email: `'&{img/src=x}|*@example.test` }, { token }),
    ]);
    expect(made.map(({ status }) => status).filter(status => status >= 300)).toEqual([]);
    const mapping = HOSTILE.map(value => ({ claim: ALL.slice(0, 128), value, role: 'hostile' }));
    const definition = { client_id: ALL.slice(0, 256).replaceAll(' ', '-'), role_mapping: mapping };
    providerId = (await newProvider(api, token, 'https://id.example.org', definition)).id;
  }

  async function watch(): Promise<Watched> {
    const page = await stage.newPage();
    const [executions, violations]: [string[], string[]] = [[], []];
    await page.exposeFunction('executed', (what: string) => void executions.push(what));
    await page.exposeFunction('violated', (what: string) => void violations.push(what));
    await page.addInitScript(() => {
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
        (window as unknown as { violated(what: string): void }).violated(`${violatedDirective} ${blockedURI}`);
      });
    });
    page.on('dialog', dialog => void executions.push(dialog.message()));
    return { page, executions, violations };
  }

  it('is shown as text all over the console, and never runs', async () => {
    const { page, executions, violations } = await watch();
    await logInAt(page, '/console', ADMIN);
    const shown = new Map<string, string>();
    const clients = await stage.service.api.get<{ items: { client_id: string }[] }>('/v1/clients', { token });
    const addresses = [
      '#/overview',
      '#/users',
      `#/users/${victim.id}`,
      '#/roles',
      '#/roles?view=matrix',
      `#/roles?view=matrix&q=${encodeURIComponent(ALL)}`,
      '#/roles/hostile',
      '#/permissions/orders%3Ahostile',
      '#/permissions/orders%3Aread',
      `#/permissions/${encodeURIComponent(ALL)}`,
      '#/sessions',
      '#/clients',
      ...clients.body.items.map(({ client_id }) => `#/clients/${client_id}`),
      '#/identity-providers',
      `#/identity-providers/${providerId}`,
      '#/audit',
      `#/audit?target=${encodeURIComponent(ALL)}&kind=${encodeURIComponent(ALL)}`,
      `#/roles/${encodeURIComponent(ALL)}`,
      `#/${encodeURIComponent(ALL)}`,
    ];
    for (const address of addresses) {
      await page.evaluate(address => (location.hash = address), address);
      await settled(page);
      await page.evaluate(() => document.querySelectorAll('details').forEach(details => (details.open = true)));
      shown.set(address, await page.locator('main').innerText());
      expect(await page.locator('main').locator(NOT_OURS).count()).toBe(0);
    }
    // Names of clients; what devices call themselves; the description of a role; what was asked for.
    for (const hostile of HOSTILE) {
      expect(shown.get('#/clients')).toContain(hostile);
      expect(shown.get(`#/users/${victim.id}`)).toContain(hostile);
      expect(shown.get('#/sessions')).toContain(hostile);
      expect(shown.get(`#/identity-providers/${providerId}`)).toContain(hostile);
    }
    expect(shown.get('#/roles')).toContain(ALL.slice(0, 200));
    expect(shown.get('#/permissions/orders%3Ahostile')).toContain(ALL.slice(0, 200));
    expect({ executions, violations }).toEqual({ executions: [], violations: [] });
  });

  it('is shown as text in the list of one’s own sessions', async () => {
    const { page, executions, violations } = await watch();
    await logInAt(page, '/account', victim);
    await page.evaluate(() => document.querySelectorAll('details').forEach(details => (details.open = true)));
    const text = await page.locator('main').innerText();
    for (const hostile of HOSTILE) expect(text).toContain(hostile);
    expect({ executions, violations }).toEqual({ executions: [], violations: [] });
  });

  it('would be stopped by the policy, were it ever to become markup', async () => {
    const { page, executions, violations } = await watch();
    await page.goto(`${OWN}/account`);
    await settled(page);
    const refused = await page.evaluate(() => {
      const attempts = [
        () => (document.body.innerHTML = '<img src=x onerror="executed(1)">'),
        () => document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="executed(2)">'),
        () => new DOMParser().parseFromString('<script>executed(3)</script>', 'text/html'),
        () => (document.createElement('script').text = 'executed(4)'),
        () => document.body.setAttribute('onclick', 'executed(5)'),
        () => setTimeout('executed(6)' as unknown as () => void),
      ];
      return attempts.filter(attempt => {
        try {
          attempt();
          return false;
        } catch {
          return true;
        }
      }).length;
    });
    expect(refused).toBe(6);
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.append('executed(7)');
      document.body.append(script);
    });
    expect(executions).toEqual([]);
    expect(violations.some(violation => violation.startsWith('require-trusted-types-for'))).toBe(true);
  });

  it('cannot be given to a page by whoever frames it', async () => {
    const { page } = await watch();
    for (const path of ['/account', '/console']) {
      const { headers } = await stage.service.api.get(path);
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('content-security-policy')).not.toContain('unsafe');
    }
    await page.close();
  });
});
