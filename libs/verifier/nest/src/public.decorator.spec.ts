import { Controller, Get } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Gatehouse } from '../../core/src/index.js';
import { type TestClaims, TestIssuer } from '../../testing/src/index.js';
import {
  Public,
  RequireAnyPermission,
  RequirePermissions,
  RequireRecentLogin,
  Roles,
  VerifierModule,
} from './index.js';

@Controller()
class PlainController {
  @Public()
  @Roles('nobody')
  @Get('public')
  public(): string {
    return 'public';
  }
}

@Controller('strict')
@Roles('a')
@RequirePermissions('x:read')
class StrictController {
  @Public()
  @Get('public')
  public(): string {
    return 'public';
  }
}

@Controller('open')
@Public()
class OpenController {
  @Get()
  asTheClass(): string {
    return 'open';
  }

  @RequirePermissions('x:read')
  @Get('permission')
  permission(): string {
    return 'closed';
  }

  @RequireAnyPermission('x:read')
  @Get('any')
  any(): string {
    return 'closed';
  }

  @RequireRecentLogin(60)
  @Get('recent')
  recent(): string {
    return 'closed';
  }
}

/** Inherits handlers that are known already under another class. */
@Controller('inherited')
@Roles('a')
class InheritingController extends OpenController {}

describe('RolesGuard', () => {
  let issuer: TestIssuer;
  let app: NestFastifyApplication;
  let url: string;

  beforeAll(async () => {
    issuer = await TestIssuer.start();
    issuer.defineRole('a', ['x:read', 'y:write']);
    issuer.defineRole('b', ['x:write']);
    issuer.defineRole('root', ['*']);
    const module = await Test.createTestingModule({
      imports: [VerifierModule.forRoot(issuer.options('orders'))],
      controllers: [PlainController, StrictController, OpenController, InheritingController],
    }).compile();
    app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
    await app.get(Gatehouse).start();
  });

  afterAll(async () => {
    await app.close();
    await issuer.stop();
  });

  async function statusFor(path: string, claims: Partial<TestClaims>): Promise<number> {
    const authorization = `Bearer ${issuer.mint({ sub: 'ada', ...claims })}`;
    return (await fetch(url + path, { headers: { authorization } })).status;
  }

  const statusForAnybody = async (path: string): Promise<number> => (await fetch(url + path)).status;

  it('demands nothing where the method is public, or only the class is and the method demands nothing', async () => {
    for (const path of ['/public', '/strict/public', '/open']) expect(await statusForAnybody(path)).toBe(200);
  });

  it('demands what a method of a public class demands', async () => {
    for (const path of ['/open/permission', '/open/any', '/open/recent']) {
      expect(await statusForAnybody(path)).toBe(401);
    }
    expect(await statusFor('/open/permission', { roles: ['b'] })).toBe(403);
    expect(await statusFor('/open/permission', { roles: ['a'] })).toBe(200);
  });

  it('judges a handler by the class that serves it', async () => {
    expect(await statusFor('/open/permission', { roles: ['root'] })).toBe(200);
    expect(await statusFor('/inherited/permission', { roles: ['root'] })).toBe(403);
    expect(await statusFor('/inherited/permission', { roles: ['b'] })).toBe(403);
    expect(await statusFor('/inherited/permission', { roles: ['a'] })).toBe(200);
  });
});
