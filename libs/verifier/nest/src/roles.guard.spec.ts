import { Controller, Get } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import { Gatehouse } from '../../core/src/index.js';
import { app, get, issuer, setTheRolesScene, statusFor, url } from '../../../../test/support/specs/roles-scene.js';
import { RequireAnyPermission, RequirePermissions, Roles } from './index.js';

@Controller()
class PlainController {
  @Roles('a', 'b')
  @Get('roles')
  roles(): string {
    return 'roles';
  }

  @RequirePermissions('x:read', 'x:write')
  @Get('all')
  all(): string {
    return 'all';
  }

  @RequireAnyPermission('x:read', 'x:write')
  @Get('any')
  any(): string {
    return 'any';
  }

  @Roles('a')
  @RequirePermissions('x:read')
  @RequireAnyPermission('y:read', 'y:write')
  @Get('everything')
  everything(): string {
    return 'everything';
  }
}

@Controller('strict')
@Roles('a')
@RequirePermissions('x:read')
class StrictController {
  @Get()
  asTheClass(): string {
    return 'class';
  }

  @Roles('b')
  @Get('other-role')
  otherRole(): string {
    return 'method';
  }

  @RequirePermissions('y:read')
  @Get('other-permission')
  otherPermission(): string {
    return 'method';
  }
}

describe('RolesGuard', () => {
  setTheRolesScene(PlainController, StrictController);

  it.each([
    ['/roles', ['a'], 200],
    ['/roles', ['b', 'c'], 200],
    ['/roles', ['c', 'root'], 403],
    ['/all', ['a'], 403],
    ['/all', ['b'], 403],
    ['/all', ['a', 'b'], 200],
    ['/all', ['root'], 200],
    ['/all', ['unheard-of'], 403],
    ['/any', ['a'], 200],
    ['/any', ['b'], 200],
    ['/any', ['c'], 403],
    ['/everything', ['a'], 200],
    ['/everything', ['root'], 403],
    ['/everything', ['b'], 403],
    ['/strict', ['a'], 200],
    ['/strict', ['root'], 403],
    ['/strict/other-role', ['a'], 403],
    ['/strict/other-role', ['b'], 403],
    ['/strict/other-role', ['a', 'b'], 200],
    ['/strict/other-permission', ['a'], 403],
    ['/strict/other-permission', ['a', 'root'], 200],
  ])('answers at %s to %j with %d', async (path, roles, status) => {
    expect(await statusFor(path, { roles })).toBe(status);
  });

  it('goes by the scopes of a service client, which are no roles', async () => {
    const worker = { sub: 'worker', client_id: 'worker' };
    expect(await statusFor('/all', { ...worker, scope: 'x:read x:write' })).toBe(200);
    expect(await statusFor('/all', { ...worker, scope: 'x:read' })).toBe(403);
    expect(await statusFor('/roles', { ...worker, scope: 'a b' })).toBe(403);
  });

  it('follows a role that is edited, with tokens that are out already', async () => {
    const gatehouse = app.get(Gatehouse);
    const edit = async (permissions: string[]): Promise<void> => {
      const told = new Promise<void>(resolve => {
        const unsubscribe = gatehouse.onRevoked(({ entry }) => {
          if (entry.kind !== 'role' || entry.name !== 'edited') return;
          unsubscribe();
          resolve();
        });
      });
      issuer.defineRole('edited', permissions);
      await told;
    };
    const authorization = `Bearer ${issuer.mint({ sub: 'ada', roles: ['edited'] })}`;
    const statuses: number[] = [];
    for (const permissions of [['x:read'], [], ['x:write']]) {
      await edit(permissions);
      statuses.push((await fetch(`${url}/any`, { headers: { authorization } })).status);
    }
    expect(statuses).toEqual([200, 403, 200]);
  });

  it('takes a role for those that it includes, and not the other way round', async () => {
    expect(await statusFor('/roles', { roles: ['chief'] })).toBe(200);
    expect(await statusFor('/everything', { roles: ['chief'] })).toBe(200);
    expect(await statusFor('/strict/other-role', { roles: ['chief'] })).toBe(403);
    expect(await statusFor('/roles', { roles: ['root'] })).toBe(403);
  });

  it('answers with a problem and a challenge', async () => {
    const answer = await get('/any', {});
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.headers.get('www-authenticate')).toBe(
      'Bearer realm="gatehouse", error="insufficient_scope", scope="x:read x:write"',
    );
    const detail = 'Needs the permission x:read or x:write.';
    expect(await answer.json()).toMatchObject({ status: 403, code: 'insufficient_scope', detail });
    const everything = await get('/everything', {});
    expect(everything.headers.get('www-authenticate')).toContain('scope="x:read y:read y:write"');
    expect(await everything.json()).toMatchObject({
      detail: 'Needs the permission x:read. Needs the permission y:read or y:write. Needs the role a.',
    });
  });
});
