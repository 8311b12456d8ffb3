import { Controller, Delete, Get, HttpCode, Param, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '#libs/authority';
import type { Principal } from '#libs/contracts';
import { ApiGuarded, ApiProblems, Cursors, IdParam, pageOf, pageRequest } from '#libs/platform';
import { CurrentPrincipal, RequirePermissions } from '#libs/verifier/nest';
import { ListUserSessions } from '../list-user-sessions.js';
import { RevokeSessions } from '../revoke-sessions.js';
import { SessionPage, SessionQuery, toSession, UserSessionParams } from './session.dto.js';

/** The sessions of somebody else. */
@ApiTags('sessions')
@ApiGuarded('insufficient_scope', 'permission_not_held')
@RequirePermissions('sessions:revoke')
@Controller('v1/users/:id/sessions')
export class UserSessionsController {
  constructor(
    private readonly listUserSessionsUseCase: ListUserSessions,
    private readonly revokeSessions: RevokeSessions,
    private readonly cursors: Cursors,
  ) {}

  /** Lists the sessions of a user who holds no more than you, newest first. */
  @Get()
  @RequirePermissions('sessions:read')
  @ApiOkResponse({ type: SessionPage })
  @ApiProblems('validation_failed', 'invalid_cursor', 'insufficient_scope', 'permission_not_held', 'user_not_found')
  async listUserSessions(
    @Param() { id }: IdParam,
    @Query() query: SessionQuery,
    @CurrentPrincipal() { sid }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<SessionPage> {
    const list = `sessions-of:${id}:${query.active}`;
    const page = pageRequest(query, list, this.cursors);
    const records = await this.listUserSessionsUseCase.execute(caller, id, page, query.active);
    const { items, next_cursor } = pageOf(records, query.limit, session => session.id, list, this.cursors);
    return { items: items.map(record => toSession(record, sid)), next_cursor };
  }

  /** Ends all sessions of a user: access and refresh tokens are dead at once. */
  @Delete()
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'The sessions are over.' })
  @ApiProblems('validation_failed', 'user_not_found')
  async revokeUserSessions(@Param() { id }: IdParam, @CurrentCaller() caller: Caller): Promise<void> {
    await this.revokeSessions.all(caller, id);
  }

  /** Ends one session of a user: its access and refresh tokens are dead at once. */
  @Delete(':sid')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'The session is over.' })
  @ApiProblems('validation_failed', 'user_not_found', 'session_not_found')
  async revokeUserSession(@Param() { id, sid }: UserSessionParams, @CurrentCaller() caller: Caller): Promise<void> {
    await this.revokeSessions.one(caller, id, sid);
  }
}
