import { Controller, Delete, Get, HttpCode, Param, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Principal } from '#libs/contracts';
import {
  ApiGuarded,
  ApiProblems,
  Cursors,
  IdParam,
  Source,
  pageOf,
  pageRequest,
  type RequestSource,
} from '#libs/platform';
import { CurrentPrincipal, CurrentSession } from '#libs/verifier/nest';
import { EndSession } from '../end-session.js';
import { Sessions } from '../sessions.js';
import { SessionPage, SessionQuery, toSession } from './session.dto.js';

@ApiTags('sessions')
@ApiGuarded('insufficient_scope')
@Controller('v1/sessions')
export class SessionsController {
  constructor(
    private readonly sessions: Sessions,
    private readonly endSession: EndSession,
    private readonly cursors: Cursors,
  ) {}

  /** Lists your own sessions, newest first. */
  @Get()
  @ApiOkResponse({ type: SessionPage })
  @ApiProblems('validation_failed', 'invalid_cursor')
  async listSessions(
    @Query() query: SessionQuery,
    @CurrentPrincipal() { sub }: Principal,
    @CurrentSession() session: string,
  ): Promise<SessionPage> {
    const list = `sessions:${sub}:${query.active}`;
    const records = await this.sessions.list(sub, pageRequest(query, list, this.cursors), query.active);
    const page = pageOf(records, query.limit, session => session.id, list, this.cursors);
    return { ...page, items: page.items.map(record => toSession(record, session)) };
  }

  /** Ends one of your own sessions: its access and refresh tokens are dead at once. */
  @Delete(':id')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'The session is over.' })
  @ApiProblems('validation_failed', 'session_not_found')
  async revokeSession(
    @Param() { id }: IdParam,
    @CurrentPrincipal() { sub }: Principal,
    @CurrentSession() _session: string,
    @Source() source: RequestSource,
  ): Promise<void> {
    await this.endSession.execute({ id: sub, ...source }, { userId: sub, sessionId: id, reason: 'revoked_by_user' });
  }
}
