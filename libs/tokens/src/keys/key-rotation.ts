import { Injectable, Logger } from '@nestjs/common';
import { type Actor, Audit, SERVICE } from '#libs/audit';
import { Database, statement, type Transaction } from '#libs/persistence';
import { Config, DomainError, MAX_ACCESS_TTL_SECONDS } from '#libs/platform';
import { RevocationLog } from '#libs/revocations';
import { KEY_POLL_SECONDS } from './key-ring.js';
import { KeyStore, type StoredKey } from './key-store.js';

/** A replica sees a new key one poll later, and a verifier's clock may differ by a minute. */
const MARGIN_SECONDS = 2 * KEY_POLL_SECONDS;
const SKEW_SECONDS = 60;

/**
 * The life of signing keys: next → current → previous → retired. A key is in the JWKS for a whole cache life before
 * it signs, and stays there until the last token that it signed is dead, so a rotation costs nobody a token.
 */
@Injectable()
export class KeyRotation {
  private readonly logger = new Logger(KeyRotation.name);

  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly keyStore: KeyStore,
    private readonly revocationLog: RevocationLog,
    private readonly audit: Audit,
  ) {}

  /**
   * Sees to it that there is a current and a next key, whatever the number of replicas that try at once.
   * @returns those that were there before
   */
  private async ensure(): Promise<readonly StoredKey[]> {
    const keys = await this.keyStore.list();
    const states = new Set(keys.map(key => key.state));
    if (states.has('current') && states.has('next')) return keys;
    await this.database.transaction(async transaction => {
      await this.create(transaction, 'current');
      await this.create(transaction, 'next');
    });
    return keys;
  }

  /**
   * The same, and makes another next key if the one that is there is not of the algorithm that is set: it has signed nothing yet. Asked for at a
   * start alone, so that instances of two settings, as during a restart of one after the other, do not undo each other's for long.
   */
  async adoptAlgorithm(): Promise<void> {
    const isOther = ({ state, alg }: StoredKey): boolean => state === 'next' && alg !== this.config.signingAlg;
    if (!(await this.ensure()).some(isOther)) return;
    await this.database.transaction(async transaction => {
      await this.keyStore.lock(transaction);
      const next = (await this.keyStore.list(transaction)).find(isOther);
      if (next === undefined) return;
      const { kid, alg } = next;
      await this.keyStore.retire(transaction, kid);
      await this.audit.record(transaction, { kind: 'key_retired', actor: SERVICE, target: kid });
      this.logger.log(`Retired the signing key ${kid}, which was to sign with ${alg} next`);
      await this.create(transaction, 'next');
    });
  }

  /** What the schedule asks for: rotates when the current key is old enough, retires what is dead. */
  async runSchedule(): Promise<void> {
    await this.ensure();
    await this.rotateIf(SERVICE, age => age.current >= this.config.keyRotation && age.next >= this.publicationLife());
    await this.retireDead();
  }

  private async retireDead(): Promise<void> {
    await this.database.transaction(async transaction => {
      const retired = await this.keyStore.retireSuperseded(transaction, MAX_ACCESS_TTL_SECONDS + SKEW_SECONDS);
      for (const kid of retired) {
        await this.audit.record(transaction, { kind: 'key_retired', actor: SERVICE, target: kid });
        this.logger.log(`Retired the signing key ${kid}: no token of it lives any more`);
      }
    });
  }

  /** Rotates now. @throws DomainError `key_too_young` if the next key has not been published for long enough */
  async rotate(actor: Actor): Promise<void> {
    await this.ensure();
    await this.rotateIf(actor, age => {
      const wait = Math.ceil(this.publicationLife() - age.next);
      if (wait > 0) throw new DomainError('key_too_young', { retryAfterSeconds: wait });
      return true;
    });
  }

  /**
   * Takes a key that is compromised out of use, at once: its tokens are refused everywhere. If it was the one that
   * signs, the next one takes over, however young it is.
   * @throws DomainError `key_not_found`
   */
  async retire(actor: Actor, kid: string): Promise<void> {
    await this.database.transaction(async transaction => {
      await this.keyStore.lock(transaction);
      if (!(await this.keyStore.retire(transaction, kid))) throw new DomainError('key_not_found');
      await this.revocationLog.announce(transaction, [{ kind: 'key', target: kid }]);
      await this.audit.record(transaction, { kind: 'key_retired', actor, target: kid });
      const states = (await this.keyStore.list(transaction)).map(key => key.state);
      if (!states.includes('current')) await this.keyStore.activateNext(transaction);
      await this.create(transaction, 'current');
      await this.create(transaction, 'next');
    });
  }

  private async rotateIf(actor: Actor, isDue: (age: { current: number; next: number }) => boolean): Promise<void> {
    await this.database.transaction(async transaction => {
      await this.keyStore.lock(transaction);
      // A fresh look: another replica may have rotated while this one waited for the lock.
      const keys = await this.keyStore.list(transaction);
      const [{ now }] = (await transaction.run(selectNow, [])) as [{ now: Date }];
      const current = keyIn(keys, 'current');
      const next = keyIn(keys, 'next');
      const age = { current: secondsSince(current.activated_at, now), next: secondsSince(next.published_at, now) };
      if (!isDue(age)) return;
      await this.keyStore.supersede(transaction);
      await this.keyStore.activateNext(transaction);
      await this.audit.record(transaction, {
        kind: 'key_rotated',
        actor,
        target: next.kid,
        details: { from: current.kid },
      });
      await this.create(transaction, 'next');
      this.logger.log(`Rotated the signing key from ${current.kid} to ${next.kid}`);
    });
  }

  private async create(transaction: Transaction, state: 'current' | 'next'): Promise<void> {
    const kid = await this.keyStore.create(transaction, this.config.signingAlg, state);
    if (kid === undefined) return;
    await this.audit.record(transaction, { kind: 'key_created', actor: SERVICE, target: kid, details: { state } });
    this.logger.log(`Made the ${state} signing key ${kid}`);
  }

  /** How long a key has to be published before every verifier that caches properly has it; in seconds. */
  private publicationLife(): number {
    return this.config.jwksMaxAge + MARGIN_SECONDS;
  }
}

const selectNow = statement<{ now: Date }>('keys.now', 'SELECT statement_timestamp() AS now');

function keyIn(keys: readonly StoredKey[], state: 'current' | 'next'): StoredKey {
  const key = keys.find(candidate => candidate.state === state);
  if (key === undefined) throw new Error(`there is no ${state} signing key`);
  return key;
}

function secondsSince(then: Date | null, now: Date): number {
  return then === null ? 0 : (now.getTime() - then.getTime()) / 1000;
}
