import { Controller, Get, type INestApplication } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Gatehouse } from '../../core/src/index.js';
import { TestIssuer } from '../../testing/src/index.js';
import {
  CurrentPrincipal,
  CurrentSession,
  type Principal,
  Public,
  PublicWithoutToken,
  RequirePermissions,
  RequireRecentLogin,
  Roles,
  VerifierModule,
} from './index.js';

@Controller()
class OrdersController {
  @Get('own')
  own(@CurrentPrincipal() { sub }: Principal): object {
    return { sub };
  }

  @Get('session')
  session(@CurrentSession() session: string): object {
    return { session };
  }

  @Get('all')
  @Roles('auditor')
  @RequirePermissions('orders:read')
  all(): object {
    return {};
  }

  @Get('recent')
  @RequireRecentLogin(60)
  recent(): object {
    return {};
  }

  @Get('public')
  @Public()
  public(): object {
    return {};
  }

  @Get('either')
  @PublicWithoutToken()
  either(): object {
    return {};
  }
}

const frameworks = [
  { name: 'Fastify', adapter: (): FastifyAdapter => new FastifyAdapter() },
  { name: 'Express', adapter: (): ExpressAdapter => new ExpressAdapter() },
];

describe.each(frameworks)('an application on $name', ({ adapter }) => {
  let issuer: TestIssuer;
  let app: INestApplication;
  let url: string;

  beforeAll(async () => {
    issuer = await TestIssuer.start();
    const imports = [VerifierModule.forRoot(issuer.options('orders'))];
    const testing = await Test.createTestingModule({ imports, controllers: [OrdersController] }).compile();
    app = testing.createNestApplication(adapter(), { logger: false });
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
    await app.get(Gatehouse).start();
  });

  afterAll(async () => {
    await app.close();
    await issuer.stop();
  });

  interface Answer {
    readonly status: number;
    readonly challenge: string | null;
    readonly type: string | null;
    readonly body: Record<string, unknown>;
  }

  async function ask(path: string, authorization?: string): Promise<Answer> {
    const answer = await fetch(`${url}/${path}`, { headers: authorization === undefined ? {} : { authorization } });
    const { status, headers } = answer;
    const body = (await answer.json()) as Record<string, unknown>;
    return { status, challenge: headers.get('www-authenticate'), type: headers.get('content-type'), body };
  }

  const as = (claims: Parameters<TestIssuer['mint']>[0]): string => `Bearer ${issuer.mint(claims)}`;

  /** A refusal in the form and with the challenge that its code has (RFC 9457, RFC 6750 §3). */
  const refusal = (status: number, code: string, challenge: string | null): Answer => ({
    status,
    challenge,
    type: 'application/problem+json',
    body: expect.objectContaining({ status, code }),
  });

  it('opens public routes to everybody, and no other', async () => {
    expect((await ask('public')).status).toBe(200);
    expect((await ask('public', 'Bearer no.good.token')).status).toBe(200);
    expect((await ask('either')).status).toBe(200);
    for (const path of ['own', 'session', 'all', 'recent']) {
      expect(await ask(path)).toEqual(refusal(401, 'token_missing', 'Bearer realm="gatehouse"'));
    }
  });

  it('refuses bad tokens and malformed headers, saying so in the words of RFC 6750', async () => {
    for (const path of ['own', 'all', 'either']) {
      const { status, challenge, body } = await ask(path, 'Bearer no.good.token');
      expect([path, status, body['code']]).toEqual([path, 401, 'invalid_token']);
      expect(challenge).toContain('error="invalid_token"');
    }
    const malformed = await ask('own', 'Bearer two words');
    expect([malformed.status, malformed.body['code']]).toEqual([400, 'invalid_request']);
    expect(malformed.challenge).toContain('error="invalid_request"');
  });

  it('hands handlers the principal and the session', async () => {
    expect((await ask('own', as({ sub: 'ada' }))).body).toEqual({ sub: 'ada' });
    expect((await ask('session', as({ sub: 'ada', sid: 'one' }))).body).toEqual({ session: 'one' });
    const client = await ask('session', as({ sub: 'orders', client_id: 'orders' }));
    expect([client.status, client.body['code']]).toEqual([403, 'insufficient_scope']);
  });

  it('lets in who has the role and the permission, and answers 403 to who lacks either', async () => {
    const granted = { sub: 'ada', roles: ['auditor'], permissions: ['orders:read'] };
    expect((await ask('all', as(granted))).status).toBe(200);
    const challenge = 'Bearer realm="gatehouse", error="insufficient_scope", scope="orders:read"';
    expect(await ask('all', as({ ...granted, roles: [] }))).toEqual(refusal(403, 'insufficient_scope', challenge));
    expect(await ask('all', as({ ...granted, permissions: [] }))).toEqual(
      refusal(403, 'insufficient_scope', challenge),
    );
  });

  it('asks for a login that is recent where one is needed', async () => {
    const now = Math.floor(Date.now() / 1000);
    expect((await ask('recent', as({ sub: 'ada', auth_time: now - 5 }))).status).toBe(200);
    const old = await ask('recent', as({ sub: 'ada', auth_time: now - 500 }));
    expect([old.status, old.body['code']]).toEqual([401, 'insufficient_user_authentication']);
    expect(old.challenge).toContain('max_age="60"');
  });

  it('refuses a token that was revoked', async () => {
    const token = as({ sub: 'ada', jti: 'taken-back' });
    expect((await ask('own', token)).status).toBe(200);
    const told = new Promise<void>(resolve => void app.get(Gatehouse).onRevoked(() => resolve()));
    issuer.revokeToken('taken-back');
    await told;
    expect((await ask('own', token)).body['code']).toBe('invalid_token');
  });
});
