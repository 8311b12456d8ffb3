import { Injectable } from '@nestjs/common';
import { Audit } from '#libs/audit';
import type { Transaction } from '#libs/persistence';
import type { RequestSource } from '#libs/platform';
import { Users } from '#libs/users';
import { Disproof, type Proof } from '../sign-in/proof.js';
import type { CodeTicket } from './code-tickets.js';
import { LoginCodeHashes } from './login-code-hashes.js';
import { LoginCodes } from './login-codes.js';

/** A code is good once, whatever it is used for. */
export interface ProofByCode extends Proof {
  readonly stillHolds: (transaction: Transaction) => Promise<boolean>;
}

/** Proves who somebody is by a code that was mailed to them. It stands in for the password, and is no second factor beside itself. */
@Injectable()
export class CodeProof {
  constructor(
    private readonly loginCodes: LoginCodes,
    private readonly loginCodeHashes: LoginCodeHashes,
    private readonly users: Users,
    private readonly audit: Audit,
  ) {}

  /**
   * A wrong code takes the same time whether there is a right one or not.
   * @throws DomainError `invalid_login_ticket` if none is judged for this ticket any more
   */
  async examine({ id, account }: CodeTicket, typed: string, source: RequestSource): Promise<ProofByCode | Disproof> {
    const { user_id, code_hash } = await this.loginCodes.countTry(id);
    const isRight = this.loginCodeHashes.matches(id, typed, code_hash);
    if (user_id === null || !isRight) return new Disproof(user_id);
    const credentials = await this.users.findCredentialsById(user_id);
    if (credentials === undefined) return new Disproof(user_id);
    const { has_second_factor, password_hash, sessions_epoch } = credentials;
    return {
      ...{ user_id, methods: ['otp'], proved_at: null },
      // The code itself dies with whatever ends all sessions; what carries it to a second step goes by the hash and the epoch.
      password_hash: has_second_factor ? password_hash : null,
      stillHolds: transaction => this.use(transaction, id, user_id, source),
      ...(has_second_factor && { second_step: { account, sessions_epoch } }),
    };
  }

  private async use(transaction: Transaction, id: string, user_id: string, source: RequestSource): Promise<boolean> {
    if (!(await this.loginCodes.use(transaction, id))) return false;
    const [actor, details] = [{ id: user_id, ...source }, { code_id: id }];
    await this.audit.record(transaction, { kind: 'login_code_used', actor, target: user_id, details });
    return true;
  }
}
