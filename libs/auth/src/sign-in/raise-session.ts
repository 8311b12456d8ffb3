import { Injectable } from '@nestjs/common';
import { type Actor, Audit } from '#libs/audit';
import type { AuthenticationMethod } from '#libs/contracts';
import type { ShownFactor } from '#libs/factors';
import { Database, type Transaction } from '#libs/persistence';
import { DomainError } from '#libs/platform';
import { RevocationFeed, Standing } from '#libs/revocations';
import { Sessions, turnOfSession } from '#libs/sessions';
import { type SessionInSnapshot, stepUp } from './session-statements.js';

/** Whose session it is. */
interface OwnedSession {
  readonly sub: string;
  readonly sid: string;
}

/** What was found to be right, and the id of the access token to be given out for it. */
interface Raise {
  readonly jti: string;
  /** The hash that the password matched; null: none was shown. */
  readonly password_hash: string | null;
  readonly factor: ShownFactor | undefined;
}

type Wrong = 'wrong_password' | 'wrong_factor';

/** What was shown holds no more: undoes the transaction, and goes no further than this file. */
class Overtaken extends Error {}

/** Notes in a session what was shown anew in it: one transaction, in which that is used up where it is good once. */
@Injectable()
export class RaiseSession {
  constructor(
    private readonly database: Database,
    private readonly standing: Standing,
    private readonly sessions: Sessions,
    private readonly audit: Audit,
    private readonly revocationFeed: RevocationFeed,
  ) {}

  /** @throws DomainError `wrong_password`, `wrong_factor` if it holds no more; `invalid_token` if the session is over */
  async execute(actor: Actor, session: OwnedSession, shown: Raise): Promise<SessionInSnapshot> {
    try {
      return await this.database.inTurn(turnOfSession(session.sid), transaction =>
        this.raise(transaction, actor, session, shown),
      );
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
      return this.refuse(actor, session, shown.factor === undefined ? 'wrong_password' : 'wrong_factor');
    }
  }

  /** @throws DomainError as it says; `invalid_token` where the session is over, whatever was shown in it */
  async refuse(actor: Actor, { sub, sid }: OwnedSession, reason: Wrong): Promise<never> {
    const details = { user_id: sub, reason };
    await this.audit.record(this.database, { kind: 'authn_step_up_fail', actor, target: sid, details });
    if ((await this.sessions.epochOfLiving(sid)) !== undefined) throw new DomainError(reason);
    // It was ended elsewhere a moment ago: what this instance still believes is to be over with the answer.
    await this.revocationFeed.catchUp();
    throw new DomainError('invalid_token');
  }

  private async raise(
    transaction: Transaction,
    actor: Actor,
    { sub: user_id, sid: session_id }: OwnedSession,
    { jti, password_hash, factor }: Raise,
  ): Promise<SessionInSnapshot> {
    await this.standing.hold(transaction, user_id);
    const methods = methodsOf(password_hash, factor);
    const shows_factor = factor !== undefined;
    const [raised] = await transaction.run(stepUp, { session_id, user_id, jti, methods, shows_factor, password_hash });
    if (raised === undefined) throw new Overtaken();
    if (factor !== undefined && !(await factor.stillHolds(transaction))) throw new Overtaken();
    const details = { user_id, amr: methods };
    await this.audit.record(transaction, { kind: 'authn_step_up', actor, target: session_id, details });
    return raised;
  }
}

/** A factor comes on top of that by which the session was opened. */
function methodsOf(password_hash: string | null, factor: ShownFactor | undefined): AuthenticationMethod[] {
  return [
    ...(password_hash === null ? [] : ['pwd' as const]),
    ...(factor === undefined ? [] : [...factor.methods, 'mfa' as const]),
  ];
}
