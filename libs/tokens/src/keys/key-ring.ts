import { createHash, type KeyObject } from 'node:crypto';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { DomainError } from '#libs/platform';
import { FeedPicture } from '#libs/revocations';
import {
  CannotVerify,
  KeyRefused,
  KeySource,
  readPublicKey,
  type SignatureAlgorithm,
  type VerificationKey,
} from '#libs/verifier/core';
import type { PublicJwk } from './key-pair.js';
import { KeyStore, type StoredKey } from './key-store.js';
import { KeyVault } from './key-vault.js';

/** How often a replica looks whether the keys have changed. */
export const KEY_POLL_SECONDS = 1;

export interface SigningKey {
  readonly kid: string;
  readonly alg: SignatureAlgorithm;
  readonly privateKey: KeyObject;
}

/** The JWKS as it is served. */
export interface PublishedKeys {
  readonly keys: readonly PublicJwk[];
  /** A strong entity tag (RFC 9110 §8.8.3). */
  readonly etag: string;
}

interface Loaded {
  readonly fingerprint: string;
  readonly signing: SigningKey;
  readonly verification: ReadonlyMap<string, VerificationKey>;
  readonly published: PublishedKeys;
}

/** The signing keys in memory: which one signs, which ones verify, and what is published. */
@Injectable()
export class KeyRing extends KeySource implements OnApplicationShutdown {
  private readonly logger = new Logger(KeyRing.name);
  private loaded: Loaded | undefined;
  private polling: NodeJS.Timeout | undefined;

  constructor(
    private readonly keyStore: KeyStore,
    private readonly keyVault: KeyVault,
    feedPicture: FeedPicture,
  ) {
    super();
    // A key that was compromised must not go on signing until the next poll.
    feedPicture.onEntry(({ kind }) => {
      if (kind === 'key' && this.loaded !== undefined) void this.poll();
    });
  }

  /** Loads the keys and looks for changes from then on. @throws KeyNotReadable */
  async open(): Promise<void> {
    await this.reload();
    this.polling ??= setInterval(() => void this.poll(), KEY_POLL_SECONDS * 1000).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.polling);
  }

  /** Reads the keys from the database now. */
  async reload(): Promise<void> {
    const keys = (await this.keyStore.list()).filter(key => key.state !== 'retired');
    const fingerprint = keys.map(key => `${key.kid} ${key.state}`).join();
    if (this.loaded?.fingerprint !== fingerprint) this.loaded = this.read(keys, fingerprint);
  }

  /** The key that signs. @throws DomainError `starting` */
  get signing(): SigningKey {
    return this.ready().signing;
  }

  /** Public halves only. @throws DomainError `starting` */
  get published(): PublishedKeys {
    return this.ready().published;
  }

  /** What tokens may be signed with that live now or are made soon, what signs now at the head. @throws DomainError `starting` */
  get algorithms(): readonly SignatureAlgorithm[] {
    const { signing, verification } = this.ready();
    return [...new Set([signing.alg, ...[...verification.values()].map(({ alg }) => alg)])];
  }

  /** An unknown key causes no look-up: every key is here well before anything is signed with it. */
  override find(kid: string): VerificationKey | undefined {
    if (this.loaded === undefined) throw new CannotVerify('the signing keys are not loaded yet');
    return this.loaded.verification.get(kid);
  }

  private ready(): Loaded {
    if (this.loaded === undefined) throw new DomainError('starting', { retryAfterSeconds: 1 });
    return this.loaded;
  }

  private async poll(): Promise<void> {
    try {
      await this.reload();
    } catch (error) {
      // The keys in memory stay good for now; the readiness check tells of a database that is gone.
      this.logger.debug(`The signing keys could not be read: ${String(error)}`);
    }
  }

  private read(stored: readonly StoredKey[], fingerprint: string): Loaded {
    const verification = new Map(stored.flatMap(key => this.verificationKey(key) ?? []).map(key => [key.kid, key]));
    const keys = stored.filter(key => verification.has(key.kid));
    const current = keys.find(key => key.state === 'current');
    if (current === undefined) throw new Error('there is no current signing key that verifiers would take');
    const published = keys.map(key => key.public_jwk);
    const etag = `"${createHash('sha256').update(JSON.stringify(published)).digest('base64url')}"`;
    return {
      fingerprint,
      signing: { kid: current.kid, alg: current.alg, privateKey: this.keyVault.open(current.kid, current.private_key) },
      verification,
      published: { keys: published, etag },
    };
  }

  /** By the rule of every verifier: what they would leave out of the key set is neither published nor believed here. */
  private verificationKey({ kid, alg, public_jwk }: StoredKey): VerificationKey | undefined {
    try {
      return { kid, alg, key: readPublicKey({ ...public_jwk, alg }).key };
    } catch (error) {
      if (!(error instanceof KeyRefused)) throw error;
      this.logger.error(`The signing key ${kid} is left out, since it ${error.message}: retire it`);
      return undefined;
    }
  }
}
