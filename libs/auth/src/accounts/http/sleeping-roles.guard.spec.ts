import { describe, expect, it } from '@jest/globals';
import type { ExecutionContext } from '@nestjs/common';
import { type Principal, problemDocument } from '#libs/contracts';
import { AuthenticationFailure, type RolesGuard } from '#libs/verifier/nest';
import type { Profile } from '../profile.js';
import { SleepingRolesGuard } from './sleeping-roles.guard.js';

/** What each role permits. */
const PERMITS: Record<string, readonly string[]> = {
  user: [],
  clerk: ['x:read'],
  reader: ['x:read'],
  writer: ['x:write'],
  editor: ['x:read', 'x:write'],
  idler: [],
};

describe('the refusal of what a role that sleeps would permit', () => {
  /** @param needed permissions, of which the route demands all */
  async function refused(
    needed: readonly string[],
    { roles = ['user'], dormant_roles = [''], has_second_factor = true },
  ): Promise<AuthenticationFailure['refusal']['body']> {
    const principal = { sub: 'ada', sid: 'a session', roles, amr: ['pwd'] } as unknown as Principal;
    const failure = new AuthenticationFailure({
      status: 403,
      headers: {},
      body: problemDocument('insufficient_scope'),
    });
    const rolesGuard = {
      canActivate: () => {
        throw failure;
      },
      allows: (_context: ExecutionContext, { roles: held }: Principal) => {
        const permitted = held.flatMap(role => PERMITS[role] ?? []);
        return needed.every(permission => permitted.includes(permission));
      },
    } as unknown as RolesGuard;
    const profile = { read: async () => ({ roles, dormant_roles, has_second_factor }) } as unknown as Profile;
    const context = { switchToHttp: () => ({ getRequest: () => ({ principal }) }) } as unknown as ExecutionContext;
    const error: unknown = await Promise.resolve(
      new SleepingRolesGuard(rolesGuard, profile).canActivate(context),
    ).catch((thrown: unknown) => thrown);
    if (error instanceof AuthenticationFailure) return error.refusal.body;
    throw error;
  }

  it.each([
    ['those that would be enough, each by itself', ['user'], ['editor', 'idler', 'reader', 'writer'], ['editor']],
    ['those that would be with what is awake', ['user', 'clerk'], ['idler', 'reader', 'writer'], ['writer']],
    ['all, where only several would be', ['user'], ['idler', 'reader', 'writer'], ['idler', 'reader', 'writer']],
    ['none, where all together would not be', ['user'], ['idler', 'reader'], undefined],
    ['none, where none sleeps', ['user'], [], undefined],
  ])('names %s', async (_which, roles, dormant_roles, named) => {
    const body = await refused(['x:read', 'x:write'], { roles, dormant_roles });
    expect(body.dormant_roles).toEqual(named);
  });

  it.each([
    [true, 'show a second factor at POST /v1/auth/step-up'],
    [false, 'add a second factor at /v1/auth/factors'],
  ])('says what is to be done for it, by whether there is a second factor: %s', async (has_second_factor, todo) => {
    const { detail } = await refused(['x:read'], { dormant_roles: ['reader', 'idler'], has_second_factor });
    expect(detail).toBe(`What you have of it sleeps in this session (reader): ${todo}.`);
  });
});
