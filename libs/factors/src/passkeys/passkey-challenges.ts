import { hash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { statement, type StatementRunner } from '#libs/persistence';
import { type KeySet, MasterSecret } from '#libs/platform';
import { DatabaseClock } from '#libs/revocations';
import { CHALLENGE_ID_BYTES, type ChallengePurpose, markOf, readChallenge, writeChallenge } from './challenge-text.js';
import { RelyingParties, type RelyingParty } from './relying-parties.js';

/** Enough to look for a security key. */
export const CHALLENGE_SECONDS = 5 * 60;

/** What an authenticator is to sign, to show that it does so now and for this. */
export interface PasskeyChallenge {
  /** To be sent back with the answer. */
  readonly challenge_id: string;
  /** The challenge itself (WebAuthn Level 3, §13.4.3), base64url: 256 bits that nobody can foresee. */
  readonly challenge: string;
  readonly expires_at: Date;
  readonly party: RelyingParty;
}

/** A challenge that is good still, unless it was answered already. */
export interface ReadChallenge extends PasskeyChallenge {
  readonly id: Buffer;
  readonly user_id: string | null;
}

/**
 * Challenges are not stored: each is sealed into its id, so whoever asks for thousands leaves nothing behind. Those that were
 * answered are noted until they are too old, so that each is good once.
 */
@Injectable()
export class PasskeyChallenges {
  private readonly keys: KeySet;

  constructor(
    secret: MasterSecret,
    private readonly databaseClock: DatabaseClock,
    private readonly relyingParties: RelyingParties,
  ) {
    this.keys = secret.derive('passkey challenge');
  }

  /**
   * @param user_id who alone may answer it; null: whoever can
   * @param origin the header `Origin` of the request
   */
  issue(purpose: ChallengePurpose, user_id: string | null, origin: string | undefined): PasskeyChallenge {
    const party = this.relyingParties.of(origin);
    const expires = Math.floor(this.databaseClock.now / 1000) + CHALLENGE_SECONDS;
    const sealed = {
      id: randomBytes(CHALLENGE_ID_BYTES),
      purpose,
      expires,
      user_id,
      origin_mark: markOf(party.origin),
    };
    return shown(writeChallenge(sealed, this.keys), expires, party);
  }

  /** @returns undefined for one that is none of ours, too old, for something else, or of an origin that is not listed any more */
  read(challengeId: string, purpose: ChallengePurpose): ReadChallenge | undefined {
    const sealed = readChallenge(challengeId, this.keys);
    if (sealed?.purpose !== purpose || sealed.expires * 1000 <= this.databaseClock.now) return undefined;
    const party = [...this.relyingParties.all].find(({ origin }) => markOf(origin).equals(sealed.origin_mark));
    if (party === undefined) return undefined;
    return { ...shown(challengeId, sealed.expires, party), id: sealed.id, user_id: sealed.user_id };
  }

  /** Whether it was answered before. That it was not means nothing until `use` has said so. */
  async isUsed(runner: StatementRunner, { id }: ReadChallenge): Promise<boolean> {
    return (await runner.run(selectUsed, [id])).length > 0;
  }

  /** Uses it up. @returns false if it was answered already, or is too old by now: of any number of callers one gets true */
  async use(runner: StatementRunner, { id, expires_at }: ReadChallenge): Promise<boolean> {
    return (await runner.run(insertUsed, [id, expires_at])).length > 0;
  }
}

const shown = (challenge_id: string, expires: number, party: RelyingParty): PasskeyChallenge => ({
  challenge_id,
  challenge: hash('sha256', challenge_id, 'base64url'),
  expires_at: new Date(expires * 1000),
  party,
});

const selectUsed = statement<{ id: Buffer }, [Buffer]>(
  'passkeys.is_challenge_used',
  'SELECT id FROM used_passkey_challenges WHERE id = $1',
);

const insertUsed = statement<{ id: Buffer }, [Buffer, Date]>(
  'passkeys.use_challenge',
  `INSERT INTO used_passkey_challenges (id, expires_at)
   SELECT $1::bytea, $2::timestamptz WHERE $2::timestamptz > statement_timestamp()
   ON CONFLICT (id) DO NOTHING RETURNING id`,
);
