import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { Audit } from '#libs/audit';
import { ADMINISTRATION, assertCovers, Authority, type Caller, type Holdings } from '#libs/authority';
import { Database, isUniqueViolation, statement, type StatementRunner, type Transaction } from '#libs/persistence';
import { DomainError, newId, type PageRequest } from '#libs/platform';
import { Standing } from '#libs/revocations';
import { CallableAddresses } from './callable-addresses.js';
import { assertWhole, type ClientDefinition, contentOf, definitionOf, powerOf } from './client-definition.js';
import { keepsSecrets } from './client-kind.js';
import type { ClientChange, ClientFilter, ClientRecord, CreatedRecord } from './client-record.js';
import { ClientSecrets, type NewSecret } from './client-secrets.js';

/**
 * The accounts of services, and the applications that people log in with; the built-in client is nobody's to change. Whoever makes,
 * changes or deletes one has to hold all that it may do, before and after.
 */
@Injectable()
export class Clients {
  constructor(
    private readonly database: Database,
    private readonly authority: Authority,
    private readonly standing: Standing,
    private readonly clientSecrets: ClientSecrets,
    private readonly callableAddresses: CallableAddresses,
    private readonly audit: Audit,
  ) {}

  /** Newest first. One more than asked for, if there is more. */
  list(
    page: PageRequest,
    filter: Partial<ClientFilter> = {},
    runner: StatementRunner = this.database,
  ): Promise<ClientRecord[]> {
    const { scope = null, kind = null, part = null } = filter;
    return runner.run(selectClients, { after: page.after ?? null, limit: page.limit + 1, scope, kind, part });
  }

  /** @throws DomainError `client_not_found` */
  async get(id: string, runner: StatementRunner = this.database): Promise<ClientRecord> {
    const [client] = await runner.run(selectClient, [id]);
    if (client === undefined) throw new DomainError('client_not_found');
    return client;
  }

  /**
   * Registers a client, and makes a first secret if it is to have one: it is known to the caller alone from then on.
   * @param open to do it as a part of a transaction that is under way
   * @throws DomainError `insufficient_scope`, `permission_not_held`, `client_exists`, `validation_failed`, `client_is_public`
   */
  create(
    caller: Caller,
    definition: ClientDefinition,
    withSecret: boolean,
    open?: Transaction,
  ): Promise<CreatedRecord> {
    const create = async (transaction: Transaction, held: Holdings): Promise<CreatedRecord> => {
      assertWhole(definition);
      this.callableAddresses.assert(definition);
      if (withSecret) assertKeepsSecrets(definition);
      assertCovers(held, powerOf(definition));
      const id = newId();
      await this.standing.create(transaction, id, 'client');
      await write(transaction.run(insertClient, { id, ...definition }));
      const event = { kind: 'client_created', actor: caller, target: id, details: contentOf(definition) } as const;
      await this.audit.record(transaction, event);
      const secret = withSecret ? await this.clientSecrets.add(transaction, caller, id, null) : null;
      return { client: await this.get(id, transaction), secret };
    };
    return this.authorised(caller, create, open);
  }

  /**
   * Changes a client. Whatever it may do less of from then on, its tokens are outdated at once; what is as it is to be stays so, and
   * nobody is told.
   * @param open to do it as a part of a transaction that is under way
   * @throws DomainError `insufficient_scope`, `permission_not_held`, `client_not_found`, `client_exists`, `validation_failed`
   */
  update(caller: Caller, id: string, { status, ...change }: ClientChange, open?: Transaction): Promise<ClientRecord> {
    const update: Change<ClientRecord> = async (transaction, before, held) => {
      const definition = definitionOf({ ...before, ...change });
      assertWhole(definition);
      // One that was good once may stay where other things change.
      if (definition.backchannel_logout_uri !== before.backchannel_logout_uri)
        this.callableAddresses.assert(definition);
      assertCovers(held, powerOf(definition));
      if (isDeepStrictEqual(definition, definitionOf(before)) && (status ?? before.status) === before.status)
        return before;
      // Nobody has been asked whether it may have what it has.
      if (before.first_party && !definition.first_party) await this.standing.endAllSessions(transaction, id);
      else await this.standing.outdateTokens(transaction, [id]);
      const { kind: _kind, ...changed } = definition;
      await write(transaction.run(updateClient, { id, ...changed }));
      if (status !== undefined) await this.standing.setStatus(transaction, id, status);
      const client = await this.get(id, transaction);
      const details = { before: contentOf(before), after: contentOf(client) };
      await this.audit.record(transaction, { kind: 'client_updated', actor: caller, target: id, details });
      return client;
    };
    return this.changing(caller, id, update, open);
  }

