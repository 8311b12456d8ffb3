import type { DeviceThatWaits, Me, NewRecoveryCodes, Role, TotpToConfirm } from '#libs/client';
import { answers, NOW } from './screenshot-answers.js';
import type { Mood } from './shot.js';

/** The authenticator app of whoever is looking. */
export const OWN_APP = '/v1/auth/factors/0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4da0';

export const SECOND_STEP = {
  status: 403,
  code: 'second_factor_required',
  title: 'The password is right; a second factor is needed as well.',
  login_ticket: 'glt_',
  methods: ['totp', 'passkey', 'recovery_code'],
};

const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const APP: TotpToConfirm = {
  id: '0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4db0',
  expires_at: new Date(NOW.getTime() + 600_000).toISOString(),
  secret: SECRET,
  otpauth_uri: `otpauth://totp/Gatehouse:ada%40example.org?issuer=Gatehouse&secret=${SECRET}&algorithm=SHA1&digits=6&period=30`,
};
const DEVICE: DeviceThatWaits = {
  application: {
    client_id: '0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4dc0',
    name: 'Orders on the command line',
    logo: null,
    scopes: ['openid', 'email', 'offline_access'],
  },
  ...{ ip: '203.0.113.7', user_agent: 'curl/8.12.1' },
  created_at: new Date(NOW.getTime() - 90_000).toISOString(),
  expires_at: new Date(NOW.getTime() + 510_000).toISOString(),
};
/** None of them was ever good. */
const CODES: NewRecoveryCodes = {
  recovery_codes: Array.from({ length: 10 }, (_, index) =>
    Array.from({ length: 4 }, (_, part) =>
      'ABCDEFGHJKMNPQRSTVWXYZ'.slice((index * 3 + part * 5) % 17).slice(0, 4),
    ).join('-'),
  ),
};

/** What is answered about second factors. @returns undefined for anything else */
export function peopleAnswers(call: string, mood: Mood): unknown {
  switch (call) {
    // Nobody but the service itself lets people in, and they have let in no application.
    case 'GET /v1/auth/login/upstream':
    case 'GET /v1/auth/identities':
    case 'GET /v1/auth/consents':
      return { items: [], next_cursor: null };
    case 'POST /v1/auth/device':
      return DEVICE;
    case 'POST /v1/auth/login/code':
      return {};
    case 'POST /v1/auth/factors/totp':
      return APP;
    case 'POST /v1/auth/factors/recovery-codes':
      return CODES;
    case 'GET /v1/roles/treasurer':
      return treasurer();
    case 'GET /v1/auth/factors':
      return mood === 'factorless' ? { items: [], next_cursor: null } : undefined;
    case 'GET /v1/auth/me':
      return mood === 'factorless' ? { ...(answers('/v1/auth/me') as Me), ...SLEEPY } : undefined;
    default:
      return undefined;
  }
}

const SLEEPY = { roles: ['user'], dormant_roles: ['treasurer'], permissions: [], amr: ['pwd'], acr: 'sfa' };

const treasurer = (): Role => ({
  ...(answers('/v1/roles/support') as Role),
  name: 'treasurer',
  description: 'Releases payments',
  permissions: ['payments:release'],
  effective_permissions: ['payments:release'],
  requires_mfa: true,
  effective_requires_mfa: true,
});
