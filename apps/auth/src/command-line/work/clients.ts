import type { INestApplicationContext } from '@nestjs/common';
import { OPERATOR } from '#libs/authority';
import { Clients, CreateClient, definitionIn, toClient } from '#libs/service-clients';
import type { Report } from '../report.js';
import { validated } from './validated.js';

export async function createClient(app: INestApplicationContext, request: object): Promise<Report> {
  const body = await validated(CreateClient, request);
  const { name, scopes } = body;
  const definition = { name, scopes, audiences: null, public_jwk: null, ...definitionIn(body) };
  const { client, secret } = await app.get(Clients).create(OPERATOR, definition);
  return {
    document: { ...toClient(client), client_secret: secret.secret, secret_id: secret.id },
    lines: [`client_id     ${client.id}`, `client_secret ${secret.secret}`],
  };
}
