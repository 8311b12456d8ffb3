import { Injectable } from '@nestjs/common';
import { Database, statement, type Transaction } from '#libs/persistence';
import { hashOfSecret, newId, newSecret } from '#libs/platform';
import { stillAllowed } from './consents.js';
import type { DeviceAuthorizationEntity } from './device-authorization.entity.js';
import { UserCodeHashes } from './user-code-hashes.js';
import { inTwo, newUserCode } from './user-code-text.js';

/** How long a device waits for somebody, in seconds. */
export const DEVICE_SECONDS = 600;
/** How long it has to wait before it asks again, in seconds (RFC 8628 §3.2). */
export const POLL_SECONDS = 5;
/** So much longer after each time that it did not (RFC 8628 §3.5). */
const LONGER_SECONDS = 5;
/** Lets scanners find one that was left in a log. */
const PREFIX = 'gdc_';
/** Codes that nobody has are found at once, but for one in millions. */
const MOST_DRAWS = 5;

type Stored = Readonly<DeviceAuthorizationEntity>;

/** What a device asks for, and from where. */
export type DeviceWish = Pick<Stored, 'client_id' | 'scope' | 'audience' | 'ip' | 'user_agent'>;

/** A device that waits for somebody to decide, as that person sees it. */
export type WaitingDevice = Pick<
  Stored,
  'id' | 'client_id' | 'scope' | 'ip' | 'user_agent' | 'created_at' | 'expires_at'
>;

/** Who lets a device in or does not, in which session of theirs, and how and when they had shown who they are. */
export type Decider = {
  readonly [Name in 'user_id' | 'granted_in' | 'amr' | 'authenticated_at']: NonNullable<Stored[Name]>;
};

/** A device that asks what has become of it. */
export type AskingDevice = Pick<
  Stored,
  'id' | 'client_id' | 'scope' | 'audience' | 'decision' | 'session_id' | 'expires_at' | keyof Decider
> & {
  /** The database's time. */
  readonly read_at: Date;
};

/** What a device is given: the one by which it asks, the other for a person to type. */
export interface DeviceCodes {
  readonly device_code: string;
  /** In groups. */
  readonly user_code: string;
}

/** Devices that wait for somebody to let them in elsewhere. One person decides, once; and one request gets the tokens. */
@Injectable()
export class DeviceAuthorizations {
  constructor(
    private readonly database: Database,
    private readonly userCodeHashes: UserCodeHashes,
  ) {}

  async begin(wish: DeviceWish): Promise<DeviceCodes> {
    const device_code = PREFIX + newSecret();
    const row = {
      ...wish,
      device_code_hash: hashOfSecret(device_code),
      seconds: DEVICE_SECONDS,
      poll_seconds: POLL_SECONDS,
    };
    for (let draws = 0; draws < MOST_DRAWS; draws++) {
      const code = newUserCode();
      const user_code_hash = this.userCodeHashes.of(code);
      const [begun] = await this.database.run(insert, { ...row, id: newId(), user_code_hash });
      if (begun !== undefined) return { device_code, user_code: inTwo(code) };
    }
    throw new Error(`${MOST_DRAWS} user codes in a row were taken`);
  }

  /** @returns undefined if it is unknown, over, or somebody has decided */
  async findWaiting(typed: string): Promise<WaitingDevice | undefined> {
    const hashes = this.userCodeHashes.candidates(typed);
    return hashes.length === 0 ? undefined : (await this.database.run(selectWaiting, [hashes]))[0];
  }

  /** Of any number who decide at once one does: one guarded statement. @returns whether it was this call */
  async decide(transaction: Transaction, id: string, decision: 'approved' | 'declined', by: Decider): Promise<boolean> {
    return (await transaction.run(decide, { id, decision, ...by })).length > 0;
  }

  /** @returns undefined if there is none of this code */
  async find(deviceCode: string): Promise<AskingDevice | undefined> {
    return (await this.database.run(select, [hashOfSecret(deviceCode)]))[0];
  }

  /** Notes that a device has asked while nobody has decided. @returns whether it has not waited as long as it should have */
  async notePoll(id: string): Promise<boolean> {
    return (await this.database.run(notePoll, [id, LONGER_SECONDS]))[0]?.too_fast === true;
  }

  /** Uses it up, for one session: one guarded statement. @returns whether it was this call that did so */
  async use(transaction: Transaction, id: string, sessionId: string): Promise<boolean> {
    return (await transaction.run(use, [id, sessionId])).length > 0;
  }

  /** Takes back what somebody has allowed devices of an application. Whoever is getting tokens for one is waited for. */
  async withdraw(transaction: Transaction, userId: string, clientId: string): Promise<void> {
    await transaction.run(remove, [userId, clientId]);
  }
}

const insert = statement<
  { id: string },
  DeviceWish & Pick<Stored, 'id' | 'device_code_hash' | 'user_code_hash' | 'poll_seconds'> & { seconds: number }
>(
  'oidc.begin_device',
  `INSERT INTO device_authorizations (id, device_code_hash, user_code_hash, client_id, scope, audience, ip, user_agent,
                                      created_at, expires_at, poll_seconds)
   VALUES (:id, :device_code_hash, :user_code_hash, :client_id, :scope, :audience, :ip, :user_agent,
           statement_timestamp(), statement_timestamp() + make_interval(secs => :seconds::integer), :poll_seconds)
   ON CONFLICT (user_code_hash) DO NOTHING RETURNING id`,
);

const selectWaiting = statement<WaitingDevice, [Buffer[]]>(
  'oidc.waiting_device',
  `SELECT id, client_id, scope, ip, user_agent, created_at, expires_at FROM device_authorizations
   WHERE user_code_hash = ANY($1) AND decision IS NULL AND expires_at > statement_timestamp()`,
);

const decide = statement<{ id: string }, Decider & { id: string; decision: 'approved' | 'declined' }>(
  'oidc.decide_device',
  `UPDATE device_authorizations
   SET decision = :decision, user_id = :user_id, granted_in = :granted_in, amr = :amr, authenticated_at = :authenticated_at
   WHERE id = :id AND decision IS NULL AND expires_at > statement_timestamp() RETURNING id`,
);

const select = statement<AskingDevice, [Buffer]>(
  'oidc.device',
  `SELECT id, client_id, scope, audience, decision, user_id, granted_in, amr, authenticated_at, session_id, expires_at,
          statement_timestamp() AS read_at
   FROM device_authorizations WHERE device_code_hash = $1`,
);

/** A request may be faster on its way than the one before it: half a second is passed over. */
const TOO_FAST = 'coalesce(statement_timestamp() < polled_at + make_interval(secs => poll_seconds - 0.5), false)';

// What stands on the right is of before.
const notePoll = statement<{ too_fast: boolean }, [string, number]>(
  'oidc.note_device_poll',
  `UPDATE device_authorizations
   SET polled_at = statement_timestamp(), too_fast = ${TOO_FAST},
       poll_seconds = poll_seconds + CASE WHEN ${TOO_FAST} THEN $2::integer ELSE 0 END
   WHERE id = $1 RETURNING too_fast`,
);

const use = statement<{ id: string }, [string, string]>(
  'oidc.use_device',
  `UPDATE device_authorizations a SET session_id = $2
   WHERE id = $1 AND decision = 'approved' AND session_id IS NULL AND expires_at > statement_timestamp() AND ${stillAllowed('a')}
   RETURNING id`,
);

const remove = statement<never, [string, string]>(
  'oidc.withdraw_devices',
  'DELETE FROM device_authorizations WHERE user_id = $1 AND client_id = $2',
);
