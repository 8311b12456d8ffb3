import { describe, expect, it } from '@jest/globals';
import { CannotVerify, CredentialsRefused, refusalOf, refusals, TokenRejected } from './index.js';

describe('refusalOf', () => {
  it.each([
    [
      'a bad token',
      new TokenRejected('expired'),
      401,
      { 'WWW-Authenticate': 'Bearer realm="gatehouse", error="invalid_token"' },
      {
        type: 'urn:problem-type:gatehouse:invalid_token',
        title: 'The access token is malformed, expired, revoked or not meant for this service.',
        status: 401,
        code: 'invalid_token',
      },
    ],
    [
      'no token',
      new CredentialsRefused('missing'),
      401,
      { 'WWW-Authenticate': 'Bearer realm="gatehouse"' },
      {
        type: 'urn:problem-type:gatehouse:token_missing',
        title: 'This route needs an access token.',
        status: 401,
        code: 'token_missing',
      },
    ],
    [
      'a malformed header',
      new CredentialsRefused('malformed'),
      400,
      { 'WWW-Authenticate': 'Bearer realm="gatehouse", error="invalid_request"' },
      {
        type: 'urn:problem-type:gatehouse:invalid_request',
        title: 'The request is malformed.',
        status: 400,
        code: 'invalid_request',
        detail: 'There has to be one Authorization header that reads `Bearer`, a space, and a token.',
      },
    ],
    [
      'a token that cannot be judged',
      new CannotVerify('why', 7),
      503,
      { 'Retry-After': '7' },
      {
        type: 'urn:problem-type:gatehouse:cannot_verify',
        title: 'The token cannot be judged now; try again as Retry-After says.',
        status: 503,
        code: 'cannot_verify',
      },
    ],
  ])('%s', (_what, error, status, headers, body) => {
    expect(refusalOf(error)).toEqual({ status, headers: { ...headers, 'Cache-Control': 'no-store' }, body });
  });

  it('has nothing to say of other errors', () => {
    expect([new Error('x'), new TypeError('x'), undefined, 'x'].map(refusalOf)).toEqual(Array(4).fill(undefined));
  });

  it('knows the refusals of those who are known, too', () => {
    expect(refusals.insufficientScope()).toMatchObject({
      status: 403,
      headers: { 'WWW-Authenticate': 'Bearer realm="gatehouse", error="insufficient_scope"' },
      body: { code: 'insufficient_scope' },
    });
    const named = refusals.insufficientScope(['orders:refund', 'x y', '"', 'z'], 'Needs more.');
    expect([named.headers['WWW-Authenticate'], named.body.detail]).toEqual([
      'Bearer realm="gatehouse", error="insufficient_scope", scope="orders:refund z"',
      'Needs more.',
    ]);
    expect(refusals.recentLoginNeeded(300)).toMatchObject({
      status: 401,
      headers: {
        'WWW-Authenticate': 'Bearer realm="gatehouse", error="insufficient_user_authentication", max_age="300"',
      },
      body: { code: 'insufficient_user_authentication' },
    });
    expect(
      [refusals.factorNeeded(), refusals.factorNeeded(300)].map(({ headers }) => headers['WWW-Authenticate']),
    ).toEqual([
      'Bearer realm="gatehouse", error="insufficient_user_authentication", acr_values="mfa"',
      'Bearer realm="gatehouse", error="insufficient_user_authentication", acr_values="mfa", max_age="300"',
    ]);
  });
});
