import { describe, expect, it } from '@jest/globals';
import { type AccessTokenClaims, principalOf } from '../../../contracts/src/index.js';
import { revocationOf } from './revocation.js';
import { RevocationState } from './revocation-state.js';

const CLAIMS: AccessTokenClaims = {
  ...{ iss: 'https://auth.example.test', aud: 'orders', sub: 'ada', client_id: 'wiki', sid: 'of the wiki', jti: 'j' },
  ...{ parent_sid: 'of ada', iat: 1, exp: 2, epoch: 0 },
};

describe('the session of an application', () => {
  it.each([
    ['of ada', true],
    ['of the wiki', true],
    ['another', false],
  ])('is over with the session %s: %s', (sid, isOver) => {
    const entry = {
      kind: 'session' as const,
      sid,
      revoked_at: '2030-01-01T00:00:00Z',
      expires_at: '2030-01-02T00:00:00Z',
    };
    const state = new RevocationState();
    state.apply(entry);
    expect(state.refuses({ claims: CLAIMS, kid: 'k' } as Parameters<RevocationState['refuses']>[0])).toBe(isOver);
    expect(revocationOf(entry).concerns(principalOf(CLAIMS))).toBe(isOver);
  });
});
