import { Injectable } from '@nestjs/common';
import { type Actor, Audit } from '#libs/audit';
import { Database, isUniqueViolation, statement, type StatementRunner, type Transaction } from '#libs/persistence';
import { DomainError, newId, type PageRequest } from '#libs/platform';
import { Standing, type SubjectStatus } from '#libs/revocations';
import type { ClientJwk } from './client-jwk.js';
import { ClientSecrets, type NewSecret } from './client-secrets.js';

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

/** What may be different about a client; what is absent stays. */
export type ClientChange = Partial<ClientDefinition> & { readonly status?: 'active' | 'disabled' };

/** The accounts of services. */
@Injectable()
export class Clients {
  constructor(
    private readonly database: Database,
    private readonly standing: Standing,
    private readonly secrets: ClientSecrets,
    private readonly audit: Audit,
  ) {}

  /** Newest first. One more than asked for, if there is more. */
  list(page: PageRequest): Promise<ClientRecord[]> {
    return this.database.run(selectClients, [page.after ?? null, page.limit + 1]);
  }

  /** @throws DomainError `client_not_found` */
  async get(id: string, runner: StatementRunner = this.database): Promise<ClientRecord> {
    const [client] = await runner.run(selectClient, [id]);
    if (client === undefined) throw new DomainError('client_not_found');
    return client;
  }

  /**
   * Registers a client with a first secret, which is known to the caller alone from then on.
   * @throws DomainError `client_exists`
   */
  create(actor: Actor, definition: ClientDefinition): Promise<{ client: ClientRecord; secret: NewSecret }> {
    return this.database.transaction(async transaction => {
      const id = newId();
      await this.standing.create(transaction, id, 'client');
      await write(transaction.run(insertClient, [id, ...valuesOf(definition)]));
      await this.audit.record(transaction, {
        kind: 'client_created',
        actor,
        target: id,
        details: contentOf(definition),
      });
      const secret = await this.secrets.add(transaction, actor, id, null);
      return { client: await this.get(id, transaction), secret };
    });
  }

  /**
   * Changes a client. Whatever it may do less of from then on, its tokens are outdated at once.
   * @throws DomainError `client_not_found`, `client_exists`
   */
  update(actor: Actor, id: string, { status, ...change }: ClientChange): Promise<ClientRecord> {
    return this.database.transaction(async transaction => {
      await this.standing.outdateTokens(transaction, [id]);
      const before = await this.get(id, transaction);
      await write(transaction.run(updateClient, [id, ...valuesOf({ ...before, ...change })]));
      if (status !== undefined) await this.standing.setStatus(transaction, id, status);
      const client = await this.get(id, transaction);
      const details = { before: contentOf(before), after: contentOf(client) };
      await this.audit.record(transaction, { kind: 'client_updated', actor, target: id, details });
      return client;
    });
  }

  /** Deletes a client with its secrets; its tokens are dead at once. @throws DomainError `client_not_found` */
  async delete(actor: Actor, id: string): Promise<void> {
    await this.inExisting(id, async transaction => {
      const before = await this.get(id, transaction);
      await this.standing.setStatus(transaction, id, 'deleted');
      await transaction.run(deleteClient, [id]);
      await this.audit.record(transaction, { kind: 'client_deleted', actor, target: id, details: contentOf(before) });
    });
  }

  /** @throws DomainError `client_not_found`, `too_many_secrets` */
  addSecret(actor: Actor, id: string, expiresAt: Date | null): Promise<NewSecret> {
    return this.inExisting(id, transaction => this.secrets.add(transaction, actor, id, expiresAt));
  }

  /** @throws DomainError `client_not_found`, `secret_not_found` */
  removeSecret(actor: Actor, id: string, secretId: string): Promise<void> {
    return this.inExisting(id, async transaction => {
      await this.secrets.remove(transaction, actor, id, secretId);
      // Tokens stay good; but whoever remembers the client has to look at its secrets anew.
      await this.standing.repeat(transaction, id);
    });
  }

  private inExisting<T>(id: string, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.database.transaction(async transaction => {
      await this.standing.lock(transaction, id);
      await this.get(id, transaction);
      return work(transaction);
    });
  }
}

async function write(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    throw isUniqueViolation(error, 'clients_name_key') ? new DomainError('client_exists') : error;
  }
}

type Values = [string, readonly string[], readonly string[] | null, ClientJwk | null];

function valuesOf({ name, scopes, audiences, public_jwk }: ClientDefinition): Values {
  return [name, scopes, audiences, public_jwk];
}

function contentOf(client: ClientDefinition & { status?: string }): Record<string, unknown> {
  const { name, scopes, audiences, public_jwk, status } = client;
  return { name, scopes, audiences, has_key: public_jwk !== null, ...(status !== undefined && { status }) };
}

const CLIENT = `
  SELECT id, name, scopes, audiences, public_jwk, status, created_at, updated_at
  FROM clients JOIN subjects USING (id)`;

const selectClient = statement<ClientRecord, [string]>('clients.get', `${CLIENT} WHERE id = $1`);

const selectClients = statement<ClientRecord, [string | null, number]>(
  'clients.list',
  `${CLIENT} WHERE $1::uuid IS NULL OR id < $1 ORDER BY id DESC LIMIT $2`,
);

const insertClient = statement<never, [string, ...Values]>(
  'clients.create',
  'INSERT INTO clients (id, name, scopes, audiences, public_jwk) VALUES ($1, $2, $3, $4, $5)',
);

const updateClient = statement<never, [string, ...Values]>(
  'clients.update',
  `UPDATE clients SET name = $2, scopes = $3, audiences = $4, public_jwk = $5, updated_at = now() WHERE id = $1`,
);

const deleteClient = statement<never, [string]>('clients.delete', 'DELETE FROM clients WHERE id = $1');
