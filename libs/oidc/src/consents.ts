import { Injectable } from '@nestjs/common';
import { Database, statement, type StatementRunner, type Transaction } from '#libs/persistence';

/** What is allowed, to which application. */
export interface Consent {
  readonly client_id: string;
  readonly client_name: string;
  readonly scopes: string[];
  readonly granted_at: Date;
}

/** What somebody allows an application. */
export interface Allowed {
  readonly user_id: string;
  readonly client_id: string;
  readonly scopes: readonly string[];
}

/** What people have allowed applications: remembered by person, application and scopes. */
@Injectable()
export class Consents {
  constructor(private readonly database: Database) {}

  /** Newest first. There are no more than applications. */
  list(userId: string): Promise<Consent[]> {
    return this.database.run(selectAll, [userId]);
  }

  /** Whether all of it is allowed. */
  async covers(allowed: Allowed, runner: StatementRunner = this.database): Promise<boolean> {
    return (await runner.run(selectCovering, allowed)).length > 0;
  }

  /** The same, and it stays so until the transaction is over: whoever withdraws it waits. */
  async hold(transaction: Transaction, allowed: Allowed): Promise<boolean> {
    return (await transaction.run(lockCovering, allowed)).length > 0;
  }

  /** Adds to what is allowed. */
  async grant(transaction: Transaction, allowed: Allowed): Promise<void> {
    await transaction.run(upsert, allowed);
  }

  /** @returns whether there was any */
  async withdraw(transaction: Transaction, userId: string, clientId: string): Promise<boolean> {
    return (await transaction.run(remove, [userId, clientId])).length > 0;
  }
}

/** Of what was let in, `let_in`: the application was never asked about, and is trusted still, or it is allowed what it asked for. */
export const stillAllowed = (letIn: string): string => `(
  EXISTS (SELECT 1 FROM clients x WHERE x.id = ${letIn}.client_id AND x.first_party)
  OR EXISTS (SELECT 1 FROM consents c
             WHERE c.user_id = ${letIn}.user_id AND c.client_id = ${letIn}.client_id AND c.scopes @> ${letIn}.scope))`;

const selectAll = statement<Consent, [string]>(
  'oidc.consents',
  `SELECT c.client_id, x.name AS client_name, c.scopes, c.granted_at FROM consents c JOIN clients x ON x.id = c.client_id
   WHERE c.user_id = $1 ORDER BY c.granted_at DESC, c.client_id`,
);

const COVERING = `
  SELECT client_id FROM consents WHERE user_id = :user_id AND client_id = :client_id AND scopes @> :scopes::text[]`;

const selectCovering = statement<{ client_id: string }, Allowed>('oidc.covering_consent', COVERING);

const lockCovering = statement<{ client_id: string }, Allowed>('oidc.hold_consent', `${COVERING} FOR SHARE`);

const upsert = statement<never, Allowed>(
  'oidc.grant_consent',
  `INSERT INTO consents AS c (user_id, client_id, scopes, granted_at)
   VALUES (:user_id, :client_id, :scopes, statement_timestamp())
   ON CONFLICT ON CONSTRAINT consents_pkey DO UPDATE
     SET scopes = ARRAY(SELECT DISTINCT unnest(c.scopes || excluded.scopes) ORDER BY 1), granted_at = excluded.granted_at`,
);

const remove = statement<{ client_id: string }, [string, string]>(
  'oidc.withdraw_consent',
  'DELETE FROM consents WHERE user_id = $1 AND client_id = $2 RETURNING client_id',
);
