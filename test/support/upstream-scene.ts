import type { Api } from './api.js';
import type { Browser, CookieSession, RawAnswer } from './browser.js';
import type { TestDatabase } from './database.js';
import type { Gatehouse } from './gatehouse.js';
import { HostileProvider, type Person } from './hostile-provider.js';
import { adminToken } from './people.js';
import { use } from './use.js';
import { useGatehouse } from './use-gatehouse.js';

/** A provider as administrators see it. */
export interface Provider {
  readonly id: string;
  readonly issuer: string;
  readonly redirect_uri: string;
  readonly version: number;
}

export const PROVIDERS = '/v1/identity-providers';

/** What is said of a provider, unless a test says otherwise. */
export const definitionOf = (issuer: string, more: object = {}): object => ({
  ...{ issuer, client_id: 'gatehouse', client_secret: 'a secret of ours', button_text: 'Example Inc.' },
  ...more,
});

export async function newProvider(api: Api, admin: string, issuer: string, more: object = {}): Promise<Provider> {
  const { status, body } = await api.post<Provider>(PROVIDERS, definitionOf(issuer, more), { token: admin });
  if (status !== 201) throw new Error(`the provider answered ${status}: ${JSON.stringify(body)}`);
  return body;
}

/** What the log-in page does at the press of a button. @returns where the browser is to go */
export async function leave(browser: Browser, { id }: Pick<Provider, 'id'>, query = ''): Promise<URL> {
  const { status, body, text } = await browser.post<{ url: string }>(`/v1/auth/login/upstream/${id}${query}`);
  if (status !== 201) throw new Error(`beginning answered ${status}: ${text}`);
  return new URL(body.url);
}

/** What the page does when the browser is back. */
export async function comeBack(
  browser: Browser,
  { id: provider_id }: Pick<Provider, 'id'>,
  answer: string,
): Promise<RawAnswer<CookieSession>> {
  const come = await browser.post<CookieSession>('/v1/auth/login/upstream/callback', { provider_id, answer });
  if (come.status === 200) browser.csrfToken = come.body.csrf_token;
  return come;
}

/** The whole way, through a provider that lets this person in. */
export async function logInBy(
  browser: Browser,
  provider: Provider,
  upstream: HostileProvider,
  person: Partial<Person> = {},
  query = '',
): Promise<RawAnswer<CookieSession>> {
  return comeBack(browser, provider, upstream.answer(await leave(browser, provider, query), person));
}

export interface UpstreamScene {
  readonly database: TestDatabase;
  readonly service: Gatehouse;
  readonly upstream: HostileProvider;
  /** Makes accounts for addresses of `example.test`. */
  readonly provider: Provider;
  readonly admin: string;
}

/** A service with a provider by which people log in, for the tests of this block. */
export function useUpstreamScene(): UpstreamScene {
  const { database, service } = useGatehouse({ GATEHOUSE_OUTBOUND_HOSTS: '127.0.0.1' });
  const upstream = use(HostileProvider.start, one => one.stop());
  const made = use(
    async () => {
      const admin = await adminToken(service.api);
      const accounts = { makes_accounts: true, email_domains: ['example.test'] };
      return { admin, provider: await newProvider(service.api, admin, upstream.issuer, accounts) };
    },
    () => Promise.resolve(),
  );
  return {
    ...{ database, service, upstream },
    get admin() {
      return made.admin;
    },
    get provider() {
      return made.provider;
    },
  };
}
