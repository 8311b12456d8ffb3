import { type ExecutionContext, SetMetadata } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import {
  Public,
  RequireAnyPermission,
  RequireFactor,
  RequirePermissions,
  RequireRecentLogin,
  Roles,
  WhenStale,
} from './index.js';
import { rulesOf } from './route-rules.js';

@Roles('a')
@RequirePermissions('x:read')
@RequireAnyPermission('x:read', 'x:write')
@RequireRecentLogin(60)
@WhenStale('open')
class Base {
  asTheClass(): void {
    // Only its decorators matter.
  }

  @Roles('b')
  @RequirePermissions('y:read')
  @RequireAnyPermission('y:write')
  @RequireRecentLogin(10)
  @WhenStale('closed')
  ofItsOwn(): void {
    // Only its decorators matter.
  }

  @RequireFactor()
  withAFactor(): void {
    // Only its decorators matter.
  }

  @SetMetadata('gatehouse:phase-of-the-moon', 'full')
  fromTheFuture(): void {
    // Only its decorators matter.
  }

  @SetMetadata('orders:phase-of-the-moon', 'full')
  ofSomebodyElse(): void {
    // Only its decorators matter.
  }
}

@Public()
class Derived extends Base {}

@SetMetadata('gatehouse:phase-of-the-moon', 'full')
class FromTheFuture {
  plain(): void {
    // Only its decorators matter.
  }
}

function contextOf(route: object, handler: object): ExecutionContext {
  return { getClass: () => route, getHandler: () => handler } as unknown as ExecutionContext;
}

const OF_THE_CLASS = {
  openness: undefined,
  token: { whenStale: 'open' },
  roles: ['a'],
  permissions: ['x:read'],
  anyPermission: ['x:read', 'x:write'],
  maxLoginAge: 60,
};

describe('the rules of a route', () => {
  it('are those of its class, one by one replaced by those of its method', () => {
    expect(rulesOf(contextOf(Base, Base.prototype.asTheClass))).toEqual(OF_THE_CLASS);
    expect(rulesOf(contextOf(Base, Base.prototype.ofItsOwn))).toEqual({
      openness: undefined,
      token: { whenStale: 'closed' },
      roles: ['b'],
      permissions: ['y:read'],
      anyPermission: ['y:write'],
      maxLoginAge: 10,
    });
  });

  it('close what demands a factor, though its class be public', () => {
    const rules = { ...OF_THE_CLASS, needsFactor: true };
    expect(rulesOf(contextOf(Base, Base.prototype.withAFactor))).toEqual(rules);
    expect(rulesOf(contextOf(Derived, Base.prototype.withAFactor))).toEqual(rules);
  });

  it('are read once', () => {
    const context = contextOf(Base, Base.prototype.asTheClass);
    expect(rulesOf(context)).toBe(rulesOf(context));
  });

  it('differ by the class that serves a handler', () => {
    expect(rulesOf(contextOf(Derived, Base.prototype.asTheClass))).toEqual({ ...OF_THE_CLASS, openness: 'always' });
    expect(rulesOf(contextOf(Base, Base.prototype.asTheClass))).toEqual(OF_THE_CLASS);
  });

  it('cannot be told where a decorator of a newer copy of the package demands what this one does not know', () => {
    for (const [route, handler] of [
      [Base, Base.prototype.fromTheFuture],
      [FromTheFuture, FromTheFuture.prototype.plain],
    ] as const) {
      for (let time = 0; time < 2; time++) {
        expect(() => rulesOf(contextOf(route, handler))).toThrow('gatehouse:phase-of-the-moon');
      }
    }
    expect(() => rulesOf(contextOf(Base, Base.prototype.ofSomebodyElse))).not.toThrow();
  });
});
