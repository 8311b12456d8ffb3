import { createPublicKey, type KeyObject } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { Audit, SERVICE } from '#libs/audit';
import { Database, statement } from '#libs/persistence';
import { DomainError } from '#libs/platform';
import { CannotVerify, KeySource, type SignatureAlgorithm, type VerificationKey } from '#libs/verifier/core';
import { createKeyPair, publicJwk, type PublicJwk } from './key-pair.js';
import { KeyVault } from './key-vault.js';

export interface SigningKey {
  readonly kid: string;
  readonly alg: SignatureAlgorithm;
  readonly privateKey: KeyObject;
}

interface Loaded {
  readonly signing: SigningKey;
  readonly verification: ReadonlyMap<string, VerificationKey>;
  readonly published: readonly PublicJwk[];
}

/** The signing keys in memory: which one signs, which ones verify, and what is published. */
@Injectable()
export class KeyRing extends KeySource {
  private readonly logger = new Logger('KeyRing');
  private loaded: Loaded | undefined;

  constructor(
    private readonly database: Database,
    private readonly vault: KeyVault,
    private readonly audit: Audit,
  ) {
    super();
  }

  /** Loads the keys; makes the first one if there is none, whatever the number of replicas that try at once. */
  async open(): Promise<void> {
    const found = await this.database.run(selectKeys, []);
    if (!found.some(key => key.state === 'current')) {
      await this.createFirst();
      return this.open();
    }
    this.loaded = this.read(found);
  }

  /** The key that signs. @throws DomainError `starting` */
  get signing(): SigningKey {
    return this.ready().signing;
  }

  /** The JWKS: public halves only. @throws DomainError `starting` */
  get published(): readonly PublicJwk[] {
    return this.ready().published;
  }

  override find(kid: string): VerificationKey | undefined {
    if (this.loaded === undefined) throw new CannotVerify('the signing keys are not loaded yet');
    return this.loaded.verification.get(kid);
  }

  private ready(): Loaded {
    if (this.loaded === undefined) throw new DomainError('starting', { retryAfterSeconds: 1 });
    return this.loaded;
  }

  private async createFirst(): Promise<void> {
    const pair = await createKeyPair('ES256');
    const jwk = publicJwk(pair);
    await this.database.transaction(async transaction => {
      const values = [pair.kid, pair.alg, jwk, this.vault.seal(pair.kid, pair.privateKey)] as const;
      // Another replica may have been first; then this pair is thrown away.
      if ((await transaction.run(insertCurrent, values)).length === 0) return;
      await this.audit.record(transaction, { kind: 'key_created', actor: SERVICE, target: pair.kid });
      this.logger.log(`Made the signing key ${pair.kid}`);
    });
  }

  private read(rows: readonly KeyRow[]): Loaded {
    const current = rows.find(row => row.state === 'current');
    if (current === undefined) throw new Error('there is no current signing key');
    const { kid, alg, private_key } = current;
    const publicKeys = rows.map(row => [row.kid, verificationKey(row)] as const);
    return {
      signing: { kid, alg, privateKey: this.vault.open(kid, private_key) },
      verification: new Map(publicKeys),
      published: rows.map(row => row.public_jwk),
    };
  }
}

interface KeyRow {
  readonly kid: string;
  readonly alg: SignatureAlgorithm;
  readonly state: string;
  readonly public_jwk: PublicJwk;
  readonly private_key: Buffer;
}

function verificationKey({ kid, alg, public_jwk }: KeyRow): VerificationKey {
  return { kid, alg, key: createPublicKey({ key: public_jwk, format: 'jwk' }) };
}

const selectKeys = statement<KeyRow>(
  'keys.list',
  `SELECT kid, alg, state, public_jwk, private_key FROM signing_keys WHERE state <> 'retired' ORDER BY created_at, kid`,
);

const insertCurrent = statement<{ kid: string }, readonly [string, string, object, Buffer]>(
  'keys.create_current',
  `INSERT INTO signing_keys (kid, alg, state, public_jwk, private_key) VALUES ($1, $2, 'current', $3, $4)
   ON CONFLICT (state) WHERE state = 'current' DO NOTHING RETURNING kid`,
);
