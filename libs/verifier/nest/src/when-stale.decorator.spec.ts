import { Controller, Get } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import { bearer, get, setTheGuardedScene, view } from '../../../../test/support/specs/guarded-scene.js';
import { CurrentPrincipal, type Principal, WhenStale } from './index.js';

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

setTheGuardedScene(StrictController);

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
