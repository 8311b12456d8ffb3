import { Injectable } from '@nestjs/common';
import { validate as isUuid } from 'uuid';
import { Database, statement } from '#libs/persistence';
import type { AuditRecord } from '../select-events.js';
import { type ActorKind, unnamedActor } from './actor-kind.js';
import { targetKindOf, type TargetKind } from './target-kinds.js';

/** Somebody or something in an event, with the name that it has now. */
export interface Named<Kind extends string> {
  readonly kind: Kind;
  readonly id: string | null;
  /** Null where there is none, where it is gone or erased, and where whoever asks may not see it. */
  readonly label: string | null;
}

/** An event, with those whom it names. */
export interface NamedEvent extends AuditRecord {
  readonly actor: Named<ActorKind>;
  readonly target: Named<TargetKind> | null;
  /** The user whose the target is, if it is no user itself. */
  readonly owner: Named<'user'> | null;
}

/** What has names that not everybody may see. */
export type NameKind = 'user' | 'client' | 'identity_provider';
export type MaySee = (kind: NameKind) => boolean;

interface Name {
  readonly id: string;
  readonly kind: string;
  readonly label: string | null;
}

/** Finds the names of those whom events are about. */
@Injectable()
export class EventNames {
  constructor(private readonly database: Database) {}

  /** All of them by one statement, however many events there are. */
  async of(records: readonly AuditRecord[], maySee: MaySee): Promise<NamedEvent[]> {
    const ids = [...new Set(records.flatMap(idsIn))];
    const rows = ids.length === 0 ? [] : await this.database.run(selectNames, [ids]);
    const names = new Map(rows.map(row => [row.id, row]));
    return records.map(record => named(record, names, maySee));
  }
}

const ABOUT = ['user_id', 'client_id', 'provider_id'] as const;

const detail = ({ details }: AuditRecord, name: (typeof ABOUT)[number]): string | null => {
  const value = details[name];
  return typeof value === 'string' ? value : null;
};

/** Those that may have a name: what strangers send as an id may be anything. */
function idsIn(record: AuditRecord): string[] {
  const kind = targetKindOf(record.kind);
  const isLookedUp = kind === 'user' || kind === 'client' || kind === 'identity_provider';
  const ids = [record.actor_id, isLookedUp ? record.target_id : null, ...ABOUT.map(name => detail(record, name))];
  return ids.filter(id => id !== null).filter(isUuid);
}

type Names = ReadonlyMap<string, Name>;

function named(record: AuditRecord, names: Names, maySee: MaySee): NamedEvent {
  const { actor_id: id, target_id } = record;
  const label = (id: string | null): string | null => {
    const found = id === null ? undefined : names.get(id);
    return found !== undefined && maySee(found.kind as NameKind) ? found.label : null;
  };
  const actor = { kind: id === null ? unnamedActor(record) : subject(id, names, 'user'), id, label: label(id) };
  const kind = targetKindOf(record.kind);
  const user = detail(record, 'user_id');
  const labelOf = {
    session: () => label(detail(record, 'client_id')),
    device: () => label(detail(record, 'client_id')),
    identity: () => label(detail(record, 'provider_id')),
    role: () => target_id,
    permission: () => target_id,
  } as Readonly<Partial<Record<TargetKind, () => string | null>>>;
  const target =
    kind === undefined || target_id === null
      ? null
      : {
          kind: kind === 'user' || kind === 'client' ? subject(target_id, names, kind) : kind,
          id: target_id,
          label: (labelOf[kind] ?? (() => label(target_id)))(),
        };
  const owner = user === null || user === target_id ? null : { kind: 'user' as const, id: user, label: label(user) };
  return { ...record, actor, target, owner };
}

/** What a subject is, also where it was deleted; what is not known is taken for what most of these are. */
function subject(id: string, names: Names, otherwise: 'user' | 'client'): 'user' | 'client' {
  const kind = names.get(id)?.kind;
  return kind === 'user' || kind === 'client' ? kind : otherwise;
}

export const selectNames = statement<Name, [string[]]>(
  'audit.names',
  `SELECT s.id, s.kind, coalesce(u.email, c.name) AS label
   FROM subjects s LEFT JOIN users u ON u.id = s.id LEFT JOIN clients c ON c.id = s.id WHERE s.id = ANY ($1::uuid[])
   UNION ALL
   SELECT id, 'identity_provider', button_text FROM identity_providers WHERE id = ANY ($1::uuid[])`,
);