  /**
   * Deletes a client with its secrets; its tokens are dead at once.
   * @param open to do it as a part of a transaction that is under way
   * @throws DomainError `insufficient_scope`, `permission_not_held`, `client_not_found`
   */
  delete(caller: Caller, id: string, open?: Transaction): Promise<void> {
    const remove: Change<void> = async (transaction, before) => {
      await this.standing.setStatus(transaction, id, 'deleted');
      await transaction.run(deleteClient, [id]);
      const details = contentOf(before);
      await this.audit.record(transaction, { kind: 'client_deleted', actor: caller, target: id, details });
    };
    return this.changing(caller, id, remove, open);
  }

  /** @throws DomainError `insufficient_scope`, `permission_not_held`, `client_not_found`, `client_is_public`, `too_many_secrets` */
  addSecret(caller: Caller, id: string, expiresAt: Date | null): Promise<NewSecret> {
    return this.changing(caller, id, (transaction, client) => {
      assertKeepsSecrets(client);
      return this.clientSecrets.add(transaction, caller, id, expiresAt);
    });
  }

  /** @throws DomainError `insufficient_scope`, `permission_not_held`, `client_not_found`, `secret_not_found` */
  removeSecret(caller: Caller, id: string, secretId: string): Promise<void> {
    return this.changing(caller, id, async transaction => {
      await this.clientSecrets.remove(transaction, caller, id, secretId);
      // Tokens stay good; but whoever remembers the client has to look at its secrets anew.
      await this.standing.repeat(transaction, [id]);
    });
  }

  private authorised<T>(
    caller: Caller,
    work: (transaction: Transaction, held: Holdings) => Promise<T>,
    open?: Transaction,
  ): Promise<T> {
    const authorise = async (transaction: Transaction): Promise<T> =>
      work(transaction, await this.authority.authorise(transaction, caller, 'clients:write'));
    return this.database.inTurn(ADMINISTRATION, authorise, open);
  }

  private changing<T>(caller: Caller, id: string, work: Change<T>, open?: Transaction): Promise<T> {
    const change = async (transaction: Transaction, held: Holdings): Promise<T> => {
      await this.standing.lock(transaction, id);
      const before = await this.get(id, transaction);
      assertCovers(held, powerOf(before));
      return work(transaction, before, held);
    };
    return this.authorised(caller, change, open);
  }
}

/** What is done to a client that is there, by who holds this. */
type Change<T> = (transaction: Transaction, before: ClientRecord, held: Holdings) => Promise<T>;

function assertKeepsSecrets({ kind }: ClientDefinition): void {
  if (!keepsSecrets(kind)) throw new DomainError('client_is_public');
}

async function write(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    throw isUniqueViolation(error, 'clients_name_key') ? new DomainError('client_exists') : error;
  }
}

const FIELDS = `kind, name, scopes, audiences, public_jwk, redirect_uris, post_logout_redirect_uris,
  backchannel_logout_uri, backchannel_logout_session_required, logo_uri, first_party, require_pushed_authorization_requests,
  device_grant`;

// The built-in client has a name of its own.
const CLIENT = `
  SELECT id, ${FIELDS.replace('kind', 'clients.kind')}, status, created_at, updated_at
  FROM clients JOIN subjects USING (id) WHERE clients.client_id IS NULL`;

const selectClient = statement<ClientRecord, [string]>('clients.get', `${CLIENT} AND id = $1`);

const selectClients = statement<ClientRecord, ClientFilter & { after: string | null; limit: number }>(
  'clients.list',
  `${CLIENT} AND (:after::uuid IS NULL OR id < :after) AND (:scope::text IS NULL OR :scope = ANY(scopes))
     AND (:kind::text IS NULL OR clients.kind = :kind)
     AND (:part::text IS NULL OR position(lower(:part) IN lower(name)) > 0)
   ORDER BY id DESC LIMIT :limit`,
);

const insertClient = statement<never, ClientDefinition & { id: string }>(
  'clients.create',
  `INSERT INTO clients (id, ${FIELDS})
   VALUES (:id, :kind, :name, :scopes, :audiences, :public_jwk, :redirect_uris, :post_logout_redirect_uris,
           :backchannel_logout_uri, :backchannel_logout_session_required, :logo_uri, :first_party,
           :require_pushed_authorization_requests, :device_grant)`,
);

const updateClient = statement<never, Omit<ClientDefinition, 'kind'> & { id: string }>(
  'clients.update',
  `UPDATE clients SET name = :name, scopes = :scopes, audiences = :audiences, public_jwk = :public_jwk,
          redirect_uris = :redirect_uris, post_logout_redirect_uris = :post_logout_redirect_uris,
          backchannel_logout_uri = :backchannel_logout_uri,
          backchannel_logout_session_required = :backchannel_logout_session_required, logo_uri = :logo_uri,
          first_party = :first_party, require_pushed_authorization_requests = :require_pushed_authorization_requests,
          device_grant = :device_grant,
          updated_at = now()
   WHERE id = :id`,
);

const deleteClient = statement<never, [string]>('clients.delete', 'DELETE FROM clients WHERE id = $1');
