import { Controller, Get } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import { setTheRolesScene, statusFor, url } from '../../../../test/support/specs/roles-scene.js';
import { Public, RequireAnyPermission, RequirePermissions, RequireRecentLogin, Roles } from './index.js';

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
  setTheRolesScene(PlainController, StrictController, OpenController, InheritingController);

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
