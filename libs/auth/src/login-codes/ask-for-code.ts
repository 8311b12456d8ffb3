import { Injectable } from '@nestjs/common';
import { Audit } from '#libs/audit';
import { KnownDevices } from '#libs/guessing';
import { fromWhere } from '#libs/mail';
import type { Transaction } from '#libs/persistence';
import { Config, DomainError, newId, type RequestSource } from '#libs/platform';
import { Standing } from '#libs/revocations';
import { normaliseEmail, type TakenMailRequest, Users } from '#libs/users';
import { Answerer } from '../letters/answerer.js';
import { AskedMails } from '../letters/asked-mails.js';
import { type Code, Letters } from '../letters/letters.js';
import type { Transport } from '../sign-in/session-client.js';
import { inGroups, newCode } from './code-text.js';
import { type CodeTicket, CodeTickets } from './code-tickets.js';
import { LoginCodeHashes } from './login-code-hashes.js';
import { CODE_LIFE_SECONDS, LoginCodes } from './login-codes.js';

/** What somebody asks for. */
export interface CodeRequest {
  readonly email: string;
  readonly transport: Transport;
  /** What the same browser has asked for before, if anything: it is good no more. */
  readonly before: CodeTicket | undefined;
  /** What shows that the device has logged in before, if anything does. */
  readonly device_token: string | undefined;
}

/** Strangers who ask, in any number, use up nothing of what somebody's own devices may: the code is good where it was asked for alone. */
const OF_KNOWN_DEVICES = 'login_code of known devices';

/** What whoever has asked for a code is given at once. */
export interface AskedForCode {
  /** Without it the code is worth nothing. */
  readonly ticket: string;
  readonly expires_at: Date;
}

/**
 * Mails a code by which to log in, to whoever has an account that is in force and an address that is verified; and does the same, but for
 * the mail, for anybody else. Where it is not verified, the password and the sessions of the account may be those of a stranger, who has
 * registered it: the owner would come in beside them.
 */
@Injectable()
export class AskForCode extends Answerer {
  override readonly kind = 'login_code';

  constructor(
    private readonly config: Config,
    private readonly askedMails: AskedMails,
    private readonly letters: Letters,
    private readonly codeTickets: CodeTickets,
    private readonly loginCodes: LoginCodes,
    private readonly loginCodeHashes: LoginCodeHashes,
    private readonly knownDevices: KnownDevices,
    private readonly users: Users,
    private readonly standing: Standing,
    private readonly audit: Audit,
  ) {
    super();
  }

  /** @throws DomainError `email_code_off`, `mail_off` */
  assertOn(): void {
    if (this.config.emailCode === 'off') throw new DomainError('email_code_off');
    this.letters.assertOn();
  }

  /** @throws DomainError `email_code_off`, `mail_off` */
  async execute({ email, transport, before, device_token }: CodeRequest, source: RequestSource): Promise<AskedForCode> {
    this.assertOn();
    const [id, account] = [newId(), normaliseEmail(email)];
    const known_device = this.knownDevices.recognise(device_token, account) !== undefined;
    const expires_at = await this.loginCodes.begin(id, before?.id ?? null);
    const request = { kind: 'login_code' as const, email, user_id: null, password_hash: null, known_device, ...source };
    await this.askedMails.take(request, id);
    return { ticket: this.codeTickets.issue({ id, account, transport }), expires_at };
  }

  override async answer(transaction: Transaction, request: TakenMailRequest): Promise<void> {
    const { id, email, ip, user_agent, known_device } = request;
    const user = await this.users.findByEmail(transaction, email);
    if (user === undefined) return;
    const { id: user_id } = user;
    const source = { ip, user_agent };
    const standing = await this.standing.lock(transaction, user_id);
    if (standing?.status !== 'active') return;
    const { sessions_epoch } = standing;
    // As it is by now, whatever was asked for.
    const { email: to, email_verified } = await this.users.get(user_id, transaction);
    if (!email_verified) return;
    // Before the mail counts: a request that is over, since the same browser has asked anew, is sent none and uses none up.
    if (!(await this.loginCodes.claim(transaction, id))) return;
    const letter = { kind: 'login_code', user_id, to, values: fromWhere(source) } as const;
    const makeCode = async (): Promise<Code> => {
      const code = newCode();
      const code_hash = this.loginCodeHashes.of(id, code);
      const expires_at = await this.loginCodes.give(transaction, { id, user_id, email: to, code_hash, sessions_epoch });
      const details = { code_id: id, expires_at: expires_at.toISOString() };
      const actor = { id: null, ...source };
      await this.audit.record(transaction, { kind: 'login_code_created', actor, target: user_id, details });
      return { code: inGroups(code), life: CODE_LIFE_SECONDS, expires_at };
    };
    await this.letters.sendCode(transaction, letter, makeCode, known_device ? OF_KNOWN_DEVICES : undefined);
  }
}
