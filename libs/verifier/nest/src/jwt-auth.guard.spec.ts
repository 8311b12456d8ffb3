import { Controller, type ExecutionContext, Get, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AuthModuleOptions } from '@nestjs/passport';
import { Test } from '@nestjs/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  CannotVerify,
  KeySource,
  RevocationState,
  type RevocationVerdict,
  RevocationView,
  TokenRejected,
  type VerifiedToken,
  type WhenStale as StaleChoice,
} from '../../core/src/index.js';
import { type TestClaims, TestIssuer } from '../../testing/src/index.js';
import { AuthenticationFailureFilter } from './authentication-failure.filter.js';
import {
  CurrentPrincipal,
  CurrentSession,
  JwtAuthGuard,
  type Principal,
  Public,
  PublicWithoutToken,
  RecentLoginGuard,
  RequireRecentLogin,
  VerifierModule,
  WhenStale,
} from './index.js';

/** What is revoked and permitted, as a test wants it. */
class View extends RevocationView {
  state = new RevocationState();
  stale = false;
  asked = 0;

  check(token: VerifiedToken, whenStale: StaleChoice = 'closed'): RevocationVerdict | Promise<RevocationVerdict> {
    if (this.state.refuses(token)) throw new TokenRejected('revoked');
    if (!this.stale) return 'current';
    if (whenStale === 'closed') throw new CannotVerify('too old', 7);
    if (whenStale === 'open') return 'stale';
    this.asked++;
    return Promise.resolve('current');
  }

  permits(): boolean {
    return false;
  }

  holdsRole(): boolean {
    return false;
  }
}

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

  @RequireRecentLogin(60)
  @Get('recent')
  recent(): string {
    return 'recent';
  }
}

@Controller('strict')
@WhenStale('closed')
class StrictController {
  @Get()
  asTheClass(): string {
    return 'class';
  }

  @WhenStale('open')
  @Get('open')
  open(@CurrentPrincipal() { stale }: Principal): { stale: boolean } {
    return { stale: stale === true };
  }

  @WhenStale('introspect')
  @Get('introspect')
  introspect(@CurrentPrincipal() { stale }: Principal): { stale: boolean } {
    return { stale: stale === true };
  }
}

let issuer: TestIssuer;
let view: View;
let app: NestFastifyApplication;
let url: string;

/** A foreign application may have a PassportModule with a default strategy of its own. */
@Module({
  providers: [{ provide: AuthModuleOptions, useValue: { defaultStrategy: 'anonymous', property: 'user' } }],
  exports: [AuthModuleOptions],
})
class ForeignPassportModule {}

@Module({
  providers: [
    { provide: KeySource, useFactory: () => issuer.keys },
    { provide: RevocationView, useFactory: () => view },
  ],
  exports: [KeySource, RevocationView],
})
class SourcesModule {}

beforeAll(async () => {
  issuer = await TestIssuer.start();
  view = new View();
  const { audience } = issuer.options('orders');
  const module = await Test.createTestingModule({
    imports: [
      VerifierModule.forIssuer({
        imports: [SourcesModule, ForeignPassportModule],
        useFactory: () => ({ issuer: issuer.url, audience }),
      }),
    ],
    controllers: [PlainController, StrictController],
    providers: [
      { provide: APP_FILTER, useClass: AuthenticationFailureFilter },
      ...[JwtAuthGuard, RecentLoginGuard].map(useExisting => ({ provide: APP_GUARD, useExisting })),
    ],
  }).compile();
  app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
  await app.listen(0, '127.0.0.1');
  url = await app.getUrl();
});

afterAll(async () => {
  await app.close();
  await issuer.stop();
});

beforeEach(() => {
  view.state = new RevocationState();
  view.stale = false;
  view.asked = 0;
});

function bearer(claims: Partial<TestClaims> = {}): string {
  return `Bearer ${issuer.mint({ sub: 'ada', ...claims })}`;
}

function get(path: string, authorization?: string): Promise<Response> {
  return fetch(url + path, { headers: authorization === undefined ? {} : { authorization } });
}

/** The status for somebody with these claims; each is asked twice, the second time by the remembered token. */
async function statusFor(path: string, claims: Partial<TestClaims>): Promise<number> {
  const authorization = bearer(claims);
  const { status } = await get(path, authorization);
  expect((await get(path, authorization)).status).toBe(status);
  return status;
}

async function problemOf(answer: Response): Promise<unknown> {
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const problem = (await answer.json()) as { status: number; code: string; type: string };
  expect(problem.status).toBe(answer.status);
  expect(problem.type).toBe(`urn:problem-type:gatehouse:${problem.code}`);
  return [answer.status, problem.code, answer.headers.get('www-authenticate')];
}

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

describe('@WhenStale', () => {
  it.each([true, false])('goes before the class, for a token that is remembered: %p', async remembered => {
    const authorization = bearer({ roles: ['a'] });
    if (remembered) await get('/strict', authorization);
    view.stale = true;
    expect((await get('/strict', authorization)).status).toBe(503);
    expect(await (await get('/strict/open', authorization)).json()).toEqual({ stale: true });
    expect(view.asked).toBe(0);
    expect(await (await get('/strict/introspect', authorization)).json()).toEqual({ stale: false });
    expect(view.asked).toBe(1);
  });

  it('never lets in who is known to be revoked', async () => {
    const authorization = bearer({ roles: ['a'], jti: 'known' });
    view.state.apply({ kind: 'token', jti: 'known', expires_at: '2999-01-01T00:00:00Z' });
    view.stale = true;
    for (const path of ['/strict', '/strict/open', '/strict/introspect']) {
      expect((await get(path, authorization)).status).toBe(401);
    }
  });

  it('says nothing of staleness while the view is fresh', async () => {
    expect(await (await get('/strict/open', bearer({ roles: ['a'] }))).json()).toEqual({ stale: false });
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
