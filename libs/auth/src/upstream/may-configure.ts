import { Injectable } from '@nestjs/common';
import { assertCovers, Holdings } from '#libs/authority';
import type { Transaction } from '#libs/persistence';
import { Assignment, RoleCatalogue } from '#libs/roles';
import { managedRoles, type ProviderDefinition } from '#libs/upstream';

/**
 * What it takes to have a provider do something in people's names: to be able to do it oneself. Whoever maps to a role has to be able to give
 * it, for good; whoever lets accounts be made, to make some; and whoever takes a provider's word for a second factor, to do everything, since
 * it stands in for that of any account that is linked.
 */
@Injectable()
export class MayConfigure {
  constructor(
    private readonly assignment: Assignment,
    private readonly roleCatalogue: RoleCatalogue,
  ) {}

  /** @throws DomainError `insufficient_scope`, `permission_not_held` */
  async assert(transaction: Transaction, held: Holdings, definition: ProviderDefinition): Promise<void> {
    const { makes_accounts, mfa_acr_values, mfa_amr_values } = definition;
    if (makes_accounts) assertCovers(held, Holdings.forGood(['users:write']));
    if (mfa_acr_values.length + mfa_amr_values.length > 0) assertCovers(held, Holdings.everything);
    for (const role of managedRoles(definition))
      (await this.assignment.ruleFor(transaction, held, role))(Number.POSITIVE_INFINITY);
  }

  /** A role that is mapped to from now on has to be there; one that goes later maps to nothing. @throws DomainError `role_not_found` */
  async assertRolesExist(transaction: Transaction, definition: Partial<ProviderDefinition>): Promise<void> {
    const { role_mapping = [] } = definition;
    for (const role of managedRoles({ role_mapping })) await this.roleCatalogue.get(role, transaction);
  }
}
