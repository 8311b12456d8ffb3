import { Injectable } from '@nestjs/common';
import { Audit, SERVICE } from '#libs/audit';
import { ADMINISTRATION } from '#libs/authority';
import { ADMIN_ROLE } from '#libs/contracts';
import { Database, type Transaction } from '#libs/persistence';
import { Config } from '#libs/platform';
import { Administrators } from '../administrators.js';
import { RoleAnnouncements } from './role-announcements.js';
import { contentOf, RoleCatalogue } from './role-catalogue.js';
import { RoleContent } from './role-content.js';

/** Has the role `admin`, which nobody can edit, demand a second factor or not, as the configuration says. */
@Injectable()
export class DemandOnAdministrators {
  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly administrators: Administrators,
    private readonly roleCatalogue: RoleCatalogue,
    private readonly roleContent: RoleContent,
    private readonly roleAnnouncements: RoleAnnouncements,
    private readonly audit: Audit,
  ) {}

  /** Done at each start. Of several instances that are configured differently the one that started last is obeyed. */
  async settle(): Promise<void> {
    const requires_mfa = this.config.adminMfa === 'required';
    if ((await this.roleCatalogue.get(ADMIN_ROLE)).requires_mfa === requires_mfa) return;
    await this.database.inTurn(ADMINISTRATION, transaction => this.write(transaction, requires_mfa));
  }

  private async write(transaction: Transaction, requires_mfa: boolean): Promise<void> {
    await this.administrators.lock(transaction);
    const before = await this.roleCatalogue.get(ADMIN_ROLE, transaction);
    // Another replica, or worker, was faster.
    if (before.requires_mfa === requires_mfa) return;
    const concerned = await this.roleAnnouncements.concernedBy(transaction, ADMIN_ROLE);
    await this.roleContent.write(transaction, ADMIN_ROLE, { requires_mfa });
    await this.roleAnnouncements.changed(transaction, ADMIN_ROLE, concerned);
    const details = {
      before: contentOf(before),
      after: contentOf(await this.roleCatalogue.get(ADMIN_ROLE, transaction)),
    };
    await this.audit.record(transaction, { kind: 'authz_role_updated', actor: SERVICE, target: ADMIN_ROLE, details });
  }
}
