import { Controller, type ExecutionContext, Get } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import {
  app,
  bearer,
  get,
  problemOf,
  setTheGuardedScene,
  statusFor,
  view,
} from '../../../../test/support/specs/guarded-scene.js';
import {
  CurrentPrincipal,
  CurrentSession,
  JwtAuthGuard,
  type Principal,
  Public,
  PublicWithoutToken,
  RequireFactor,
  RequireRecentLogin,
} from './index.js';

@Controller()
class PlainController {
  @Get('me')
  me(@CurrentPrincipal() principal: Principal): Principal {
    return principal;
  }

  @Get('session')
  session(@CurrentSession() sid: string): string {
    return sid;
  }

  @Public()
  @Get('public')
  public(): string {
    return 'public';
  }

  @PublicWithoutToken()
  @Get('public-without-token')
  publicWithoutToken(@CurrentPrincipal() principal?: Principal): string {
    return principal?.sub ?? 'nobody';
  }

  @RequireFactor()
  @Get('factor')
  factor(): string {
    return 'shown';
  }

  @RequireFactor()
  @RequireRecentLogin(60)
  @Get('recent-factor')
  recentFactor(): string {
    return 'shown';
  }

  @RequireRecentLogin(60)
  @Get('recent')
  recent(): string {
    return 'recent';
  }
}

setTheGuardedScene(PlainController);

describe('JwtAuthGuard', () => {
  it('lets in who has a good token, at first sight and again', async () => {
    const authorization = bearer({ roles: ['a'] });
    for (let time = 0; time < 2; time++) {
      const answer = await get('/me', authorization);
      expect([answer.status, await answer.json()]).toEqual([
        200,
        expect.objectContaining({ sub: 'ada', roles: ['a'] }),
      ]);
    }
  });

  it('does not wait for a token that it knows', async () => {
    const authorization = bearer();
    await get('/me', authorization);
    const request = { raw: { rawHeaders: ['Authorization', authorization] } };
    expect(app.get(JwtAuthGuard).canActivate(contextOf(request))).toBe(true);
  });

  it.each([
    ['nobody', undefined, 401, 'token_missing', 'Bearer realm="gatehouse"'],
    ['another scheme', 'Basic YTpi', 401, 'token_missing', 'Bearer realm="gatehouse"'],
    ['two words', 'Bearer a b', 400, 'invalid_request', 'Bearer realm="gatehouse", error="invalid_request"'],
    ['no token', 'Bearer a.b.c', 401, 'invalid_token', 'Bearer realm="gatehouse", error="invalid_token"'],
  ])('refuses %s', async (_whom, authorization, ...problem) => {
    expect(await problemOf(await get('/me', authorization))).toEqual(problem);
  });

  it('refuses a token that was taken back, remembered or not', async () => {
    for (const remembered of [true, false]) {
      const authorization = bearer({ jti: `taken-back-${remembered}` });
      if (remembered) expect((await get('/me', authorization)).status).toBe(200);
      view.state.apply({ kind: 'token', jti: `taken-back-${remembered}`, expires_at: '2999-01-01T00:00:00Z' });
      expect(await problemOf(await get('/me', authorization))).toEqual([401, 'invalid_token', expect.any(String)]);
    }
  });

  it('answers 503 and when to come back while it cannot tell, remembered or not', async () => {
    const known = bearer();
    await get('/me', known);
    view.stale = true;
    for (const authorization of [known, bearer()]) {
      const answer = await get('/me', authorization);
      expect(await problemOf(answer)).toEqual([503, 'cannot_verify', null]);
      expect(answer.headers.get('retry-after')).toBe('7');
    }
  });

  it('does not look at a token where the route is public, and does where it is public without one', async () => {
    expect((await get('/public', 'Bearer a.b.c')).status).toBe(200);
    expect(await (await get('/public-without-token')).text()).toBe('nobody');
    expect(await (await get('/public-without-token', bearer())).text()).toBe('ada');
    expect((await get('/public-without-token', 'Bearer a.b.c')).status).toBe(401);
  });
});

describe('RecentLoginGuard', () => {
  it('lets in who has just logged in, and tells others to', async () => {
    const now = Math.floor(Date.now() / 1000);
    expect(await statusFor('/recent', { auth_time: now - 10 })).toBe(200);
    expect(await problemOf(await get('/recent', bearer({ auth_time: now - 90 })))).toEqual([
      401,
      'insufficient_user_authentication',
      expect.stringContaining('max_age="60"'),
    ]);
    expect(await statusFor('/recent', {})).toBe(401);
  });

  it('lets in who has shown a second factor, and names all that is demanded', async () => {
    const [now, amr] = [Math.floor(Date.now() / 1000), ['pwd', 'otp', 'mfa']];
    expect(await statusFor('/factor', { amr })).toBe(200);
    expect(await statusFor('/factor', { acr: 'mfa' })).toBe(200);
    expect(await statusFor('/factor', {})).toBe(401);
    expect(await problemOf(await get('/factor', bearer({ amr: ['pwd'] })))).toEqual([
      401,
      'insufficient_user_authentication',
      'Bearer realm="gatehouse", error="insufficient_user_authentication", acr_values="mfa"',
    ]);
    expect(await statusFor('/recent-factor', { amr, auth_time: now - 10 })).toBe(200);
    for (const claims of [
      { amr, auth_time: now - 90 },
      { amr: ['pwd'], auth_time: now - 10 },
    ]) {
      expect(await problemOf(await get('/recent-factor', bearer(claims)))).toEqual([
        401,
        'insufficient_user_authentication',
        expect.stringContaining('acr_values="mfa", max_age="60"'),
      ]);
    }
  });

  it('goes by the clock that tokens are judged by', async () => {
    const now = Math.floor(Date.now() / 1000);
    view.ahead = 3600;
    const claims = { iat: now + 3600, exp: now + 3700 };
    expect(await statusFor('/recent', { ...claims, auth_time: now + 3590 })).toBe(200);
    expect(await statusFor('/recent', { ...claims, auth_time: now })).toBe(401);
  });
});

describe('@CurrentSession', () => {
  it('refuses a service client, which has none', async () => {
    expect(await (await get('/session', bearer({ sid: 'session-1' }))).text()).toBe('session-1');
    expect((await get('/session', bearer({ sub: 'worker', client_id: 'worker' }))).status).toBe(403);
  });
});

function contextOf(request: object): ExecutionContext {
  return {
    getClass: () => PlainController,
    getHandler: () => PlainController.prototype.me,
    switchToHttp: () => ({ getRequest: () => request }),
  } as unknown as ExecutionContext;
}
