import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/persistence';
import { DomainError } from '#libs/platform';
import { IdentityProviders, type ProviderRecord } from '#libs/upstream';
import { CreateProvider } from '../upstream/create-provider.js';
import { DeleteProvider } from '../upstream/delete-provider.js';
import { UpdateProvider } from '../upstream/update-provider.js';
import { contentAsDifferences, differencesOf } from './change.js';
import { all, deletion, quietly, type Step, type StepsOfKind } from './step.js';
import type { Wanted, WantedProvider, WantedState } from './wanted-state.js';

/** Other providers by which people log in. Secrets cannot be compared, so that of one that is there stays. */
@Injectable()
export class ProviderSteps implements StepsOfKind {
  constructor(
    private readonly identityProviders: IdentityProviders,
    private readonly createProvider: CreateProvider,
    private readonly updateProvider: UpdateProvider,
    private readonly deleteProvider: DeleteProvider,
  ) {}

  async stepsTo({ identity_providers: providers, prune }: WantedState, transaction: Transaction): Promise<Step[]> {
    const list = await all(
      page => this.identityProviders.list(page, transaction),
      ({ id }) => id,
    );
    const there = new Map(list.map(provider => [provider.issuer, provider]));
    const named = new Set(providers.map(({ issuer }) => issuer));
    const others = prune.has('identity_providers') ? list.filter(({ issuer }) => !named.has(issuer)) : [];
    return [
      ...providers.flatMap(wanted => {
        const before = there.get(wanted.issuer);
        return before === undefined ? [this.making(wanted)] : this.changing(wanted, before);
      }),
      ...others.map(provider => this.deleting(provider)),
    ];
  }

  private making({ path, issuer, definition, enabled = true, secret }: Wanted<WantedProvider>): Step {
    const whole = { ...definition, enabled };
    return {
      change: { kind: 'identity_providers', action: 'create', name: issuer, differences: contentAsDifferences(whole) },
      path,
      work: [
        {
          when: 'providers are written',
          run: async (transaction, caller) => {
            if (secret === undefined) throw secretIsNeeded();
            return quietly(this.createProvider.execute(caller, issuer, secret, whole, transaction));
          },
        },
      ],
    };
  }

  private changing(wanted: Wanted<WantedProvider>, before: ProviderRecord): Step[] {
    const { path, issuer, enabled } = wanted;
    const definition = { ...wanted.definition, ...(enabled !== undefined && { enabled }) };
    const differences = differencesOf(before, definition);
    if (differences.length === 0) return [];
    return [
      {
        change: { kind: 'identity_providers', action: 'update', name: issuer, differences },
        path,
        work: [
          {
            when: 'providers are written',
            run: (transaction, caller) =>
              quietly(this.updateProvider.execute(caller, before.id, { definition }, undefined, transaction)),
          },
        ],
      },
    ];
  }

  private deleting({ id, issuer }: ProviderRecord): Step {
    return deletion({ kind: 'identity_providers', name: issuer }, 'providers are deleted', (transaction, caller) =>
      this.deleteProvider.execute(caller, id, undefined, transaction),
    );
  }
}

function secretIsNeeded(): DomainError {
  const message = 'client_secret_file is needed to make a provider, and has to name a file that can be read';
  const errors = [{ field: 'client_secret_file', code: 'is_needed', message }];
  return new DomainError('validation_failed', { errors });
}
