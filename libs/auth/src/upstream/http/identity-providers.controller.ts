import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '#libs/authority';
import {
  ApiGuarded,
  ApiIfMatch,
  ApiProblems,
  Cursors,
  type ExpectedVersion,
  IdParam,
  IfMatch,
  MaxBody,
  pageOf,
  PageQuery,
  pageRequest,
  Versioned,
} from '#libs/platform';
import {
  IdentityProvider,
  IdentityProviderPage,
  IdentityProviders,
  type ProviderRecord,
  toProvider,
} from '#libs/upstream';
import { RequirePermissions, RequireRecentLogin } from '#libs/verifier/nest';
import { AskProvider } from '../ask-provider.js';
import { CreateProvider } from '../create-provider.js';
import { DeleteProvider } from '../delete-provider.js';
import { UpdateProvider } from '../update-provider.js';
import { definitionIn, wholeDefinition } from './identity-provider-bodies.js';
import { CreateIdentityProvider, UpdateIdentityProvider } from './identity-provider-requests.dto.js';

const LIST = 'identity-providers';
/** Of a provider with as many long domains and rules as it may have. */
const MAX_BYTES = 128 * 1024;
/** Whoever decides whose word counts has to have logged in this recently, in seconds. */
const RECENT_LOGIN_SECONDS = 30 * 60;

@ApiTags('identity-providers')
@ApiGuarded('insufficient_scope', 'permission_not_held')
@RequirePermissions('identity_providers:write')
@Controller('v1/identity-providers')
export class IdentityProvidersController {
  constructor(
    private readonly identityProviders: IdentityProviders,
    private readonly createProvider: CreateProvider,
    private readonly updateProvider: UpdateProvider,
    private readonly deleteProvider: DeleteProvider,
    private readonly askProvider: AskProvider,
    private readonly cursors: Cursors,
  ) {}

  /** Lists the providers by which people log in, newest first, without their secrets. */
  @Get()
  @RequirePermissions('identity_providers:read')
  @ApiOkResponse({ type: IdentityProviderPage })
  @ApiProblems('validation_failed', 'invalid_cursor', 'insufficient_scope')
  async listIdentityProviders(@Query() query: PageQuery): Promise<IdentityProviderPage> {
    const records = await this.identityProviders.list(pageRequest(query, LIST, this.cursors));
    const page = pageOf(records, query.limit, provider => provider.id, LIST, this.cursors);
    return { ...page, items: page.items.map(record => this.shown(record)) };
  }

  /** Makes a provider known by which people can log in from now on. Needs a login of the last 30 minutes. */
  @Post()
  @MaxBody(MAX_BYTES)
  @RequireRecentLogin(RECENT_LOGIN_SECONDS)
  @Versioned()
  @ApiCreatedResponse({ type: IdentityProvider })
  @ApiProblems(
    'invalid_json',
    'validation_failed',
    'token_missing',
    'invalid_token',
    'insufficient_user_authentication',
    'role_not_found',
    'identity_provider_exists',
    'too_many_identity_providers',
  )
  async createIdentityProvider(
    @Body() { issuer, client_secret, ...definition }: CreateIdentityProvider,
    @CurrentCaller() caller: Caller,
  ): Promise<IdentityProvider> {
    return this.shown(await this.createProvider.execute(caller, issuer, client_secret, wholeDefinition(definition)));
  }

  /** Shows one provider. */
  @Get(':id')
  @RequirePermissions('identity_providers:read')
  @Versioned()
  @ApiOkResponse({ type: IdentityProvider })
  @ApiProblems('validation_failed', 'insufficient_scope', 'identity_provider_not_found')
  async getIdentityProvider(@Param() { id }: IdParam): Promise<IdentityProvider> {
    return this.shown(await this.identityProviders.get(id));
  }

  /** Changes a provider: what it is asked for and what its word comes to, at the next login of each. Needs a login of the last 30 minutes. */
  @Patch(':id')
  @MaxBody(MAX_BYTES)
  @RequireRecentLogin(RECENT_LOGIN_SECONDS)
  @Versioned()
  @ApiIfMatch()
  @ApiOkResponse({ type: IdentityProvider })
  @ApiProblems(
    'invalid_json',
    'validation_failed',
    'token_missing',
    'invalid_token',
    'insufficient_user_authentication',
    'identity_provider_not_found',
    'role_not_found',
    'precondition_failed',
  )
  async updateIdentityProvider(
    @Param() { id }: IdParam,
    @Body() body: UpdateIdentityProvider,
    @IfMatch() expected: ExpectedVersion,
    @CurrentCaller() caller: Caller,
  ): Promise<IdentityProvider> {
    const secret = body.client_secret;
    const change = { definition: definitionIn(body), ...(secret !== undefined && { secret }) };
    return this.shown(await this.updateProvider.execute(caller, id, change, expected));
  }

  /** Deletes a provider with all that is linked to it. Accounts, their roles and their sessions stay. */
  @Delete(':id')
  @ApiIfMatch()
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'Deleted.' })
  @ApiProblems('validation_failed', 'identity_provider_not_found', 'precondition_failed')
  async deleteIdentityProvider(
    @Param() { id }: IdParam,
    @IfMatch() expected: ExpectedVersion,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.deleteProvider.execute(caller, id, expected);
  }

  private shown(record: ProviderRecord): IdentityProvider {
    return toProvider(record, this.askProvider.redirectUriOf(record.id));
  }
}
