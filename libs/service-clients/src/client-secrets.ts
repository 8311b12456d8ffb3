import { Injectable } from '@nestjs/common';
import { type Actor, Audit } from '#libs/audit';
import { Database, statement, type Transaction } from '#libs/persistence';
import { DomainError, hashOfSecret, newId, newSecret } from '#libs/platform';

/** Lets scanners find a secret that was left in a repository. */
const PREFIX = 'gcs_';
/** Two to rotate, and some for those who forgot to take the old one away. */
const MAX_SECRETS = 5;

export interface SecretRecord {
  readonly id: string;
  readonly created_at: Date;
  readonly expires_at: Date | null;
}

export interface NewSecret extends SecretRecord {
  /** Shown this once; what is stored cannot be presented. */
  readonly secret: string;
}

/** The secrets of service clients. */
@Injectable()
export class ClientSecrets {
  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
  ) {}

  list(clientId: string): Promise<SecretRecord[]> {
    return this.database.run(selectSecrets, [clientId]);
  }

  /** @throws DomainError `too_many_secrets` */
  async add(transaction: Transaction, actor: Actor, clientId: string, expiresAt: Date | null): Promise<NewSecret> {
    const secret = PREFIX + newSecret();
    const [stored] = await transaction.run(insertSecret, {
      id: newId(),
      client_id: clientId,
      secret_hash: hashOfSecret(secret),
      expires_at: expiresAt,
      most: MAX_SECRETS,
    });
    if (stored === undefined) throw new DomainError('too_many_secrets');
    const details = { secret_id: stored.id };
    await this.audit.record(transaction, { kind: 'client_secret_created', actor, target: clientId, details });
    return { ...stored, secret };
  }

  /** @throws DomainError `secret_not_found` */
  async remove(transaction: Transaction, actor: Actor, clientId: string, secretId: string): Promise<void> {
    const removed = await transaction.run(deleteSecret, [clientId, secretId]);
    if (removed.length === 0) throw new DomainError('secret_not_found');
    const details = { secret_id: secretId };
    await this.audit.record(transaction, { kind: 'client_secret_deleted', actor, target: clientId, details });
  }
}

const selectSecrets = statement<SecretRecord, [string]>(
  'client_secrets.list',
  'SELECT id, created_at, expires_at FROM client_secrets WHERE client_id = $1 ORDER BY id',
);

// The caller has locked the subject's row: two at once cannot both find room for one.
const insertSecret = statement<
  SecretRecord,
  { id: string; client_id: string; secret_hash: Buffer; expires_at: Date | null; most: number }
>(
  'client_secrets.add',
  `INSERT INTO client_secrets (id, client_id, secret_hash, expires_at)
   SELECT :id, :client_id, :secret_hash, :expires_at
   WHERE (SELECT count(*) FROM client_secrets
          WHERE client_id = :client_id AND (expires_at IS NULL OR expires_at > statement_timestamp())) < :most
   RETURNING id, created_at, expires_at`,
);

const deleteSecret = statement<{ id: string }, [string, string]>(
  'client_secrets.remove',
  'DELETE FROM client_secrets WHERE client_id = $1 AND id = $2 RETURNING id',
);
