import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '#libs/authority';
import { ApiGuarded, ApiProblems, DomainError, IdParam, parseRfc3339 } from '#libs/platform';
import { RequirePermissions, RequireRecentLogin } from '#libs/verifier/nest';
import { ClientSecrets } from '../client-secrets.js';
import { Clients } from '../clients.js';
import { ClientSecretList, CreatedClientSecret, toCreatedSecret, toSecret } from './client.dto.js';
import { ClientSecretParams, CreateClientSecret } from './client-requests.dto.js';
import { RECENT_LOGIN_SECONDS } from './clients.controller.js';

@ApiTags('clients')
@ApiGuarded('insufficient_scope', 'permission_not_held')
@RequirePermissions('clients:write')
@Controller('v1/clients/:id/secrets')
export class ClientSecretsController {
  constructor(
    private readonly clients: Clients,
    private readonly clientSecrets: ClientSecrets,
  ) {}

  /** Lists a client's secrets, without what is secret about them. */
  @Get()
  @RequirePermissions('clients:read')
  @ApiOkResponse({ type: ClientSecretList })
  @ApiProblems('validation_failed', 'client_not_found', 'insufficient_scope')
  async listClientSecrets(@Param() { id }: IdParam): Promise<ClientSecretList> {
    await this.clients.get(id);
    return { items: (await this.clientSecrets.list(id)).map(toSecret), next_cursor: null };
  }

  /** Makes a further secret, so that the old one can be taken away later. Needs a login of the last 30 minutes. */
  @Post()
  @RequireRecentLogin(RECENT_LOGIN_SECONDS)
  @Header('Cache-Control', 'no-store')
  @ApiCreatedResponse({ type: CreatedClientSecret })
  @ApiProblems(
    'invalid_json',
    'validation_failed',
    'token_missing',
    'invalid_token',
    'insufficient_user_authentication',
    'client_not_found',
    'client_is_public',
    'too_many_secrets',
  )
  async createClientSecret(
    @Param() { id }: IdParam,
    @Body() { expires_at }: CreateClientSecret,
    @CurrentCaller() caller: Caller,
  ): Promise<CreatedClientSecret> {
    const expiresAt = expires_at === undefined ? null : inTheFuture(expires_at);
    return toCreatedSecret(await this.clients.addSecret(caller, id, expiresAt));
  }

  /** Deletes a secret: it is refused from now on. Tokens that were got with it live on until they expire. */
  @Delete(':secret_id')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'Deleted.' })
  @ApiProblems('validation_failed', 'client_not_found', 'secret_not_found')
  async deleteClientSecret(
    @Param() { id, secret_id }: ClientSecretParams,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.clients.removeSecret(caller, id, secret_id);
  }
}

/** @throws DomainError `validation_failed` for a time that is past */
function inTheFuture(text: string): Date {
  const time = parseRfc3339(text);
  if (time !== undefined && time.getTime() > Date.now()) return time;
  const error = { field: 'expires_at', code: 'not_in_future', message: 'expires_at has to be in the future' };
  throw new DomainError('validation_failed', { errors: [error] });
}
