import type { Stage } from '../administration/stage.js';
import type { Api } from '../api.js';
import { ISSUER } from '../gatehouse.js';
import { HostileProvider } from '../hostile-provider.js';
import { newLogin } from '../people.js';
import { newProvider } from '../upstream-scene.js';

interface Sample {
  readonly path: string;
  readonly body?: object;
  readonly token?: string;
  readonly headers?: Record<string, string>;
}

const FROM_A_PAGE = { origin: ISSUER };

/** Requests about logins at other providers that succeed. */
export const OF_UPSTREAM: Readonly<Record<string, (api: Api, admin: string, stage: Stage) => Promise<Sample>>> = {
  'GET /v1/auth/login/upstream': () => Promise.resolve({ path: '/v1/auth/login/upstream' }),
  'POST /v1/auth/login/upstream/{id}': async (api, admin) => {
    const { id } = await newProvider(api, admin, (await provider()).issuer);
    return { path: `/v1/auth/login/upstream/${id}`, headers: FROM_A_PAGE };
  },
  'POST /v1/auth/login/upstream/callback': async (api, admin) => {
    const upstream = await provider();
    const accounts = { makes_accounts: true, email_domains: ['example.test'] };
    const { id: provider_id } = await newProvider(api, admin, upstream.issuer, accounts);
    const path = `/v1/auth/login/upstream/${provider_id}`;
    const begun = await api.post<{ url: string }>(path, undefined, { headers: FROM_A_PAGE });
    const [line = ''] = begun.headers.getSetCookie();
    const person = { email: `${provider_id}@example.test`, email_verified: true };
    const answer = upstream.answer(new URL(begun.body.url), person);
    const headers = { ...FROM_A_PAGE, cookie: line.slice(0, line.indexOf(';')) };
    return { path: '/v1/auth/login/upstream/callback', body: { provider_id, answer }, headers };
  },
  'GET /v1/auth/identities': async api => ({
    path: '/v1/auth/identities',
    token: (await newLogin(api)).tokens.access_token,
  }),
  'POST /v1/auth/identities': async (api, _admin, stage) => {
    const { state, browser } = await stage.unlinkedIdentity();
    const headers = { cookie: `__Host-gatehouse_upstream=${browser}` };
    return { path: '/v1/auth/identities', body: { state }, headers, token: (await newLogin(api)).tokens.access_token };
  },
  'DELETE /v1/auth/identities/{id}': async (api, _admin, stage) => {
    const { person, tokens } = await newLogin(api);
    return { path: `/v1/auth/identities/${await stage.identity(person.id)}`, token: tokens.access_token };
  },
};

/** It keeps nobody from ending. */
async function provider(): Promise<HostileProvider> {
  const started = await HostileProvider.start();
  started.unref();
  return started;
}
