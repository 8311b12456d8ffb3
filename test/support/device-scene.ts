import type { Answer, Api } from './api.js';
import { postForm } from './oauth.js';
import { type Application, newApplication } from './oidc-scene.js';

export const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

/** What a device is told when it begins. */
export interface BegunDevice {
  readonly device_code: string;
  readonly user_code: string;
  readonly verification_uri: string;
  readonly verification_uri_complete: string;
  readonly expires_in: number;
  readonly interval: number;
}

/** Registers a program for devices without a browser. */
export const newDeviceApplication = (api: Api, admin: string, more: object = {}): Promise<Application> =>
  newApplication(api, admin, { kind: 'native', redirect_uris: [], post_logout_redirect_uris: [], ...more });

const credentials = ({ client_id, client_secret }: Application): Record<string, string> => ({
  client_id,
  ...(client_secret !== null && { client_secret }),
});

/** What a device asks for first. */
export const askForCodes = (
  api: Api,
  application: Application,
  more: Readonly<Record<string, string>> = {},
  headers: Record<string, string> = {},
): Promise<Answer> =>
  postForm(
    api,
    '/oauth/device_authorization',
    { ...credentials(application), scope: 'openid email', ...more },
    headers,
  );

export async function beginDevice(
  api: Api,
  application: Application,
  more: Readonly<Record<string, string>> = {},
  headers: Record<string, string> = {},
): Promise<BegunDevice> {
  const { status, body } = await askForCodes(api, application, more, headers);
  if (status !== 200) throw new Error(`the device was answered ${status}: ${JSON.stringify(body)}`);
  return body as unknown as BegunDevice;
}

/** The device asks what has become of it. */
export const poll = (
  api: Api,
  application: Application,
  { device_code }: Pick<BegunDevice, 'device_code'>,
  more: Readonly<Record<string, string>> = {},
): Promise<Answer> =>
  postForm(api, '/oauth/token', { grant_type: DEVICE_GRANT, ...credentials(application), device_code, ...more });

/** What the page does for who is logged in. */
export const decide = (
  api: Api,
  token: string,
  { user_code }: Pick<BegunDevice, 'user_code'>,
  decision: 'approve' | 'decline',
): Promise<Answer> => api.post(`/v1/auth/device/${decision}`, { user_code }, { token });
