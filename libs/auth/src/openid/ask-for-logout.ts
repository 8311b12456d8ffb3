import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import { DomainError, type RequestSource } from '#libs/platform';
import { ApplicationSessions, EndSession } from '#libs/sessions';
import type { IdTokenHint } from '#libs/tokens';
import type { Parameters } from './authorization-parameters.js';
import { ReadLogoutRequest } from './read-logout-request.js';

/** What an application wants that has sent somebody here to log out. */
export interface AskedLogout {
  readonly client_name: string | null;
  /** The session of the person that is meant, as an ID token shows; null: nothing shows it, so the person has to be asked. */
  readonly session_id: string | null;
  readonly redirect_to: string | null;
}

/**
 * Takes up that an application wants somebody logged out. The session of the application itself is over at once, if it shows which, and the
 * browser is in the session in which it was let in: ID tokens stand in addresses, and whoever has read one there logs nobody out.
 */
@Injectable()
export class AskForLogout {
  constructor(
    private readonly readLogoutRequest: ReadLogoutRequest,
    private readonly database: Database,
    private readonly applicationSessions: ApplicationSessions,
    private readonly endSession: EndSession,
  ) {}

  /**
   * @param here the session in which the browser is; undefined: in none
   * @throws DomainError `invalid_request`
   */
  async execute(given: Parameters, here: string | undefined, source: RequestSource): Promise<AskedLogout> {
    const read = await this.readLogoutRequest.execute(given);
    if (read.kind === 'refused') throw new DomainError('invalid_request', { detail: read.why });
    const { client, hint, redirect_to } = read;
    const session_id = hint === undefined || here === undefined ? null : await this.endThatOf(hint, here, source);
    return { client_name: client?.name ?? null, session_id, redirect_to };
  }

  /** @returns the session in which the browser is, if it was there that the application was let in */
  private async endThatOf(
    { sub, client_id, session_id }: IdTokenHint,
    here: string,
    source: RequestSource,
  ): Promise<string | null> {
    const session = await this.applicationSessions.find(session_id);
    if (session === undefined || session.user_id !== sub || session.client_id !== client_id) return null;
    if (session.granted_in !== here && session.parent_id !== here) return null;
    const ending = { userId: sub, sessionId: session_id, reason: 'logout' } as const;
    await this.database.transaction(transaction =>
      this.endSession.endIfThere(transaction, { id: sub, ...source }, ending),
    );
    return here;
  }
}
