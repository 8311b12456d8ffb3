import type { INestApplicationContext } from '@nestjs/common';
import { OPERATOR } from '#libs/authority';
import {
  type ClientRecord,
  Clients,
  CreateClient,
  refusalOf,
  registrationIn,
  toCreatedClient,
} from '#libs/service-clients';
import type { Report } from '../report.js';
import { validated } from './validated.js';

const CLIENTS_AT_ONCE = 100;

export async function createClient(app: INestApplicationContext, request: object): Promise<Report> {
  const body = await validated(CreateClient, request);
  const created = await app.get(Clients).create(OPERATOR, ...registrationIn(body));
  const { client, secret } = created;
  return {
    document: toCreatedClient(created),
    lines: [`client_id     ${client.id}`, ...(secret === null ? [] : [`client_secret ${secret.secret}`])],
  };
}

/** Keys that were stored when less was asked of a key: nobody can authenticate by them. */
export async function checkKeys(app: INestApplicationContext): Promise<Report> {
  const items: { client_id: string; name: string; why: string }[] = [];
  for await (const { id, name, public_jwk } of allClients(app.get(Clients))) {
    const why = public_jwk === null ? undefined : refusalOf(public_jwk);
    if (why !== undefined) items.push({ client_id: id, name, why });
  }
  return {
    document: { items },
    lines: items.map(({ client_id, name, why }) => `${client_id} ${name}: the key ${why}`),
  };
}

async function* allClients(clients: Clients): AsyncGenerator<ClientRecord> {
  for (let after: string | undefined; ;) {
    const page = await clients.list({ after, limit: CLIENTS_AT_ONCE });
    yield* page;
    if (page.length <= CLIENTS_AT_ONCE) return;
    after = page.at(-1)?.id;
  }
}
