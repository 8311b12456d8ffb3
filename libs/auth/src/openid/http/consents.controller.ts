import { Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Principal } from '#libs/contracts';
import { Consents } from '#libs/oidc';
import { ApiGuarded, ApiProblems, IdParam, type RequestSource, Source } from '#libs/platform';
import { CurrentPrincipal, CurrentSession } from '#libs/verifier/nest';
import { WithdrawConsent } from '../withdraw-consent.js';
import { ConsentList, toConsent } from './consents.dto.js';

/** What you have allowed applications. */
@ApiTags('openid')
@ApiGuarded('insufficient_scope')
@Controller('v1/auth/consents')
export class ConsentsController {
  constructor(
    private readonly consents: Consents,
    private readonly withdrawConsentUseCase: WithdrawConsent,
  ) {}

  /** Lists the applications that you have allowed something, newest first. */
  @Get()
  @ApiOkResponse({ type: ConsentList })
  @ApiProblems()
  async listConsents(@CurrentPrincipal() { sub }: Principal, @CurrentSession() _session: string): Promise<ConsentList> {
    return { items: (await this.consents.list(sub)).map(toConsent), next_cursor: null };
  }

  /** Takes back what you have allowed an application: all that it has is dead at once. */
  @Delete(':id')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'The application is out.' })
  @ApiProblems('validation_failed', 'consent_not_found')
  async withdrawConsent(
    @Param() { id }: IdParam,
    @CurrentPrincipal() { sub }: Principal,
    @CurrentSession() _session: string,
    @Source() source: RequestSource,
  ): Promise<void> {
    await this.withdrawConsentUseCase.execute({ id: sub, ...source }, sub, id);
  }
}
