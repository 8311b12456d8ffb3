import { Injectable } from '@nestjs/common';
import type { UserSnapshot } from '#libs/roles';
import type { LivingSession } from '#libs/sessions';
import { AccessTokens, RefreshTokens, type SignedToken } from '#libs/tokens';
import type { SessionClient } from './session-client.js';

/** A session for which an access token is to be given out. */
export interface AccessibleSession extends Omit<LivingSession, 'client_id' | 'opened_epoch' | 'counter'> {
  readonly id: string;
  /** As tokens name it. */
  readonly client_id: string;
  /** Of the service client that opened the session, its epoch; null: people came by themselves. */
  readonly client_epoch: number | null;
}

/** A session for which tokens are to be given out, with the secret that the refresh token is to carry. */
export interface IssuableSession extends Omit<LivingSession, 'client_id' | 'opened_epoch'> {
  readonly id: string;
  readonly client: SessionClient;
  readonly secret: Buffer;
}

export interface TokenPair {
  readonly access_token: string;
  /** Seconds. */
  readonly expires_in: number;
  readonly refresh_token: string;
  readonly session_id: string;
  /** Seconds until the session ends unless it is refreshed before, and at the latest when its time is up. */
  readonly session_expires_in: number;
}

/** Gives out the access and the refresh token of a session. Call it after the commit of what they speak of. */
@Injectable()
export class SessionTokens {
  constructor(
    private readonly accessTokens: AccessTokens,
    private readonly refreshTokens: RefreshTokens,
  ) {}

  issue(session: IssuableSession, jti: string, snapshot: UserSnapshot): TokenPair {
    const { client_id, standing } = session.client;
    const { token, expires_in } = this.access(
      { ...session, client_id, client_epoch: standing?.epoch ?? null },
      jti,
      snapshot,
    );
    const { id: session_id, counter, secret } = session;
    const refresh_token = this.refreshTokens.encode({ session_id, counter, secret });
    const session_expires_in = secondsUntil(snapshot.read_at, [session.expires_at, session.idle_at]);
    return { access_token: token, expires_in, refresh_token, session_id, session_expires_in };
  }

  /** The access token alone: the session keeps the refresh token that it has. */
  access(session: AccessibleSession, jti: string, snapshot: UserSnapshot): SignedToken {
    return this.accessTokens.signForUser({
      user_id: session.user_id,
      client_id: session.client_id,
      client_epoch: session.client_epoch,
      session_id: session.id,
      parent_id: session.parent_id,
      audience: session.audience,
      jti,
      roles: tellsOfRoles(session) ? snapshot.roles : [],
      epoch: snapshot.epoch,
      ext: tellsOfRoles(session) ? snapshot.ext : null,
      read_at: snapshot.read_at,
      auth_time: session.authenticated_at,
      amr: amrInForce(session.amr, snapshot),
      ends: [session.expires_at, session.idle_at, ...(snapshot.earliest_expiry ? [snapshot.earliest_expiry] : [])],
    });
  }
}

/** What somebody is for an administrator, an application gets to know if they have allowed it to. */
const tellsOfRoles = ({ scope }: AccessibleSession): boolean => scope === null || scope.includes('roles');

/** A factor that was shown and is not there any more counts for nothing, neither here nor at any service. */
export const amrInForce = (
  amr: readonly string[],
  { has_second_factor }: Pick<UserSnapshot, 'has_second_factor'>,
): readonly string[] => (has_second_factor ? amr : amr.filter(method => method !== 'mfa'));

function secondsUntil(now: Date, ends: readonly Date[]): number {
  const first = Math.min(...ends.map(end => end.getTime()));
  return Math.max(0, Math.floor((first - now.getTime()) / 1000));
}
