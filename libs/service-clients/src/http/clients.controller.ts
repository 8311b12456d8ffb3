import { Body, Controller, Delete, Get, Header, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '#libs/authority';
import { ApiGuarded, ApiProblems, Cursors, IdParam, MaxBody, pageOf, pageRequest } from '#libs/platform';
import { RequirePermissions, RequireRecentLogin } from '#libs/verifier/nest';
import { Clients } from '../clients.js';
import { ClientPage, CreatedClient, ServiceClient, toClient, toCreatedClient } from './client.dto.js';
import { definitionIn, filterIn, registrationIn } from './client-bodies.js';
import { REGISTRATIONS } from './client-examples.js';
import { ClientQuery, CreateClient, UpdateClient } from './client-requests.dto.js';

/** Of a client with as many long addresses as it may have. */
const MAX_BYTES = 64 * 1024;

/** Whoever makes credentials has to have logged in this recently, in seconds. */
export const RECENT_LOGIN_SECONDS = 30 * 60;

@ApiTags('clients')
@ApiGuarded('insufficient_scope', 'permission_not_held')
@RequirePermissions('clients:write')
@Controller('v1/clients')
export class ClientsController {
  constructor(
    private readonly clients: Clients,
    private readonly cursors: Cursors,
  ) {}

  /** Lists the clients, newest first: all of them, or those that may have a scope, are of one kind or are called so. */
  @Get()
  @RequirePermissions('clients:read')
  @ApiOkResponse({ type: ClientPage })
  @ApiProblems('validation_failed', 'invalid_cursor', 'insufficient_scope')
  async listClients(@Query() query: ClientQuery): Promise<ClientPage> {
    const list = `clients:${JSON.stringify([query.scope, query.kind, query.name_contains])}`;
    const records = await this.clients.list(pageRequest(query, list, this.cursors), filterIn(query));
    const page = pageOf(records, query.limit, client => client.id, list, this.cursors);
    return { ...page, items: page.items.map(toClient) };
  }

  /**
   * Registers a client. Its secret is shown this once; with a key it gets none unless it is asked for. Needs a login
   * of the last 30 minutes.
   */
  @Post()
  @MaxBody(MAX_BYTES)
  @RequireRecentLogin(RECENT_LOGIN_SECONDS)
  @ApiBody({ type: CreateClient, examples: REGISTRATIONS })
  @Header('Cache-Control', 'no-store')
  @ApiCreatedResponse({ type: CreatedClient })
  @ApiProblems(
    'invalid_json',
    'validation_failed',
    'token_missing',
    'invalid_token',
    'insufficient_user_authentication',
    'client_exists',
    'client_is_public',
  )
  async createClient(@Body() body: CreateClient, @CurrentCaller() caller: Caller): Promise<CreatedClient> {
    return toCreatedClient(await this.clients.create(caller, ...registrationIn(body)));
  }

  /** Shows one client. */
  @Get(':id')
  @RequirePermissions('clients:read')
  @ApiOkResponse({ type: ServiceClient })
  @ApiProblems('validation_failed', 'client_not_found', 'insufficient_scope')
  async getClient(@Param() { id }: IdParam): Promise<ServiceClient> {
    return toClient(await this.clients.get(id));
  }

  /** Changes a client; its tokens are outdated at once, unless it is as it is to be already. Needs a login of the last 30 minutes. */
  @Patch(':id')
  @MaxBody(MAX_BYTES)
  @RequireRecentLogin(RECENT_LOGIN_SECONDS)
  @ApiOkResponse({ type: ServiceClient })
  @ApiProblems(
    'invalid_json',
    'validation_failed',
    'token_missing',
    'invalid_token',
    'insufficient_user_authentication',
    'client_not_found',
    'client_exists',
  )
  async updateClient(
    @Param() { id }: IdParam,
    @Body() body: UpdateClient,
    @CurrentCaller() caller: Caller,
  ): Promise<ServiceClient> {
    const change = { ...definitionIn(body), ...(body.status !== undefined && { status: body.status }) };
    return toClient(await this.clients.update(caller, id, change));
  }

  /** Deletes a client; its secrets and tokens are dead at once. */
  @Delete(':id')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'Deleted.' })
  @ApiProblems('validation_failed', 'client_not_found')
  async deleteClient(@Param() { id }: IdParam, @CurrentCaller() caller: Caller): Promise<void> {
    await this.clients.delete(caller, id);
  }
}
