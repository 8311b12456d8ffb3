import { Injectable } from '@nestjs/common';
import { Audit } from '#libs/audit';
import { ADMINISTRATION, assertCovers, Authority, type Caller, Holdings } from '#libs/authority';
import { Database, isUniqueViolation, statement, type StatementRunner, type Transaction } from '#libs/persistence';
import { DomainError, newId, type PageRequest } from '#libs/platform';
import { Standing, type SubjectStatus } from '#libs/revocations';
import type { ClientJwk } from './client-jwk.js';
import { ClientSecrets, type NewSecret } from './client-secrets.js';
import { INTROSPECT } from './scopes.js';

export interface ClientRecord {
  readonly id: string;
  readonly name: string;
  readonly scopes: string[];
  readonly audiences: string[] | null;
  readonly public_jwk: ClientJwk | null;
  readonly status: SubjectStatus;
  readonly created_at: Date;
  readonly updated_at: Date;
}

export interface ClientDefinition {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly audiences: readonly string[] | null;
  readonly public_jwk: ClientJwk | null;
}

/** A client that was just registered, with its first secret; null: it has none. */
export interface CreatedRecord {
  readonly client: ClientRecord;
  readonly secret: NewSecret | null;
}

/** What may be different about a client; what is absent stays. */
export type ClientChange = Partial<ClientDefinition> & { readonly status?: 'active' | 'disabled' };

/** The accounts of services; clients of other kinds are not theirs to change. Whoever makes, changes or deletes one has to hold all that it may do, before and after. */
@Injectable()
export class Clients {
  constructor(
    private readonly database: Database,
    private readonly authority: Authority,
    private readonly standing: Standing,
    private readonly clientSecrets: ClientSecrets,
    private readonly audit: Audit,
  ) {}

  /** Newest first. One more than asked for, if there is more. @param scope only those that may have it */
  list(page: PageRequest, scope?: string): Promise<ClientRecord[]> {
    return this.database.run(selectClients, [page.after ?? null, page.limit + 1, scope ?? null]);
  }

  /** @throws DomainError `client_not_found` */
  async get(id: string, runner: StatementRunner = this.database): Promise<ClientRecord> {
    const [client] = await runner.run(selectClient, [id]);
    if (client === undefined) throw new DomainError('client_not_found');
    return client;
  }

  /**
   * Registers a client, and makes a first secret if it is to have one: it is known to the caller alone from then on.
   * @throws DomainError `insufficient_scope`, `permission_not_held`, `client_exists`
   */
  create(caller: Caller, definition: ClientDefinition, withSecret: boolean): Promise<CreatedRecord> {
    return this.authorised(caller, async (transaction, held) => {
      assertCovers(held, powerOf(definition));
      const id = newId();
      await this.standing.create(transaction, id, 'client');
      await write(transaction.run(insertClient, { id, ...definition }));
      const event = { kind: 'client_created', actor: caller, target: id, details: contentOf(definition) } as const;
      await this.audit.record(transaction, event);
      const secret = withSecret ? await this.clientSecrets.add(transaction, caller, id, null) : null;
      return { client: await this.get(id, transaction), secret };
    });
  }

  /**
   * Changes a client. Whatever it may do less of from then on, its tokens are outdated at once.
   * @throws DomainError `insufficient_scope`, `permission_not_held`, `client_not_found`, `client_exists`
   */
  update(caller: Caller, id: string, { status, ...change }: ClientChange): Promise<ClientRecord> {
    return this.changing(caller, id, async (transaction, before, held) => {
      const definition = definitionOf({ ...before, ...change });
      assertCovers(held, powerOf(definition));
      await this.standing.outdateTokens(transaction, [id]);
      await write(transaction.run(updateClient, { id, ...definition }));
      if (status !== undefined) await this.standing.setStatus(transaction, id, status);
      const client = await this.get(id, transaction);
      const details = { before: contentOf(before), after: contentOf(client) };
      await this.audit.record(transaction, { kind: 'client_updated', actor: caller, target: id, details });
      return client;
    });
  }

