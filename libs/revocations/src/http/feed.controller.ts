import { Controller, Get, Headers, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '#libs/contracts';
import { ApiGuarded, ApiProblems } from '#libs/platform';
import { AccessTokenVerifier } from '#libs/verifier/core';
import { CurrentPrincipal, RequirePermissions, TokenSource } from '#libs/verifier/nest';
import { readCursor } from '../feed/feed-cursor.js';
import { FollowFeed } from '../feed/follow-feed.js';
import { FeedQuery, RevocationBatch } from './feed.dto.js';
import { FeedStreams } from './feed-streams.js';

const PERMISSION = 'revocations:read';

/** What every service that verifies tokens has to know, for service clients with the scope `revocations:read`. */
@ApiTags('revocations')
@ApiGuarded('insufficient_scope')
@RequirePermissions(PERMISSION)
@Controller('v1/revocations')
export class FeedController {
  constructor(
    private readonly followFeed: FollowFeed,
    private readonly feedStreams: FeedStreams,
    private readonly accessTokenVerifier: AccessTokenVerifier,
    private readonly tokenSource: TokenSource,
  ) {}

  /**
   * Tells what was taken back of late, and what roles permit: everything, or what is new after a cursor. All that was
   * acknowledged before the request is in it.
   */
  @Get()
  @ApiOkResponse({ type: RevocationBatch })
  @ApiProblems('validation_failed')
  async readRevocations(@Query() { after }: FeedQuery, @Res() reply: FastifyReply): Promise<void> {
    const batch = await this.followFeed.once(after === undefined ? undefined : readCursor(after));
    reply.header('Cache-Control', 'no-store').type('application/json; charset=utf-8').send(batch);
  }

  /**
   * Tells the same as server-sent events, and then whatever comes, as it comes. Each event is named `revocations`; its
   * `data` is a batch, its `id` the cursor to go on from. At least one comes a second, empty where there is no news: the
   * heartbeat. The stream ends when the access token does; come back with a new one and `Last-Event-ID`.
   * A client may have a bounded number of streams open; one more is 429.
   */
  @Get('stream')
  @ApiHeader({
    name: 'Last-Event-ID',
    required: false,
    description: 'The `id` of the last event; else a whole picture.',
  })
  @ApiOkResponse({
    description: 'A stream of events without end. The schema is that of the `data` of each.',
    content: { 'text/event-stream': { schema: { $ref: getSchemaPath(RevocationBatch) } } },
  })
  @ApiProblems('overloaded')
  async streamRevocations(
    @Headers('last-event-id') lastEventId: string | undefined,
    @CurrentPrincipal() { sub }: Principal,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const credentials = this.tokenSource.read(request);
    const isAuthorized = (): Promise<boolean> =>
      credentials.kind === 'token'
        ? this.accessTokenVerifier.verify(credentials.token).then(
            principal => this.accessTokenVerifier.permits(principal, PERMISSION),
            () => false,
          )
        : Promise.resolve(false);
    const cursor = lastEventId === undefined ? undefined : readCursor(lastEventId);
    await this.feedStreams.serve(sub, reply, cursor, isAuthorized);
  }
}
