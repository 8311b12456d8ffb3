import { Injectable, Logger } from '@nestjs/common';
import { Audit } from '#libs/audit';
import { Database, type Transaction } from '#libs/persistence';
import type { RequestSource } from '#libs/platform';
import { Standing, turnOfSubject } from '#libs/revocations';
import { Users } from '#libs/users';
import { ConfirmAddress } from '../letters/confirm-address.js';
import { Disproof, type Proof } from '../sign-in/proof.js';
import type { CodeTicket } from './code-tickets.js';
import { LoginCodeHashes } from './login-code-hashes.js';
import { LoginCodes } from './login-codes.js';

/** A code is good once, and shows whose the address is. */
type ProofByCode = Proof & Required<Pick<Proof, 'stillHolds' | 'afterwards'>>;

/** Whose code it is, and where it was sent. */
interface Owner {
  readonly user_id: string;
  readonly email: string;
}

/** Proves who somebody is by a code that was mailed to them. It stands in for the password, and is no second factor beside itself. */
@Injectable()
export class CodeProof {
  private readonly logger = new Logger(CodeProof.name);

  constructor(
    private readonly database: Database,
    private readonly loginCodes: LoginCodes,
    private readonly loginCodeHashes: LoginCodeHashes,
    private readonly users: Users,
    private readonly standing: Standing,
    private readonly confirmAddress: ConfirmAddress,
    private readonly audit: Audit,
  ) {}

  /**
   * A wrong code takes the same time whether there is a right one or not.
   * @throws DomainError `invalid_login_ticket` if none is judged for this ticket any more
   */
  async examine({ id, account }: CodeTicket, typed: string, source: RequestSource): Promise<ProofByCode | Disproof> {
    const { user_id, email, code_hash } = await this.loginCodes.countTry(id);
    const isRight = this.loginCodeHashes.matches(id, typed, code_hash);
    if (user_id === null || email === null || !isRight) return new Disproof(user_id);
    const owner = { user_id, email };
    const credentials = await this.users.findCredentialsById(user_id);
    if (credentials === undefined) return new Disproof(user_id);
    const { has_second_factor, password_hash, sessions_epoch } = credentials;
    return {
      ...{ user_id, methods: ['otp'], proved_at: null },
      // The code itself dies with whatever ends all sessions; what carries it to a second step goes by the hash and the epoch.
      password_hash: has_second_factor ? password_hash : null,
      stillHolds: transaction => this.use(transaction, id, owner, source),
      afterwards: () => this.confirm(owner, source),
      ...(has_second_factor && { second_step: { account, sessions_epoch } }),
    };
  }

  private async use(transaction: Transaction, id: string, { user_id }: Owner, source: RequestSource): Promise<boolean> {
    if (!(await this.loginCodes.use(transaction, id))) return false;
    const [actor, details] = [{ id: user_id, ...source }, { code_id: id }];
    await this.audit.record(transaction, { kind: 'login_code_used', actor, target: user_id, details });
    return true;
  }

  /** Whoever is in by then stays in, whatever becomes of this; and the next code tries again. */
  private async confirm({ user_id, email }: Owner, source: RequestSource): Promise<void> {
    try {
      await this.database.inTurn(turnOfSubject(user_id), async transaction => {
        await this.standing.lock(transaction, user_id);
        await this.confirmAddress.within(transaction, { id: user_id, ...source }, user_id, email);
      });
    } catch (error) {
      this.logger.warn(`The address of ${user_id} was not noted as verified: ${String(error)}`);
    }
  }
}
