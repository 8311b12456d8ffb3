import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Config, DomainError, IdParam, perMinute } from '#libs/platform';
import { Public } from '#libs/verifier/nest';

/** Where other providers send browsers back to. These come as to a page, so it is not in the API document. */
@ApiExcludeController()
@Public()
@Controller('oauth/upstream')
export class UpstreamReturnController {
  constructor(private readonly config: Config) {}

  /**
   * Leads to the page that goes on from the same site: on the way from another one no cookie of the session comes along. It changes
   * nothing and judges nothing, so that a link to it does no harm.
   */
  @Get(':id')
  @Throttle(perMinute(300))
  comeBack(@Param() { id }: IdParam, @Req() { raw }: FastifyRequest, @Res() reply: FastifyReply): void {
    if (this.config.pages === 'off') throw new DomainError('not_found');
    const { url = '' } = raw;
    const start = url.indexOf('?');
    const answer = start < 0 ? '' : url.slice(start + 1);
    const query = new URLSearchParams({ provider_id: id, answer });
    void reply.redirect(`${this.config.issuer}/upstream?${query.toString()}`, 303);
  }
}
