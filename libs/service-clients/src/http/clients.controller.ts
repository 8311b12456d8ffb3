import { Body, Controller, Delete, Get, Header, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ADMIN_ROLE, type Principal } from '#libs/contracts';
import {
  ApiGuarded,
  ApiProblems,
  Cursors,
  IdParam,
  Origin,
  pageOf,
  PageQuery,
  pageRequest,
  type RequestOrigin,
} from '#libs/platform';
import { CurrentPrincipal, RequireRecentLogin, Roles } from '#libs/verifier/nest';
import { Clients } from '../clients.js';
import {
  ClientPage,
  CreateClient,
  CreatedClient,
  definitionIn,
  ServiceClient,
  toClient,
  UpdateClient,
} from './client.dto.js';

const LIST = 'clients';
/** Whoever makes credentials has to have logged in this recently, in seconds. */
export const RECENT_LOGIN_SECONDS = 30 * 60;

@ApiTags('clients')
@ApiGuarded('insufficient_scope')
@Roles(ADMIN_ROLE)
@Controller('v1/clients')
export class ClientsController {
  constructor(
    private readonly clients: Clients,
    private readonly cursors: Cursors,
  ) {}

  /** Lists the service clients, newest first. */
  @Get()
  @ApiOkResponse({ type: ClientPage })
  @ApiProblems('validation_failed', 'invalid_cursor')
  async listClients(@Query() query: PageQuery): Promise<ClientPage> {
    const records = await this.clients.list(pageRequest(query, LIST, this.cursors));
    const page = pageOf(records, query.limit, client => client.id, LIST, this.cursors);
    return { ...page, items: page.items.map(toClient) };
  }

  /** Registers a service client. Its secret is shown this once. Needs a login of the last 30 minutes. */
  @Post()
  @RequireRecentLogin(RECENT_LOGIN_SECONDS)
  @Header('Cache-Control', 'no-store')
  @ApiCreatedResponse({ type: CreatedClient })
  @ApiProblems('invalid_json', 'validation_failed', 'client_exists')
  async createClient(
    @Body() body: CreateClient,
    @CurrentPrincipal() principal: Principal,
    @Origin() origin: RequestOrigin,
  ): Promise<CreatedClient> {
    const { name, scopes } = body;
    const definition = { name, scopes, audiences: null, public_jwk: null, ...definitionIn(body) };
    const { client, secret } = await this.clients.create({ id: principal.sub, ...origin }, definition);
    return { ...toClient(client), client_secret: secret.secret, secret_id: secret.id };
  }

  /** Shows one service client. */
  @Get(':id')
  @ApiOkResponse({ type: ServiceClient })
  @ApiProblems('validation_failed', 'client_not_found')
  async getClient(@Param() { id }: IdParam): Promise<ServiceClient> {
    return toClient(await this.clients.get(id));
  }

  /** Changes a service client; its tokens are outdated at once. Needs a login of the last 30 minutes. */
  @Patch(':id')
  @RequireRecentLogin(RECENT_LOGIN_SECONDS)
  @ApiOkResponse({ type: ServiceClient })
  @ApiProblems('invalid_json', 'validation_failed', 'client_not_found', 'client_exists')
  async updateClient(
    @Param() { id }: IdParam,
    @Body() body: UpdateClient,
    @CurrentPrincipal() principal: Principal,
    @Origin() origin: RequestOrigin,
  ): Promise<ServiceClient> {
    const change = { ...definitionIn(body), ...(body.status !== undefined && { status: body.status }) };
    return toClient(await this.clients.update({ id: principal.sub, ...origin }, id, change));
  }

  /** Deletes a service client; its secrets and tokens are dead at once. */
  @Delete(':id')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'Deleted.' })
  @ApiProblems('validation_failed', 'client_not_found')
  async deleteClient(
    @Param() { id }: IdParam,
    @CurrentPrincipal() principal: Principal,
    @Origin() origin: RequestOrigin,
  ): Promise<void> {
    await this.clients.delete({ id: principal.sub, ...origin }, id);
  }
}
