import { Injectable } from '@nestjs/common';
import { statement, type Transaction } from '#libs/persistence';
import { Config, newId } from '#libs/platform';

export interface NewSession {
  readonly user_id: string;
  readonly client_id: string;
  /** What its tokens are narrowed to; null: nothing. */
  readonly audience: readonly string[] | null;
  /** The id of the access token that is given out with it. */
  readonly jti: string;
  /** The database's time at which the login's facts were read. */
  readonly issued_at: Date;
  readonly opened_epoch: number;
  /** Of the service client that opens it, when it proved who it is; 0 for people's own logins. */
  readonly client_opened_epoch: number;
  readonly secret_hash: Buffer;
  readonly ip: string | null;
  readonly user_agent: string | null;
}

export interface OpenedSession {
  readonly id: string;
  /** When the session ends, whatever happens. */
  readonly expires_at: Date;
  /** When it ends if it is not refreshed before. */
  readonly idle_at: Date;
}

/** Opens the session of a login. The caller holds the subject's standing, so that nothing ends it in between. */
@Injectable()
export class OpenSession {
  constructor(private readonly config: Config) {}

  async execute(transaction: Transaction, session: NewSession): Promise<OpenedSession> {
    const id = newId();
    const { sessionTtl, idleTtl: idle_seconds } = this.config;
    const issued = session.issued_at.getTime();
    const expires_at = new Date(issued + sessionTtl * 1000);
    const idle_at = new Date(issued + idle_seconds * 1000);
    await transaction.run(insertSession, { ...session, id, expires_at, idle_seconds });
    return { id, expires_at, idle_at };
  }
}

export const insertSession = statement<never, NewSession & { id: string; expires_at: Date; idle_seconds: number }>(
  'sessions.open',
  `INSERT INTO sessions (id, user_id, client_id, jti, issued_at, expires_at, idle_seconds, opened_epoch,
                         client_opened_epoch, secret_hash, ip, user_agent, audience, last_used_at, rotated_at)
   VALUES (:id, :user_id, :client_id, :jti, :issued_at, :expires_at, :idle_seconds, :opened_epoch,
           :client_opened_epoch, :secret_hash, :ip, :user_agent, :audience, :issued_at, :issued_at)`,
);
