import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/persistence';
import { type ClientDefinition, type ClientRecord, Clients, definitionOf } from '#libs/service-clients';
import { contentAsDifferences, differencesOf, type MadeClient } from './change.js';
import { all, deletion, quietly, type Step, type StepsOfKind } from './step.js';
import type { Wanted, WantedClient, WantedState } from './wanted-state.js';

/** Clients: services and applications. The secrets of those that are there stay as they are. */
@Injectable()
export class ClientSteps implements StepsOfKind {
  constructor(private readonly clients: Clients) {}

  async stepsTo({ clients, prune }: WantedState, transaction: Transaction): Promise<Step[]> {
    const list = await all(
      page => this.clients.list(page, {}, transaction),
      ({ id }) => id,
    );
    const there = new Map(list.map(client => [keyOf(client), client]));
    const named = new Set(clients.map(({ definition }) => keyOf(definition)));
    const others = prune.has('clients') ? list.filter(client => !named.has(keyOf(client))) : [];
    return [
      ...clients.flatMap(wanted => {
        const before = there.get(keyOf(wanted.definition));
        return before === undefined ? [this.making(wanted)] : this.changing(wanted, before);
      }),
      ...others.map(client => this.deleting(client)),
    ];
  }

  private making(wanted: Wanted<WantedClient>): Step {
    const { path, definition, withSecret, status } = wanted;
    const { kind, name, ...content } = definition;
    const differences = contentAsDifferences({ ...content, ...(status === 'disabled' && { status }) });
    return {
      change: { kind: 'clients', action: 'create', name, client_kind: kind, differences },
      path,
      work: [
        {
          when: 'clients are written',
          run: async (transaction, caller): Promise<MadeClient> => {
            const { client, secret } = await this.clients.create(caller, definition, withSecret, transaction);
            if (status === 'disabled') await this.clients.update(caller, client.id, { status }, transaction);
            return { name, kind, client_id: client.id, client_secret: secret?.secret ?? null };
          },
        },
      ],
    };
  }

  private changing(wanted: Wanted<WantedClient>, before: ClientRecord): Step[] {
    const { kind, name, ...content } = wanted.definition;
    const { status } = wanted;
    const after = { ...content, ...(status !== undefined && { status }) };
    const differences = differencesOf({ ...definitionOf(before), status: before.status }, after);
    if (differences.length === 0) return [];
    return [
      {
        change: { kind: 'clients', action: 'update', name, client_kind: kind, differences },
        path: wanted.path,
        work: [
          {
            when: 'clients are written',
            run: (transaction, caller) => quietly(this.clients.update(caller, before.id, after, transaction)),
          },
        ],
      },
    ];
  }

  private deleting({ id, kind, name }: ClientRecord): Step {
    return deletion({ kind: 'clients', name, client_kind: kind }, 'clients are deleted', (transaction, caller) =>
      this.clients.delete(caller, id, transaction),
    );
  }
}

/** Clients of different kinds may have the same name. */
const keyOf = ({ kind, name }: Pick<ClientDefinition, 'kind' | 'name'>): string => `${kind} ${name}`;
