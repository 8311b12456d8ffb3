/** What specs of guards share: a service with the guards in it, a test issuer, and a view that they fill themselves. */
import { Module, type Type } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { AuthModuleOptions } from '@nestjs/passport';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { afterAll, beforeAll, beforeEach, expect } from '@jest/globals';
import type { Principal } from '../../../libs/contracts/src/index.js';
import {
  CannotVerify,
  KeySource,
  RevocationState,
  type RevocationVerdict,
  RevocationView,
  TokenRejected,
  type VerifiedToken,
  type WhenStale,
} from '../../../libs/verifier/core/src/index.js';
import { AuthenticationFailureFilter } from '../../../libs/verifier/nest/src/authentication-failure.filter.js';
import { JwtAuthGuard, RecentLoginGuard, VerifierModule } from '../../../libs/verifier/nest/src/index.js';
import { type TestClaims, TestIssuer } from '../../../libs/verifier/testing/src/index.js';

/** What is revoked and permitted, as a test wants it. */
class View extends RevocationView {
  state = new RevocationState();
  stale = false;
  /** Seconds by which the service's clock is ahead of the machine's. */
  ahead = 0;
  asked = 0;

  check(token: VerifiedToken, whenStale: WhenStale = 'closed'): RevocationVerdict | Promise<RevocationVerdict> {
    if (this.state.refuses(token)) throw new TokenRejected('revoked');
    if (!this.stale) return 'current';
    if (whenStale === 'closed') throw new CannotVerify('too old', 7);
    if (whenStale === 'open') return 'stale';
    this.asked++;
    return Promise.resolve('current');
  }

  awake(principal: Principal): readonly string[] {
    return this.state.awake(principal);
  }

  permits(): boolean {
    return false;
  }

  holdsRole(): boolean {
    return false;
  }
}

let issuer: TestIssuer;
let url: string;
export let view: View;
export let app: NestFastifyApplication;

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

/** Registers the hooks that start and stop it: called once at the head of a spec. */
export function setTheGuardedScene(...controllers: Type[]): void {
  beforeAll(async () => {
    issuer = await TestIssuer.start();
    view = new View();
    const { audience } = issuer.options('orders');
    const module = await Test.createTestingModule({
      imports: [
        VerifierModule.forIssuer({
          imports: [SourcesModule, ForeignPassportModule],
          useFactory: () => ({ issuer: issuer.url, audience, clock: () => Date.now() + view.ahead * 1000 }),
        }),
      ],
      controllers,
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
    view.ahead = 0;
    view.asked = 0;
  });
}

export function bearer(claims: Partial<TestClaims> = {}): string {
  return `Bearer ${issuer.mint({ sub: 'ada', ...claims })}`;
}

export function get(path: string, authorization?: string): Promise<Response> {
  return fetch(url + path, { headers: authorization === undefined ? {} : { authorization } });
}

/** The status for somebody with these claims; each is asked twice, the second time by the remembered token. */
export async function statusFor(path: string, claims: Partial<TestClaims>): Promise<number> {
  const authorization = bearer(claims);
  const { status } = await get(path, authorization);
  expect((await get(path, authorization)).status).toBe(status);
  return status;
}

export async function problemOf(answer: Response): Promise<unknown> {
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const problem = (await answer.json()) as { status: number; code: string; type: string };
  expect(problem.status).toBe(answer.status);
  expect(problem.type).toBe(`urn:problem-type:gatehouse:${problem.code}`);
  return [answer.status, problem.code, answer.headers.get('www-authenticate')];
}
