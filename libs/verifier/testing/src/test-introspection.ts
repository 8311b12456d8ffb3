import { AccessTokenVerifier, TokenRejected } from '../../core/src/index.js';
import type { TestFeed } from './test-feed.js';
import type { TestKeys } from './test-keys.js';

/** Whether a token of this issuer is good at this moment, whomever it is meant for (RFC 7662). */
export function isActiveToken(token: string, issuer: string, keys: TestKeys, feed: TestFeed): Promise<boolean> {
  const revocations = {
    check: (verified: Parameters<typeof feed.state.refuses>[0]) => {
      if (feed.state.refuses(verified)) throw new TokenRejected('revoked');
      return 'current' as const;
    },
    awake: feed.state.awake.bind(feed.state),
    permits: () => false,
    holdsRole: () => false,
  };
  const verifier = new AccessTokenVerifier({ issuer, audience: issuer }, keys, revocations);
  return verifier.verify(token, { audience: 'any' }).then(
    () => true,
    () => false,
  );
}
