import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerTo } from '#libs/oidc';
import { Config, DomainError, OAuthEndpoint, perMinute } from '#libs/platform';
import { Public } from '#libs/verifier/nest';
import { parametersIn } from '../given-parameters.js';
import { ReadAuthorizationRequest } from '../read-authorization-request.js';
import { refuseWithPage } from './refusal-page.js';

/** Where applications send people to log in. Browsers come here as they do to a page, so it is no more in the API document than those are. */
@ApiExcludeController()
@Public()
@Controller('oauth')
export class AuthorizeController {
  constructor(
    private readonly config: Config,
    private readonly readAuthorizationRequest: ReadAuthorizationRequest,
  ) {}

  /**
   * Where an application sends a browser to log somebody in (OpenID Connect Core §3.1.2). It changes nothing: the page that it leads
   * to takes up the request. Who names no application, or an address that is not registered for it, is shown a page and sent nowhere.
   */
  @Get('authorize')
  @Throttle(perMinute(300))
  authorize(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.goOn(request.query, request, reply);
  }

  /** The same for who sends the request as a form. */
  @Post('authorize')
  @OAuthEndpoint()
  @Throttle(perMinute(300))
  authorizeByForm(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.goOn(request.body, request, reply);
  }

  private async goOn(parsed: unknown, { headers }: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (this.config.pages === 'off') throw new DomainError('not_found');
    const given = parametersIn(parsed);
    if (given === undefined) return refuseWithPage(reply, 'It has sent a parameter twice.');
    const read = await this.readAuthorizationRequest.execute(given);
    if (read.kind === 'refused') return refuseWithPage(reply, read.why);
    const { issuer } = this.config;
    // A form is sent by the page as well.
    const login = `${issuer}/login?${new URLSearchParams(given).toString()}`;
    if (read.kind === 'wrong') return void reply.redirect(read.answer.fields === null ? read.answer.url : login, 303);
    // In a frame there are neither cookies nor a page.
    const isFramed = !['document', undefined].includes(headers['sec-fetch-dest']);
    if (!isFramed) return void reply.redirect(login, 303);
    if (!read.request.silent || read.request.response_mode !== 'query') {
      return refuseWithPage(reply, 'Nobody can log in within another page.');
    }
    return void reply.redirect(answerTo(read.request, issuer, { error: 'login_required' }).url, 303);
  }
}
