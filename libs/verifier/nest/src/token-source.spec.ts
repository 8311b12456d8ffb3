import { Controller, Get, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type BearerCredentials, KeySource, RevocationView } from '../../core/src/index.js';
import { TestIssuer } from '../../testing/src/index.js';
import {
  CurrentPrincipal,
  type GuardedRequest,
  JwtAuthGuard,
  type Principal,
  TokenSource,
  VerifierModule,
} from './index.js';
import { rawHeadersOf } from './guarded-request.js';

/** A service behind a gateway that hands tokens on in a header of its own. */
class GatewayHeader extends TokenSource {
  read(request: GuardedRequest): BearerCredentials {
    const headers = rawHeadersOf(request);
    const token = headers[headers.findIndex(name => name.toLowerCase() === 'x-token') + 1];
    return headers.some(name => name.toLowerCase() === 'x-token') && token !== undefined
      ? { kind: 'token', token }
      : { kind: 'none' };
  }
}

class OpenView extends RevocationView {
  check(): 'current' {
    return 'current';
  }

  awake({ roles }: Principal): readonly string[] {
    return roles;
  }

  permits(): boolean {
    return true;
  }

  holdsRole(): boolean {
    return true;
  }
}

@Controller()
class MeController {
  @Get()
  me(@CurrentPrincipal() principal: Principal): Principal {
    return principal;
  }
}

describe('a token source of the application’s own', () => {
  let app: NestFastifyApplication;
  let url: string;
  let issuer: TestIssuer;

  beforeAll(async () => {
    issuer = await TestIssuer.start();
    @Module({
      providers: [
        GatewayHeader,
        { provide: KeySource, useValue: issuer.keys },
        { provide: RevocationView, useClass: OpenView },
      ],
      exports: [GatewayHeader, KeySource, RevocationView],
    })
    class GroundModule {}
    const module = await Test.createTestingModule({
      imports: [
        VerifierModule.forIssuer({
          imports: [GroundModule],
          tokenSource: GatewayHeader,
          useFactory: () => ({ issuer: issuer.url, audience: 'here' }),
        }),
      ],
      controllers: [MeController],
      providers: [{ provide: APP_GUARD, useExisting: JwtAuthGuard }],
    }).compile();
    app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
  });

  afterAll(async () => {
    await app.close();
    await issuer.stop();
  });

  it('is where the guard reads, each time, and nowhere else', async () => {
    const token = issuer.mint({ sub: 'ada', aud: 'here' });
    const status = async (headers: Record<string, string>): Promise<number> => (await fetch(url, { headers })).status;
    expect(await status({ authorization: `Bearer ${token}` })).toBe(401);
    // First by way of Passport, then from the cache.
    expect(await status({ 'x-token': token })).toBe(200);
    expect(await status({ 'x-token': token })).toBe(200);
    expect(await status({ 'x-token': `${token}x` })).toBe(401);
  });
});
