import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblemsInMemory, Config } from '#libs/platform';
import { Public } from '#libs/verifier/nest';
import { KeyRing } from '../keys/key-ring.js';
import { Jwks } from './jwks.dto.js';

@ApiTags('oauth')
@Controller('.well-known')
export class JwksController {
  constructor(
    private readonly keyRing: KeyRing,
    private readonly config: Config,
  ) {}

  /** Gives the public keys that verify access tokens. */
  @Public()
  @Get('jwks.json')
  @ApiHeader({ name: 'If-None-Match', required: false, description: 'The `ETag` of the answer that you have.' })
  @ApiOkResponse({ type: Jwks })
  @ApiResponse({ status: 304, description: 'The keys are those that you have.' })
  @ApiProblemsInMemory('too_many_requests', 'starting')
  getJwks(@Res({ passthrough: true }) reply: FastifyReply, @Req() request: FastifyRequest): Jwks | undefined {
    const { keys, etag } = this.keyRing.published;
    const ifNoneMatch = request.headers['if-none-match'];
    reply.header('Cache-Control', `public, max-age=${this.config.jwksMaxAge}`).header('ETag', etag);
    if (ifNoneMatch !== undefined && matches(ifNoneMatch, etag)) return void reply.code(304);
    return { keys: [...keys] as Jwks['keys'] };
  }
}

/** RFC 9110 §13.1.2, with the weak comparison. */
function matches(ifNoneMatch: string, etag: string): boolean {
  const tags = ifNoneMatch.split(',').map(tag => tag.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(etag);
}
