import { Injectable } from '@nestjs/common';
import { Database, isUniqueViolation, statement, type StatementRunner, type Transaction } from '#libs/persistence';
import { DomainError, newId, type PageRequest } from '#libs/platform';
import type { ProviderDefinition, ProviderRecord, RoleMapping } from './identity-provider.js';
import { ProviderSecrets } from './provider-secrets.js';

const MOST = 100;

/** A button of the log-in page. */
export interface ProviderOffer {
  readonly id: string;
  readonly button_text: string;
}

/** The providers of OpenID Connect by which people log in here, as they are stored. */
@Injectable()
export class IdentityProviders {
  constructor(
    private readonly database: Database,
    private readonly providerSecrets: ProviderSecrets,
  ) {}

  /** Newest first. One more than asked for, if there is more. */
  async list({ after, limit }: PageRequest, runner: StatementRunner = this.database): Promise<ProviderRecord[]> {
    return (await runner.run(selectProviders, [after ?? null, limit + 1])).map(recordOf);
  }

  /** Those by which people can log in, by what the buttons say. */
  offered(): Promise<ProviderOffer[]> {
    return this.database.run(selectOffered, []);
  }

  async find(id: string, runner: StatementRunner = this.database): Promise<ProviderRecord | undefined> {
    return (await runner.run(selectProvider, [id])).map(recordOf)[0];
  }

  /** @throws DomainError `identity_provider_not_found` */
  async get(id: string, runner: StatementRunner = this.database): Promise<ProviderRecord> {
    const provider = await this.find(id, runner);
    if (provider === undefined) throw new DomainError('identity_provider_not_found');
    return provider;
  }

  /** @returns undefined if it cannot be read any more, or there is no such provider */
  async secretOf(id: string): Promise<string | undefined> {
    const [row] = await this.database.run(selectSecret, [id]);
    return row && this.providerSecrets.open(id, row.client_secret);
  }

  /** @throws DomainError `identity_provider_exists`, `too_many_identity_providers` */
  async create(
    transaction: Transaction,
    issuer: string,
    secret: string,
    definition: ProviderDefinition,
  ): Promise<ProviderRecord> {
    const [{ count } = { count: 0 }] = await transaction.run(countProviders, []);
    if (count >= MOST) throw new DomainError('too_many_identity_providers');
    const id = newId();
    const client_secret = this.providerSecrets.seal(id, secret);
    try {
      await transaction.run(insertProvider, { id, issuer, client_secret, ...written(definition) });
    } catch (error) {
      const isThere = isUniqueViolation(error, 'identity_providers_issuer_key');
      throw isThere ? new DomainError('identity_provider_exists') : error;
    }
    return this.get(id, transaction);
  }

  /** @param secret the new one; undefined: it stays */
  async update(
    transaction: Transaction,
    id: string,
    secret: string | undefined,
    definition: ProviderDefinition,
  ): Promise<ProviderRecord> {
    const client_secret = secret === undefined ? null : this.providerSecrets.seal(id, secret);
    await transaction.run(updateProvider, { id, client_secret, ...written(definition) });
    return this.get(id, transaction);
  }

  /** With all that is linked to it. */
  async remove(transaction: Transaction, id: string): Promise<void> {
    await transaction.run(deleteProvider, [id]);
  }
}

/** An array would be written as one of PostgreSQL's own. */
const written = ({ role_mapping, ...definition }: ProviderDefinition): Written => ({
  ...definition,
  role_mapping: JSON.stringify(role_mapping),
});

type Written = Omit<ProviderDefinition, 'role_mapping'> & { readonly role_mapping: string };

/** As PostgreSQL gives it: a list in JSON is none of its own. */
type Stored = Omit<ProviderRecord, 'role_mapping'> & { readonly role_mapping: ArrayLike<RoleMapping> };

const recordOf = (stored: Stored): ProviderRecord => ({ ...stored, role_mapping: Array.from(stored.role_mapping) });

const FIELDS = `client_id, button_text, scopes, makes_accounts, email_domains, role_mapping, mfa_acr_values,
  mfa_amr_values, enabled`;

const PROVIDER = `SELECT id, issuer, ${FIELDS}, version, created_at, updated_at FROM identity_providers`;

const selectProvider = statement<Stored, [string]>('identity_providers.get', `${PROVIDER} WHERE id = $1`);

const selectProviders = statement<Stored, [string | null, number]>(
  'identity_providers.list',
  `${PROVIDER} WHERE ($1::uuid IS NULL OR id < $1) ORDER BY id DESC LIMIT $2`,
);

const selectOffered = statement<ProviderOffer>(
  'identity_providers.offered',
  'SELECT id, button_text FROM identity_providers WHERE enabled ORDER BY button_text, id',
);

const selectSecret = statement<{ client_secret: Buffer }, [string]>(
  'identity_providers.secret',
  'SELECT client_secret FROM identity_providers WHERE id = $1',
);

const countProviders = statement<{ count: number }>(
  'identity_providers.count',
  'SELECT count(*)::integer AS count FROM identity_providers',
);

const insertProvider = statement<never, Written & { id: string; issuer: string; client_secret: Buffer }>(
  'identity_providers.create',
  `INSERT INTO identity_providers (id, issuer, client_secret, ${FIELDS})
   VALUES (:id, :issuer, :client_secret, :client_id, :button_text, :scopes, :makes_accounts, :email_domains,
           :role_mapping::jsonb, :mfa_acr_values, :mfa_amr_values, :enabled)`,
);

const updateProvider = statement<never, Written & { id: string; client_secret: Buffer | null }>(
  'identity_providers.update',
  `UPDATE identity_providers
   SET client_id = :client_id, client_secret = coalesce(:client_secret, client_secret), button_text = :button_text,
       scopes = :scopes, makes_accounts = :makes_accounts, email_domains = :email_domains, role_mapping = :role_mapping::jsonb,
       mfa_acr_values = :mfa_acr_values, mfa_amr_values = :mfa_amr_values, enabled = :enabled,
       version = version + 1, updated_at = now()
   WHERE id = :id`,
);

const deleteProvider = statement<never, [string]>(
  'identity_providers.delete',
  'DELETE FROM identity_providers WHERE id = $1',
);
