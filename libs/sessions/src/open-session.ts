import { Injectable } from '@nestjs/common';
import { statement, type Transaction } from '#libs/persistence';
import { Config, newId } from '#libs/platform';
import { type LivingSession, type NewSession, OPENED_WITH } from './session.js';

/** Opens the session of a login. The caller holds the subject's standing, so that nothing ends it in between. */
@Injectable()
export class OpenSession {
  constructor(private readonly config: Config) {}

  async execute(transaction: Transaction, session: NewSession): Promise<LivingSession & { readonly id: string }> {
    const id = newId();
    const { sessionTtl, idleTtl: idle_seconds } = this.config;
    const { issued_at } = session;
    const expires_at = later(issued_at, sessionTtl);
    await transaction.run(insertSession, { ...session, id, expires_at, idle_seconds });
    const authenticated_at = session.authenticated_at ?? issued_at;
    return { ...session, id, authenticated_at, counter: 0, expires_at, idle_at: later(issued_at, idle_seconds) };
  }
}

const FILLED_IN = [...OPENED_WITH, 'id', 'expires_at', 'idle_seconds'];

export const insertSession = statement<never, NewSession & { id: string; expires_at: Date; idle_seconds: number }>(
  'sessions.open',
  `INSERT INTO sessions (${FILLED_IN.join(', ')}, last_used_at, rotated_at)
   VALUES (${FILLED_IN.map(name => `:${name}`).join(', ')}, :issued_at, :issued_at)`,
);

function later(date: Date, seconds: number): Date {
  return new Date(date.getTime() + seconds * 1000);
}