  /**
   * Deletes a client with its secrets; its tokens are dead at once.
   * @throws DomainError `insufficient_scope`, `permission_not_held`, `client_not_found`
   */
  delete(caller: Caller, id: string): Promise<void> {
    return this.changing(caller, id, async (transaction, before) => {
      await this.standing.setStatus(transaction, id, 'deleted');
      await transaction.run(deleteClient, [id]);
      const details = contentOf(before);
      await this.audit.record(transaction, { kind: 'client_deleted', actor: caller, target: id, details });
    });
  }

  /** @throws DomainError `insufficient_scope`, `permission_not_held`, `client_not_found`, `too_many_secrets` */
  addSecret(caller: Caller, id: string, expiresAt: Date | null): Promise<NewSecret> {
    return this.changing(caller, id, transaction => this.clientSecrets.add(transaction, caller, id, expiresAt));
  }

  /** @throws DomainError `insufficient_scope`, `permission_not_held`, `client_not_found`, `secret_not_found` */
  removeSecret(caller: Caller, id: string, secretId: string): Promise<void> {
    return this.changing(caller, id, async transaction => {
      await this.clientSecrets.remove(transaction, caller, id, secretId);
      // Tokens stay good; but whoever remembers the client has to look at its secrets anew.
      await this.standing.repeat(transaction, [id]);
    });
  }

  private authorised<T>(caller: Caller, work: (transaction: Transaction, held: Holdings) => Promise<T>): Promise<T> {
    return this.database.inTurn(ADMINISTRATION, async transaction =>
      work(transaction, await this.authority.authorise(transaction, caller, 'clients:write')),
    );
  }

  private changing<T>(
    caller: Caller,
    id: string,
    work: (transaction: Transaction, before: ClientRecord, held: Holdings) => Promise<T>,
  ): Promise<T> {
    return this.authorised(caller, async (transaction, held) => {
      await this.standing.lock(transaction, id);
      const before = await this.get(id, transaction);
      assertCovers(held, powerOf(before));
      return work(transaction, before, held);
    });
  }
}

/** To introspect tokens is no permission: it is bounded by the audiences. */
function powerOf({ scopes }: { scopes: readonly string[] }): Holdings {
  return Holdings.forGood(scopes.filter(scope => scope !== INTROSPECT));
}

async function write(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    throw isUniqueViolation(error, 'clients_name_key') ? new DomainError('client_exists') : error;
  }
}

function definitionOf({ name, scopes, audiences, public_jwk }: ClientDefinition): ClientDefinition {
  return { name, scopes, audiences, public_jwk };
}

function contentOf(client: ClientDefinition & { status?: string }): Record<string, unknown> {
  const { name, scopes, audiences, public_jwk, status } = client;
  return { name, scopes, audiences, has_key: public_jwk !== null, ...(status !== undefined && { status }) };
}

const CLIENT = `
  SELECT id, name, scopes, audiences, public_jwk, status, created_at, updated_at
  FROM clients JOIN subjects USING (id) WHERE clients.kind = 'service'`;

const selectClient = statement<ClientRecord, [string]>('clients.get', `${CLIENT} AND id = $1`);

const selectClients = statement<ClientRecord, [string | null, number, string | null]>(
  'clients.list',
  `${CLIENT} AND ($1::uuid IS NULL OR id < $1) AND ($3::text IS NULL OR $3 = ANY(scopes)) ORDER BY id DESC LIMIT $2`,
);

const insertClient = statement<never, ClientDefinition & { id: string }>(
  'clients.create',
  'INSERT INTO clients (id, name, scopes, audiences, public_jwk) VALUES (:id, :name, :scopes, :audiences, :public_jwk)',
);

const updateClient = statement<never, ClientDefinition & { id: string }>(
  'clients.update',
  `UPDATE clients SET name = :name, scopes = :scopes, audiences = :audiences, public_jwk = :public_jwk, updated_at = now()
   WHERE id = :id`,
);

const deleteClient = statement<never, [string]>('clients.delete', 'DELETE FROM clients WHERE id = $1');
