import { createHash, randomBytes } from 'node:crypto';
import type { Answer, Api } from './api.js';
import { Browser } from './browser.js';
import { type Gatehouse, ISSUER } from './gatehouse.js';
import { postForm } from './oauth.js';
import { newLogin, newPerson, type Person } from './people.js';

export const CALLBACK = 'https://wiki.example.org/callback';
export const AFTER_LOGOUT = 'https://wiki.example.org/bye';

export interface Application {
  readonly client_id: string;
  readonly client_secret: string | null;
  readonly name: string;
}

/** What an application keeps while somebody is away to log in. */
export interface Pending {
  readonly query: Readonly<Record<string, string>>;
  readonly verifier: string;
}

export interface Step {
  readonly step: string;
  readonly answer?: { readonly url: string; readonly fields: Record<string, string> | null };
}

export interface Begun extends Step {
  readonly id: string;
}

export const random = (): string => randomBytes(32).toString('base64url');

/** Registers an application under a name of its own: of the kind `web`, unless `more` says otherwise. */
export async function newApplication(api: Api, admin: string, more: object = {}): Promise<Application> {
  const name = `app ${randomBytes(6).toString('hex')}`;
  const uris = { redirect_uris: [CALLBACK], post_logout_redirect_uris: [AFTER_LOGOUT] };
  const body = { kind: 'web', name, scopes: [], ...uris, ...more };
  const answer = await api.post<Application>('/v1/clients', body, { token: admin });
  if (answer.status !== 201) throw new Error(`registration answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** What an application asks for; null leaves a parameter out. */
export function requestOf({ client_id }: Application, more: Readonly<Record<string, string | null>> = {}): Pending {
  const verifier = random();
  const all: Record<string, string | null> = {
    ...{ client_id, redirect_uri: CALLBACK, response_type: 'code', scope: 'openid email', state: random() },
    ...{ nonce: random(), code_challenge_method: 'S256' },
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    ...more,
  };
  const query = Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null));
  return { query, verifier };
}

export const textOf = (query: Readonly<Record<string, string>>): string => new URLSearchParams(query).toString();

/** What the log-in page does first. */
export async function begin(browser: Browser, { query }: Pick<Pending, 'query'>): Promise<Begun> {
  const { status, body, text } = await browser.post<Begun>('/v1/auth/interactions', { request: textOf(query) });
  if (status !== 201) throw new Error(`the interaction answered ${status}: ${text}`);
  return body;
}

/** What it does for who is logged in. */
export async function authorize(browser: Browser, id: string, body: object = {}): Promise<Step> {
  const answer = await browser.post<Step>(`/v1/auth/interactions/${id}/authorize`, body);
  if (answer.status !== 200) throw new Error(`authorize answered ${answer.status}: ${answer.text}`);
  return answer.body;
}

/** What an application is told, wherever that stands. */
export function toldBy({ step, answer }: Step): Record<string, string> {
  if (step !== 'done' || answer === undefined) throw new Error(`the next step is ${step}`);
  return answer.fields ?? Object.fromEntries(new URL(answer.url).searchParams);
}

/** Somebody new who has logged in by cookie. */
export async function newVisitor(service: Gatehouse): Promise<{ browser: Browser; person: Person; sid: string }> {
  const person = await newPerson(service.api);
  const browser = new Browser(service.url);
  return { browser, person, sid: (await browser.logIn(person)).session_id };
}

/** All that happens in the browser, until the application is told something. */
export async function codeFor(browser: Browser, pending: Pending): Promise<Record<string, string>> {
  const { id } = await begin(browser, pending);
  return toldBy(await authorize(browser, id, { consent: true }));
}

/** What an application sends to get its tokens. */
export function exchange(
  api: Api,
  { client_id, client_secret }: Application,
  { query, verifier }: Pending,
  code: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return postForm(api, '/oauth/token', {
    ...{ grant_type: 'authorization_code', client_id, ...(client_secret !== null && { client_secret }) },
    ...{ code, redirect_uri: query['redirect_uri'] ?? '', code_verifier: verifier },
    ...more,
  });
}

export interface ApplicationTokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly id_token: string;
  readonly scope: string;
  readonly session_id: string;
}

/** The tokens of an application that somebody lets in. */
export async function tokensFor(
  service: Gatehouse,
  browser: Browser,
  application: Application,
  more: Readonly<Record<string, string | null>> = {},
): Promise<ApplicationTokens> {
  const pending = requestOf(application, more);
  const { code = '' } = await codeFor(browser, pending);
  const { status, body } = await exchange(service.api, application, pending, code);
  if (status !== 200) throw new Error(`the exchange answered ${status}: ${JSON.stringify(body)}`);
  return body as unknown as ApplicationTokens;
}

export const refreshFor = (
  api: Api,
  { client_id, client_secret }: Application,
  refresh_token: string,
): Promise<Answer> =>
  postForm(api, '/oauth/token', {
    ...{ grant_type: 'refresh_token', client_id, refresh_token },
    ...(client_secret !== null && { client_secret }),
  });

export const userinfo = (api: Api, token: string): Promise<Answer> => api.get('/oauth/userinfo', { token });

/** For whoever is logged in by a bearer token: what binds a login for an application to them is in these headers. */
export async function beginByHeaders(
  api: Api,
  { query }: Pick<Pending, 'query'>,
  issuer = ISSUER,
): Promise<{ id: string; headers: Record<string, string> }> {
  const origin = { origin: issuer };
  const begun = await api.post<Begun>('/v1/auth/interactions', { request: textOf(query) }, { headers: origin });
  const cookies = begun.headers.getSetCookie().map(line => line.slice(0, line.indexOf(';')));
  return { id: begun.body.id, headers: { ...origin, cookie: cookies.join('; ') } };
}

/** Lets an application in, by a bearer token. @returns its access token */
export async function letIn(api: Api, token: string, application: Application): Promise<string> {
  const pending = requestOf(application);
  const { id, headers } = await beginByHeaders(api, pending);
  const path = `/v1/auth/interactions/${id}/authorize`;
  const { body } = await api.post<Step>(path, { consent: true }, { token, headers });
  const { code = '' } = toldBy(body);
  return String((await exchange(api, application, pending, code)).body['access_token']);
}

export async function applicationToken(api: Api, admin: string): Promise<string> {
  return letIn(api, (await newLogin(api)).tokens.access_token, await newApplication(api, admin));
}
