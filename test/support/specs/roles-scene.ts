/** What specs of what routes demand share: a service with the verifier in it, and an issuer that says what its roles permit. */
import type { Type } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { afterAll, beforeAll } from '@jest/globals';
import { Gatehouse } from '../../../libs/verifier/core/src/index.js';
import { VerifierModule } from '../../../libs/verifier/nest/src/index.js';
import { type TestClaims, TestIssuer } from '../../../libs/verifier/testing/src/index.js';

export let issuer: TestIssuer;
export let app: NestFastifyApplication;
export let url: string;

/** Registers the hooks that start and stop it: called once at the head of a spec. */
export function setTheRolesScene(...controllers: Type[]): void {
  beforeAll(async () => {
    issuer = await TestIssuer.start();
    issuer.defineRole('a', ['x:read', 'y:write']);
    issuer.defineRole('b', ['x:write']);
    issuer.defineRole('root', ['*']);
    issuer.defineRole('chief', ['x:read', 'y:write'], ['a']);
    const imports = [VerifierModule.forRoot(issuer.options('orders'))];
    const module = await Test.createTestingModule({ imports, controllers }).compile();
    app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
    await app.get(Gatehouse).start();
  });

  afterAll(async () => {
    await app.close();
    await issuer.stop();
  });
}

export function get(path: string, claims: Partial<TestClaims>): Promise<Response> {
  return fetch(url + path, { headers: { authorization: `Bearer ${issuer.mint({ sub: 'ada', ...claims })}` } });
}

export const statusFor = async (path: string, claims: Partial<TestClaims>): Promise<number> =>
  (await get(path, claims)).status;
