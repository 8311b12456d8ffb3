import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ADMIN_ROLE, type Principal } from '#libs/contracts';
import { ApiGuarded, ApiProblems, DomainError, IdParam, Origin, type RequestOrigin } from '#libs/platform';
import { CurrentPrincipal, RequireRecentLogin, Roles } from '#libs/verifier/nest';
import { ClientSecrets } from '../client-secrets.js';
import { Clients } from '../clients.js';
import {
  ClientSecretList,
  ClientSecretParams,
  CreateClientSecret,
  CreatedClientSecret,
  toCreatedSecret,
  toSecret,
} from './client.dto.js';
import { RECENT_LOGIN_SECONDS } from './clients.controller.js';

@ApiTags('clients')
@ApiGuarded('insufficient_scope')
@Roles(ADMIN_ROLE)
@Controller('v1/clients/:id/secrets')
export class ClientSecretsController {
  constructor(
    private readonly clients: Clients,
    private readonly secrets: ClientSecrets,
  ) {}

  /** Lists a service client's secrets, without what is secret about them. */
  @Get()
  @ApiOkResponse({ type: ClientSecretList })
  @ApiProblems('validation_failed', 'client_not_found')
  async listClientSecrets(@Param() { id }: IdParam): Promise<ClientSecretList> {
    await this.clients.get(id);
    return { items: (await this.secrets.list(id)).map(toSecret), next_cursor: null };
  }

  /** Makes a further secret, so that the old one can be taken away later. Needs a login of the last 30 minutes. */
  @Post()
  @RequireRecentLogin(RECENT_LOGIN_SECONDS)
  @Header('Cache-Control', 'no-store')
  @ApiCreatedResponse({ type: CreatedClientSecret })
  @ApiProblems('invalid_json', 'validation_failed', 'client_not_found', 'too_many_secrets')
  async createClientSecret(
    @Param() { id }: IdParam,
    @Body() { expires_at }: CreateClientSecret,
    @CurrentPrincipal() principal: Principal,
    @Origin() origin: RequestOrigin,
  ): Promise<CreatedClientSecret> {
    const expiresAt = expires_at === undefined ? null : inTheFuture(expires_at);
    return toCreatedSecret(await this.clients.addSecret({ id: principal.sub, ...origin }, id, expiresAt));
  }

  /** Deletes a secret: it is refused from now on. Tokens that were got with it live on until they expire. */
  @Delete(':secret_id')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'Deleted.' })
  @ApiProblems('validation_failed', 'client_not_found', 'secret_not_found')
  async deleteClientSecret(
    @Param() { id, secret_id }: ClientSecretParams,
    @CurrentPrincipal() principal: Principal,
    @Origin() origin: RequestOrigin,
  ): Promise<void> {
    await this.clients.removeSecret({ id: principal.sub, ...origin }, id, secret_id);
  }
}

/** @throws DomainError `validation_failed` for a time that is past */
function inTheFuture(text: string): Date {
  const time = new Date(text);
  if (time.getTime() > Date.now()) return time;
  const error = { field: 'expires_at', code: 'not_in_future', message: 'expires_at has to be in the future' };
  throw new DomainError('validation_failed', { errors: [error] });
}
