import type { Api, Tokens } from '../api.js';
import { invite, NEW_PASSWORD, newEmail } from '../accounts.js';
import { SAMPLES } from '../administration/samples.js';
import type { Stage } from '../administration/stage.js';
import { enrolTotp, FACTORS, newEquipped } from '../factors.js';
import { newClient } from '../oauth.js';
import { ISSUER } from '../gatehouse.js';
import { askToLogIn, beginPasskey, newEnrolled, tokensByPasskey } from '../passkeys/enrolled.js';
import { SoftwarePasskey } from '../passkeys/software-passkey.js';
import { codeTicket } from '../login-codes.js';
import { newLogin, newPerson, type Person } from '../people.js';
import { codeOf } from '../specs/authenticator.js';
import { OF_OPENID, type Sample } from './samples-of-openid.js';
import { OF_UPSTREAM } from './upstream-samples.js';
import { newFactorOwner, recovery, ticketOf } from '../second-step-scene.js';

export type { Sample };

interface Self {
  readonly person: Person;
  readonly tokens: Tokens;
}

const own =
  (path: string, body?: (self: Self) => object) =>
  async (api: Api): Promise<Sample> => {
    const self = await newLogin(api);
    const token = self.tokens.access_token;
    return {
      path: path.replace('{id}', self.tokens.session_id),
      token,
      ...(body && { body: typeof body === 'function' ? body(self) : body }),
    };
  };
/** Of somebody who has a second factor. */
const equipped =
  (path: string, body?: object) =>
  async (api: Api): Promise<Sample> => {
    const { tokens, authenticator } = await newEquipped(api);
    return { path: path.replace('{id}', authenticator.id), token: tokens.access_token, ...(body && { body }) };
  };
const asClient =
  (path: string, form: object) =>
  async (api: Api, admin: string): Promise<Sample> => {
    const { client_id, client_secret } = await newClient(api, admin, { scopes: ['introspect'] });
    return { path, body: { ...form, client_id, client_secret } };
  };
/** What a link of a mail is good for. */
const byLink =
  (path: string, purpose: string) =>
  async (api: Api, _admin: string, stage: Stage): Promise<Sample> => {
    const { id, email, password } = await newPerson(api);
    const token = await stage.link(id, purpose, purpose === 'verify_email' ? email : newEmail());
    const needsPassword = purpose === 'verify_email' || purpose === 'email_change_confirm';
    return { path, body: { token, ...(needsPassword && { password }) } };
  };
const ofAddress =
  (path: string) =>
  async (api: Api): Promise<Sample> => ({ path, body: { email: (await newPerson(api)).email } });
const open = (path: string) => (): Promise<Sample> => Promise.resolve({ path });

