import type { IdentityProvider } from '#libs/client';

const provider = (button_text: string, issuer: string, more: Partial<IdentityProvider>): IdentityProvider => {
  const id = '0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4dc0';
  return {
    ...{ id, issuer, button_text, client_id: 'gatehouse', scopes: ['openid', 'email', 'groups'] },
    ...{ makes_accounts: true, email_domains: ['example.org', 'example.com'] },
    role_mapping: [
      { claim: 'groups', value: 'Wiki Editors', role: 'editor' },
      { claim: 'groups', value: 'support', role: 'support' },
    ],
    ...{ mfa_acr_values: [], mfa_amr_values: ['mfa'], enabled: true },
    redirect_uri: `https://auth.example.org/oauth/upstream/${id}`,
    ...{ version: 3, created_at: '2026-02-23T10:24:00Z', updated_at: '2026-03-07T10:24:00Z' },
    ...more,
  };
};
const EXAMPLE = provider('Log in with Example', 'https://id.example.com', {});
const OKTA = provider('Log in with Okta', 'https://example.okta.com', {
  ...{ id: '0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4dc1', enabled: false, created_at: '2026-02-06T10:24:00Z' },
});

/** What is answered about other providers. @returns undefined for anything else */
export function providerAnswers(call: string): unknown {
  switch (call) {
    case 'GET /v1/identity-providers':
      return { items: [EXAMPLE, OKTA], next_cursor: null };
    case `GET /v1/identity-providers/${EXAMPLE.id}`:
      return EXAMPLE;
    default:
      return undefined;
  }
}
