import type { INestApplicationContext } from '@nestjs/common';
import { OPERATOR } from '#libs/authority';
import {
  type ClientFilter,
  type ClientRecord,
  Clients,
  ClientQuery,
  CreateClient,
  definitionIn,
  filterIn,
  refusalOf,
  registrationIn,
  toClient,
  toCreatedClient,
  UpdateClient,
} from '#libs/service-clients';
import { DomainError } from '#libs/platform';
import type { Report } from '../report.js';
import { isId } from './find-user.js';
import { validated } from './validated.js';

const CLIENTS_AT_ONCE = 100;

export async function listClients(app: INestApplicationContext, query: object): Promise<Report> {
  const filter = filterIn(await validated(ClientQuery, query));
  const records: ClientRecord[] = [];
  for await (const record of allClients(app.get(Clients), filter)) records.push(record);
  return { document: { items: records.map(toClient) }, lines: records.map(lineOf) };
}

export async function showClient(app: INestApplicationContext, client: string): Promise<Report> {
  return reportOf(await find(app, client));
}

export async function updateClient(app: INestApplicationContext, client: string, request: object): Promise<Report> {
  const body = await validated(UpdateClient, request);
  const { id } = await find(app, client);
  const change = { ...definitionIn(body), ...(body.status !== undefined && { status: body.status }) };
  return reportOf(await app.get(Clients).update(OPERATOR, id, change));
}

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

/** @throws DomainError `client_not_found` */
async function find(app: INestApplicationContext, idOrName: string): Promise<ClientRecord> {
  const clients = app.get(Clients);
  if (isId(idOrName)) return clients.get(idOrName.toLowerCase());
  const named: ClientRecord[] = [];
  for await (const client of allClients(clients, { part: idOrName })) if (client.name === idOrName) named.push(client);
  const [client] = named;
  if (client === undefined) throw new DomainError('client_not_found');
  if (named.length > 1) throw severalOf(named);
  return client;
}

/** Names are unique among those of a kind only. */
function severalOf(clients: readonly ClientRecord[]): DomainError {
  const which = clients.map(({ id, kind }) => `${id} (${kind})`).join(', ');
  const message = `several clients have this name; say which by id: ${which}`;
  return new DomainError('validation_failed', {
    detail: `${message}.`,
    errors: [{ field: 'client', code: 'ambiguous', message }],
  });
}

async function* allClients(clients: Clients, filter: Partial<ClientFilter> = {}): AsyncGenerator<ClientRecord> {
  for (let after: string | undefined; ;) {
    const page = await clients.list({ after, limit: CLIENTS_AT_ONCE }, filter);
    yield* page;
    if (page.length <= CLIENTS_AT_ONCE) return;
    after = page.at(-1)?.id;
  }
}

const lineOf = ({ id, kind, status, name }: ClientRecord): string =>
  `${id} ${kind.padEnd(7)} ${status.padEnd(8)} ${name}`;

function reportOf(record: ClientRecord): Report {
  const document = toClient(record);
  const { client_id: _id, kind: _kind, status: _status, name: _name, ...facts } = document;
  const said = Object.entries(facts).flatMap(([name, value]) => {
    const text = textOf(value);
    return text === '' ? [] : [`  ${name.padEnd(NAMES_WIDTH)} ${text}`];
  });
  return { document, lines: [lineOf(record), ...said] };
}

/** Of the longest name. */
const NAMES_WIDTH = 'require_pushed_authorization_requests'.length;

/** Empty where there is nothing to say. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.join(' ');
  if (value === true) return 'yes';
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : '';
}