/** What is not an administrator's. */
const OF_PEOPLE: Readonly<Record<string, (api: Api, admin: string, stage: Stage) => Promise<Sample>>> = {
  'GET /health/live': open('/health/live'),
  'GET /health/ready': open('/health/ready'),
  'GET /.well-known/jwks.json': open('/.well-known/jwks.json'),
  'GET /.well-known/oauth-authorization-server': open('/.well-known/oauth-authorization-server'),
  'POST /v1/auth/register': () =>
    Promise.resolve({ path: '/v1/auth/register', body: { email: newEmail(), password: NEW_PASSWORD } }),
  'POST /v1/auth/login': async api => {
    const {
      person: { email, password },
    } = await newLogin(api);
    return { path: '/v1/auth/login', body: { email, password } };
  },
  'POST /v1/auth/login/code': ofAddress('/v1/auth/login/code'),
  'POST /v1/auth/login/code/verify': async (api, admin, stage) => {
    const { id, email } = await newPerson(api);
    await api.patch(`/v1/users/${id}`, { email_verified: true }, { token: admin });
    const code_ticket = await codeTicket(api, email);
    return { path: '/v1/auth/login/code/verify', body: { code: await stage.loginCode(id), code_ticket } };
  },
  'POST /v1/auth/login/factor': async api => {
    const owner = await newFactorOwner(api);
    const login_ticket = await ticketOf(api, owner.person);
    return { path: '/v1/auth/login/factor', body: { login_ticket, ...recovery(owner.recoveryCode()) } };
  },
  'POST /v1/auth/step-up': own('/v1/auth/step-up', ({ person }) => ({ current_password: person.password })),
  'POST /v1/auth/refresh': async api => {
    const {
      tokens: { refresh_token },
    } = await newLogin(api);
    return { path: '/v1/auth/refresh', body: { refresh_token } };
  },
  'POST /v1/auth/password/set': async (api, admin) => {
    const { set_password_token: token } = await invite(api, admin);
    return { path: '/v1/auth/password/set', body: { token, password: NEW_PASSWORD } };
  },
  'POST /v1/auth/password/forgot': ofAddress('/v1/auth/password/forgot'),
  'POST /v1/auth/email/verify/resend': ofAddress('/v1/auth/email/verify/resend'),
  'POST /v1/auth/email/verify/send': own('/v1/auth/email/verify/send'),
  'POST /v1/auth/email/verify': byLink('/v1/auth/email/verify', 'verify_email'),
  'POST /v1/auth/email/confirm': byLink('/v1/auth/email/confirm', 'email_change_confirm'),
  'POST /v1/auth/email/undo': byLink('/v1/auth/email/undo', 'email_change_undo'),
  'POST /v1/auth/not-me': byLink('/v1/auth/not-me', 'not_me'),
  'GET /v1/auth/csrf': async api => {
    const { email, password } = await newPerson(api);
    const credentials = { email, password, transport: 'cookie' };
    const { headers } = await api.post('/v1/auth/login', credentials, { headers: { origin: ISSUER } });
    const cookie = headers.getSetCookie().map(line => line.slice(0, line.indexOf(';')));
    return { path: '/v1/auth/csrf', headers: { cookie: cookie.join('; ') } };
  },
  'POST /v1/auth/factors/passkeys/options': own('/v1/auth/factors/passkeys/options', ({ person }) => ({
    current_password: person.password,
  })),
  'POST /v1/auth/factors/passkeys': async api => {
    const { person, tokens } = await newLogin(api);
    const { challenge_id, options } = await beginPasskey(api, tokens.access_token, person);
    const { credential } = SoftwarePasskey.make(options);
    return { path: '/v1/auth/factors/passkeys', token: tokens.access_token, body: { challenge_id, credential } };
  },
  'POST /v1/auth/login/factor/challenge': async api => {
    const { person } = await newEnrolled(api);
    const { body } = await api.post('/v1/auth/login', { email: person.email, password: person.password });
    return { path: '/v1/auth/login/factor/challenge', body: { login_ticket: body['login_ticket'] } };
  },
  'POST /v1/auth/step-up/challenge': async api => {
    const { access_token: token } = await tokensByPasskey(api, (await newEnrolled(api)).passkey);
    return { path: '/v1/auth/step-up/challenge', token };
  },
  'POST /v1/auth/login/passkey/options': open('/v1/auth/login/passkey/options'),
  'POST /v1/auth/login/passkey': async api => {
    const { passkey } = await newEnrolled(api);
    const { challenge_id, options } = await askToLogIn(api);
    return { path: '/v1/auth/login/passkey', body: { challenge_id, credential: passkey.answer(options) } };
  },
  'POST /v1/auth/logout': own('/v1/auth/logout'),
  'POST /v1/auth/logout-all': own('/v1/auth/logout-all'),
  'POST /v1/auth/password': own('/v1/auth/password', ({ person }) => ({
    current_password: person.password,
    new_password: NEW_PASSWORD,
  })),
  'POST /v1/auth/email': own('/v1/auth/email', ({ person }) => ({
    email: newEmail(),
    current_password: person.password,
  })),
  'GET /v1/auth/factors': own(FACTORS),
  'POST /v1/auth/factors/totp': own(`${FACTORS}/totp`, ({ person }) => ({ current_password: person.password })),
  'POST /v1/auth/factors/totp/confirm': async api => {
    const { person, tokens } = await newLogin(api);
    const { id, secret } = await enrolTotp(api, tokens.access_token, person);
    return { path: `${FACTORS}/totp/confirm`, token: tokens.access_token, body: { id, code: codeOf(secret) } };
  },
  'POST /v1/auth/factors/recovery-codes': equipped(`${FACTORS}/recovery-codes`),
  'PATCH /v1/auth/factors/{id}': equipped(`${FACTORS}/{id}`, { name: 'Old phone' }),
  'DELETE /v1/auth/factors/{id}': equipped(`${FACTORS}/{id}`),
  'GET /.well-known/openid-configuration': open('/.well-known/openid-configuration'),
  'GET /v1/auth/consents': own('/v1/auth/consents'),
  ...OF_OPENID,
  'GET /v1/auth/me': own('/v1/auth/me'),
  'GET /v1/auth/me/export': own('/v1/auth/me/export'),
  'GET /v1/sessions': own('/v1/sessions'),
  'DELETE /v1/sessions/{id}': own('/v1/sessions/{id}'),
  'POST /oauth/token': asClient('/oauth/token', { grant_type: 'client_credentials' }),
  'POST /oauth/introspect': asClient('/oauth/introspect', { token: 'unknown' }),
  'POST /oauth/revoke': async api => {
    const {
      tokens: { refresh_token },
    } = await newLogin(api);
    return { path: '/oauth/revoke', body: { token: refresh_token, client_id: 'gatehouse' } };
  },
};

/**
 * A request to this operation that would succeed.
 * @param operation such as `GET /v1/users/{id}`
 */
export async function sampleOf(operation: string, api: Api, stage: Stage, admin: string): Promise<Sample> {
  const ofPeople = OF_PEOPLE[operation] ?? OF_UPSTREAM[operation];
  if (ofPeople !== undefined) return ofPeople(api, admin, stage);
  const prepare = SAMPLES[operation];
  if (prepare === undefined) throw new Error(`${operation} has no sample request`);
  const { path, body } = await prepare(stage, null);
  return { path, token: admin, ...(body !== undefined && { body: body as object }) };
}
