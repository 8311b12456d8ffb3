import { Body, Controller, Header, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '#libs/contracts';
import { ApiGuarded, ApiProblems, DomainError, IdParam, perMinute, type RequestSource, Source } from '#libs/platform';
import { CurrentPrincipal, CurrentSession, Public } from '#libs/verifier/nest';
import { TrustedOrigins } from '../../browser/trusted-origins.js';
import { AuthorizeApplication, type NextStep } from '../authorize-application.js';
import { BeginInteraction } from '../begin-interaction.js';
import { parametersOf } from '../given-parameters.js';
import { interactionCookie } from './interaction-cookie.js';
import { AuthorizeRequest, BegunLogin, InteractionStep, RequestOfApplication } from './interactions.dto.js';
import { shownApplication } from './shown-application.js';

const LOGINS = perMinute(120);

/** The way of somebody from an application, through the log-in page, back to it. */
@ApiTags('openid')
@Controller('v1/auth/interactions')
export class InteractionsController {
  constructor(
    private readonly beginInteraction: BeginInteraction,
    private readonly authorizeApplication: AuthorizeApplication,
    private readonly trustedOrigins: TrustedOrigins,
  ) {}

  /** Takes up what an application has sent this browser here with. For the log-in page: a cookie binds it to the browser, for ten minutes. */
  @Post()
  @Public()
  @Throttle(LOGINS)
  @Header('Cache-Control', 'no-store')
  @ApiCreatedResponse({ type: BegunLogin })
  @ApiProblems('invalid_request', 'invalid_json', 'validation_failed', 'cross_site_request')
  async beginApplicationLogin(
    @Body() { request: query }: RequestOfApplication,
    @Req() { headers }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BegunLogin> {
    this.trustedOrigins.assertTrusted(headers);
    const given = parametersOf(query);
    if (given === undefined) throw new DomainError('invalid_request', { detail: 'A parameter is given twice.' });
    const begun = await this.beginInteraction.execute(given, interactionCookie.read(headers.cookie));
    if ('url' in begun) {
      return { step: 'done', answer: { ...begun, fields: begun.fields && { ...begun.fields } }, ...NOTHING_BEGUN };
    }
    const { id, browser, request, client } = begun;
    reply.header('Set-Cookie', interactionCookie.with(browser));
    const application = shownApplication(client, request.scope);
    const { login_hint, max_age, silent } = request;
    return { id, step: 'log_in', application, login_hint, max_age, silent };
  }

  /** Lets the application in for who is logged in, if nothing is wanting; else says what is. */
  @Post(':id/authorize')
  @HttpCode(200)
  @Throttle(LOGINS)
  @Header('Cache-Control', 'no-store')
  @ApiGuarded('insufficient_scope')
  @ApiOkResponse({ type: InteractionStep })
  @ApiProblems('invalid_json', 'validation_failed', 'interaction_not_found')
  async authorizeApplicationLogin(
    @Param() { id }: IdParam,
    @Body() { consent = false }: AuthorizeRequest,
    @CurrentPrincipal() { sub }: Principal,
    @CurrentSession() sid: string,
    @Source() source: RequestSource,
    @Req() { headers }: FastifyRequest,
  ): Promise<InteractionStep> {
    const key = { id, browser: interactionCookie.read(headers.cookie) };
    return shown(await this.authorizeApplication.execute({ id: sub, ...source }, { sub, sid }, key, consent));
  }

  /** Sends the browser back without having let the application in. */
  @Post(':id/decline')
  @Public()
  @HttpCode(200)
  @Throttle(LOGINS)
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ type: InteractionStep })
  @ApiProblems('validation_failed', 'cross_site_request', 'interaction_not_found')
  async declineApplicationLogin(
    @Param() { id }: IdParam,
    @Req() { headers }: FastifyRequest,
  ): Promise<InteractionStep> {
    const browser = interactionCookie.read(headers.cookie);
    // Without the cookie there is nothing to be done in anybody's name.
    if (browser !== undefined) this.trustedOrigins.assertTrusted(headers);
    return shown(await this.authorizeApplication.decline({ id, browser }));
  }
}

const NOTHING_BEGUN = { id: null, application: null, login_hint: null, max_age: null, silent: false };

function shown(next: NextStep): InteractionStep {
  if (next.step !== 'done') return { step: next.step };
  const { url, fields } = next.answer;
  return { step: 'done', answer: { url, fields: fields && { ...fields } } };
}
