import { describe, expect, it } from '@jest/globals';
import { cleanUp } from '../support/clean-up.js';
import { newApplication } from '../support/oidc-scene.js';
import { adminToken, newPerson } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

describe('the clean-up', () => {
  const { database, service } = useGatehouse({ GATEHOUSE_CLEANUP_INTERVAL: '1d' });

  it('forgets pushed requests, and devices an hour after they could be let in', async () => {
    const { client_id } = await newApplication(service.api, await adminToken(service.api));
    await database.query(
      `INSERT INTO pushed_requests (id, uri_hash, client_id, request, expires_at)
       SELECT gen_random_uuid(), convert_to(n::text, 'UTF8'), $1, '{}', now() - interval '10 minutes' + n * interval '1 minute'
       FROM generate_series(-3, 2) n WHERE n <> 0`,
      [client_id],
    );
    await database.query(
      `INSERT INTO device_authorizations (id, device_code_hash, user_code_hash, client_id, scope, created_at, expires_at, poll_seconds)
       SELECT gen_random_uuid(), convert_to(n::text, 'UTF8'), convert_to(n::text, 'UTF8'), $1, '{}', now(),
              now() - interval '1 hour' + n * interval '1 minute', 5
       FROM generate_series(-3, 2) n WHERE n <> 0`,
      [client_id],
    );
    const output = await cleanUp(database);
    expect(output).toContain('3 pushed requests forgotten');
    expect(output).toContain('3 waiting devices forgotten');
    expect(await database.query('SELECT id FROM pushed_requests')).toHaveLength(2);
    expect(await database.query('SELECT id FROM device_authorizations')).toHaveLength(2);
  });

  it('forgets where people were on the way to applications, and codes a day after they were good', async () => {
    const { client_id } = await newApplication(service.api, await adminToken(service.api));
    const { id } = await newPerson(service.api);
    await database.query(
      `INSERT INTO oidc_interactions (id, client_id, browser_hash, request, created_at, expires_at)
       SELECT gen_random_uuid(), $1, '', '{}', now(), now() + n * interval '1 minute' FROM generate_series(-3, 2) n WHERE n <> 0`,
      [client_id],
    );
    await database.query(
      `INSERT INTO authorization_codes (code_hash, client_id, user_id, granted_in, redirect_uri, code_challenge, scope, amr,
                                        authenticated_at, expires_at)
       SELECT convert_to(n::text, 'UTF8'), $1, $2, $2, '', '', '{}', '{}', now(), now() - interval '1 day' + n * interval '1 minute'
       FROM generate_series(-3, 2) n WHERE n <> 0`,
      [client_id, id],
    );
    await database.query(
      `INSERT INTO identity_providers (id, issuer, client_id, client_secret, button_text, scopes, makes_accounts, email_domains,
                                       role_mapping, mfa_acr_values, mfa_amr_values, enabled)
       VALUES ($1, 'https://id.example.org', 'gatehouse', '', 'Sample', '{openid}', false, '{}', '[]', '{}', '{}', true)`,
      [client_id],
    );
    await database.query(
      `INSERT INTO upstream_logins (id, provider_id, state_hash, browser_hash, nonce, code_verifier, expires_at)
       SELECT gen_random_uuid(), $1, convert_to(n::text, 'UTF8'), '', '', '', now() + n * interval '1 minute'
       FROM generate_series(-3, 2) n WHERE n <> 0`,
      [client_id],
    );
    const output = await cleanUp(database);
    expect(output).toContain('3 logins at other providers forgotten');
    expect(output).toContain('3 interactions with applications forgotten');
    expect(output).toContain('3 authorization codes forgotten');
    expect(await database.query('SELECT id FROM oidc_interactions')).toHaveLength(2);
    expect(await database.query('SELECT code_hash FROM authorization_codes')).toHaveLength(2);
  });
});
