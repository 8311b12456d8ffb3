import { randomBytes } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { SERVICE } from '#libs/audit';
import { ADMINISTRATION } from '#libs/authority';
import { ADMIN_ROLE } from '#libs/contracts';
import { Database } from '#libs/persistence';
import { Config } from '#libs/platform';
import { Administrators, GrantRole } from '#libs/roles';
import { assertVisibleEmail } from '#libs/users';
import { PasswordHashing } from '../passwords/password-hashing.js';
import { Register } from './register.js';

const DEVELOPMENT_EMAIL = 'admin@gatehouse.localhost';
const RANDOM_PASSWORD_BYTES = 18;

export interface FirstLogin {
  readonly email: string;
  readonly password: string;
}

/** Makes the first administrator of an empty installation, once, whatever the number of replicas that start. */
@Injectable()
export class FirstAdministrator {
  private readonly logger = new Logger(FirstAdministrator.name);

  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly administrators: Administrators,
    private readonly register: Register,
    private readonly grantRole: GrantRole,
    private readonly passwordHashing: PasswordHashing,
  ) {}

  /** @returns the login, for the one replica that made it with a random password to print once */
  async ensure(): Promise<FirstLogin | undefined> {
    const login = this.config.firstAdministrator ?? this.developmentLogin();
    if (login === undefined) return this.warnIfNone();
    if (this.config.firstAdministrator !== undefined) {
      assertVisibleEmail(login.email, 'GATEHOUSE_ADMIN_EMAIL');
      this.passwordHashing.assertAcceptable(login.password, login.email, 'GATEHOUSE_ADMIN_PASSWORD');
    }
    if (!(await this.isNeeded())) return undefined;
    const created = await this.create(login, await this.passwordHashing.hash(login.password));
    return created && this.config.firstAdministrator === undefined ? login : undefined;
  }

  private developmentLogin(): FirstLogin | undefined {
    if (this.config.environment === 'production') return undefined;
    return { email: DEVELOPMENT_EMAIL, password: randomBytes(RANDOM_PASSWORD_BYTES).toString('base64url') };
  }

  /** Spares the hash at every later start. */
  private isNeeded(): Promise<boolean> {
    return this.database.transaction(async transaction => !(await this.administrators.anyEver(transaction)));
  }

  private create({ email }: FirstLogin, password_hash: string): Promise<boolean> {
    return this.database.inTurn(ADMINISTRATION, async transaction => {
      await this.administrators.lock(transaction);
      if (await this.administrators.anyEver(transaction)) return false;
      const id = await this.register.create(transaction, { email, password_hash }, SERVICE);
      await this.grantRole.grantFreely(transaction, SERVICE, id, ADMIN_ROLE);
      this.logger.log(`Made the first administrator, ${id}`);
      return true;
    });
  }

  private async warnIfNone(): Promise<undefined> {
    if (await this.isNeeded()) {
      this.logger.warn('There is no administrator: set GATEHOUSE_ADMIN_EMAIL and GATEHOUSE_ADMIN_PASSWORD');
    }
    return undefined;
  }
}
