import { setPassword } from './accounts.js';
import type { TestDatabase } from './database.js';
import type { Gatehouse } from './gatehouse.js';
import { useGatehouse } from './use-gatehouse.js';

/** What whoever presents a token is answered that is not good. */
export const REFUSED = [400, 'invalid_password_token'];

interface PasswordTokens {
  readonly database: TestDatabase;
  readonly service: Gatehouse;
  /** Sets a password by this token. */
  redeem(text: string, password?: string): Promise<[number, unknown]>;
  /** Why tokens of this user were refused, the oldest first, by the audit trail. */
  refusalsOf(userId: string): Promise<unknown[]>;
}

/** A service that cleans up by no clock, and what tests of set-password tokens ask of it. */
export function usePasswordTokens(): PasswordTokens {
  const { database, service } = useGatehouse({ GATEHOUSE_CLEANUP_INTERVAL: '1d', GATEHOUSE_MAIL: 'off' });
  return {
    database,
    service,
    redeem: async (text: string, password?: string): Promise<[number, unknown]> => {
      const { status, body } = await setPassword(service.api, text, password);
      return [status, body['code']];
    },

    refusalsOf: async (userId: string): Promise<unknown[]> =>
      (
        await database.query(
          `SELECT details->>'reason' AS reason FROM audit_events
         WHERE kind = 'password_token_refused' AND target_id = $1 ORDER BY id`,
          [userId],
        )
      ).map(event => event['reason']),
  };
}
