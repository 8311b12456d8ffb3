import type { Api } from '../api.js';
import { beginDevice, newDeviceApplication } from '../device-scene.js';
import { ISSUER } from '../gatehouse.js';
import { applicationToken, beginByHeaders, letIn, newApplication, requestOf, textOf } from '../oidc-scene.js';
import { newLogin } from '../people.js';

/** A request that succeeds, with all that it takes. */
export interface Sample {
  readonly path: string;
  readonly body?: object;
  readonly token?: string;
  readonly headers?: Record<string, string>;
}

/** Of somebody whom an application has sent here. */
const sentBy =
  (rest: string, body?: object) =>
  async (api: Api, admin: string): Promise<Sample> => {
    const { tokens } = await newLogin(api);
    const { id, headers } = await beginByHeaders(api, requestOf(await newApplication(api, admin)));
    const path = `/v1/auth/interactions/${id}/${rest}`;
    return { path, headers, ...(body && { body, token: tokens.access_token }) };
  };
/** Of somebody who has typed the code of a device. */
const ofDevice =
  (path: string) =>
  async (api: Api, admin: string): Promise<Sample> => {
    const { user_code } = await beginDevice(api, await newDeviceApplication(api, admin));
    return { path, body: { user_code }, token: (await newLogin(api)).tokens.access_token };
  };
const ofApplication =
  (path: string) =>
  async (api: Api, admin: string): Promise<Sample> => ({ path, token: await applicationToken(api, admin) });

/** What is about applications that people log in with. */
export const OF_OPENID: Readonly<Record<string, (api: Api, admin: string) => Promise<Sample>>> = {
  'POST /v1/auth/interactions': async (api, admin) => {
    const { query } = requestOf(await newApplication(api, admin));
    return { path: '/v1/auth/interactions', body: { request: textOf(query) }, headers: { origin: ISSUER } };
  },
  'POST /v1/auth/interactions/{id}/authorize': sentBy('authorize', {}),
  'POST /v1/auth/interactions/{id}/decline': sentBy('decline'),
  'POST /v1/auth/end-session': async (api, admin) => {
    const { client_id } = await newApplication(api, admin);
    return { path: '/v1/auth/end-session', body: { request: textOf({ client_id }) }, headers: { origin: ISSUER } };
  },
  'GET /oauth/userinfo': ofApplication('/oauth/userinfo'),
  'POST /oauth/userinfo': ofApplication('/oauth/userinfo'),
  'DELETE /v1/auth/consents/{id}': async (api, admin) => {
    const [{ tokens }, application] = [await newLogin(api), await newApplication(api, admin)];
    await letIn(api, tokens.access_token, application);
    return { path: `/v1/auth/consents/${application.client_id}`, token: tokens.access_token };
  },
  'POST /v1/auth/device': ofDevice('/v1/auth/device'),
  'POST /v1/auth/device/approve': ofDevice('/v1/auth/device/approve'),
  'POST /v1/auth/device/decline': ofDevice('/v1/auth/device/decline'),
  'POST /oauth/par': async (api, admin) => {
    const application = await newApplication(api, admin);
    const { client_secret } = application;
    return { path: '/oauth/par', body: { ...requestOf(application).query, client_secret } };
  },
  'POST /oauth/device_authorization': async (api, admin) => ({
    path: '/oauth/device_authorization',
    body: { client_id: (await newDeviceApplication(api, admin)).client_id, scope: 'openid' },
  }),
};
