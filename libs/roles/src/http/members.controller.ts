import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import { type Caller, CurrentCaller } from '#libs/authority';
import type { Principal } from '#libs/contracts';
import type { Transaction } from '#libs/persistence';
import { ApiGuarded, ApiProblems, Cursors, pageOf, pageRequest } from '#libs/platform';
import { AccessTokenVerifier } from '#libs/verifier/core';
import { CurrentPrincipal, RequireAnyPermission, RequirePermissions } from '#libs/verifier/nest';
import { DryRun } from '../dry-run/dry-run.js';
import { AddMembers, type MembersChanged } from '../members/add-members.js';
import { Members } from '../members/members.js';
import { BulkTurn } from '../members/bulk-turn.js';
import { RemoveMembers } from '../members/remove-members.js';
import { BulkBody } from './bulk-body.decorator.js';
import { DryRunQuery } from './dry-run.dto.js';
import { expiryOf } from './role-grant.dto.js';
import {
  MembersChange,
  MembersToAdd,
  MembersToRemove,
  RoleMemberPage,
  RoleMemberQuery,
  toRoleMember,
} from './member.dto.js';
import { RoleParam } from './role.dto.js';

/** Requests that one address may make to each of the two, a minute. */
const BULK_LIMIT = { default: { limit: 60, ttl: 60_000 } };

const CHANGE_PROBLEMS = [
  'invalid_json',
  'validation_failed',
  'insufficient_scope',
  'permission_not_held',
  'role_not_found',
  'members_refused',
  'overloaded',
] as const;

@ApiTags('roles')
@ApiGuarded('insufficient_scope')
@Controller('v1/roles/:role/members')
export class MembersController {
  constructor(
    private readonly members: Members,
    private readonly addMembers: AddMembers,
    private readonly removeMembers: RemoveMembers,
    private readonly dryRun: DryRun,
    private readonly bulkTurn: BulkTurn,
    private readonly accessTokenVerifier: AccessTokenVerifier,
    private readonly cursors: Cursors,
  ) {}

  /** Lists the users who were given a role directly, in order of id. */
  @Get()
  @RequirePermissions('roles:read')
  @ApiOkResponse({ type: RoleMemberPage })
  @ApiProblems('validation_failed', 'invalid_cursor', 'role_not_found')
  async listRoleMembers(
    @Param() { role }: RoleParam,
    @Query() query: RoleMemberQuery,
    @CurrentPrincipal() principal: Principal,
  ): Promise<RoleMemberPage> {
    const list = `members ${role}${query.without_factor ? ' without factor' : ''}`;
    const records = await this.members.list(role, query.without_factor, pageRequest(query, list, this.cursors));
    const page = pageOf(records, query.limit, member => member.user_id, list, this.cursors);
    const seesAddress = this.accessTokenVerifier.permits(principal, 'users:read');
    return { ...page, items: page.items.map(member => toRoleMember(member, seesAddress)) };
  }

  /**
   * Gives a role to many users: to all or to none. For those who have it this replaces its end: without `expires_at` it is
   * theirs for good from then on.
   */
  @Post()
  @RequireAnyPermission('roles:assign', 'roles:delegate')
  @BulkBody()
  @HttpCode(200)
  @Throttle(BULK_LIMIT)
  @ApiOkResponse({ type: MembersChange })
  @ApiProblems(...CHANGE_PROBLEMS)
  addRoleMembers(
    @Param() { role }: RoleParam,
    @Query() { dry_run }: DryRunQuery,
    @Body() { user_ids, ...terms }: MembersToAdd,
    @CurrentCaller() caller: Caller,
  ): Promise<MembersChange> {
    const add = (open?: Transaction): Promise<MembersChanged> =>
      this.addMembers.execute(caller, role, user_ids, expiryOf(terms), open);
    return this.bulkTurn.take(() => (dry_run ? this.tried(role, user_ids, add) : add()));
  }

  /** Takes a role from many users, at once: from all or from none. Their access tokens are refused from then on. */
  @Post('remove')
  @RequireAnyPermission('roles:assign', 'roles:delegate')
  @BulkBody()
  @HttpCode(200)
  @Throttle(BULK_LIMIT)
  @ApiOkResponse({ type: MembersChange })
  @ApiProblems(...CHANGE_PROBLEMS)
  removeRoleMembers(
    @Param() { role }: RoleParam,
    @Query() { dry_run }: DryRunQuery,
    @Body() { user_ids }: MembersToRemove,
    @CurrentCaller() caller: Caller,
  ): Promise<MembersChange> {
    const remove = (open?: Transaction): Promise<MembersChanged> =>
      this.removeMembers.execute(caller, role, user_ids, open);
    return this.bulkTurn.take(() => (dry_run ? this.tried(role, user_ids, remove) : remove()));
  }

  private async tried(
    role: string,
    userIds: readonly string[],
    change: (open: Transaction) => Promise<MembersChanged>,
  ): Promise<MembersChange> {
    const { result, effects } = await this.dryRun.of(role, userIds, change);
    return { ...result, effects };
  }
}
