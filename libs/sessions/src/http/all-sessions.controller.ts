import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '#libs/authority';
import type { Principal } from '#libs/contracts';
import { ApiGuarded, ApiProblems, Cursors, pageRequest } from '#libs/platform';
import { AccessTokenVerifier } from '#libs/verifier/core';
import { CurrentPrincipal, RequirePermissions } from '#libs/verifier/nest';
import { ListAllSessions } from '../list-all-sessions.js';
import { AllSessionsQuery, filterOf, toUserSession, UserSessionPage } from './all-sessions.dto.js';

/** The sessions of everybody. */
@ApiTags('sessions')
@ApiGuarded('insufficient_scope')
@Controller('v1/user-sessions')
export class AllSessionsController {
  constructor(
    private readonly listAllSessionsUseCase: ListAllSessions,
    private readonly accessTokenVerifier: AccessTokenVerifier,
    private readonly cursors: Cursors,
  ) {}

  /**
   * Lists the sessions of all people who hold no more than you, newest first: all, or those that all filters fit. So many are looked at for
   * one part and no more: a part may have fewer items than asked for, even none, and there is more to come all the same as long as
   * `next_cursor` is not null.
   */
  @Get()
  @RequirePermissions('sessions:read')
  @ApiOkResponse({ type: UserSessionPage })
  @ApiProblems('validation_failed', 'invalid_cursor')
  async listAllSessions(
    @Query() query: AllSessionsQuery,
    @CurrentPrincipal() principal: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<UserSessionPage> {
    const filter = filterOf(query);
    const list = `all-sessions:${JSON.stringify(filter)}`;
    const page = pageRequest(query, list, this.cursors);
    const { items, next } = await this.listAllSessionsUseCase.execute(caller, filter, page);
    const seesAddress = this.accessTokenVerifier.permits(principal, 'users:read');
    return {
      items: items.map(found => toUserSession(found, principal.sid, seesAddress)),
      next_cursor: next === undefined ? null : this.cursors.encode(list, next),
    };
  }
}
