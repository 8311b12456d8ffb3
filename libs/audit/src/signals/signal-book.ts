import type { AuditEvent } from '../audit-event.js';
import type { Actor } from '../actor.js';
import type { Signal, SignalKind } from './signal.js';

/** Sources of one kind of signal that are told apart at once. */
const MAX_SOURCES = 200;
/** It takes a right password to be a new device, and people want to know of theirs. */
const MAX_NEW_DEVICES = 5000;
const MAX_TARGETS = 10;
const NOBODY: Actor = { id: null, ip: null, user_agent: null };

interface Entry {
  readonly kind: SignalKind;
  readonly actor: Actor;
  readonly since: string;
  readonly targets: Set<string>;
  readonly reasons: Record<string, number>;
  count: number;
}

/**
 * Sums signals up: one event for each kind and source, for a bounded number of sources of each kind, and one for all the others.
 * So nobody can fill the trail with them, however many they cause and from wherever.
 */
export class SignalBook {
  private readonly entries = new Map<string, Entry>();
  private readonly sources = new Map<SignalKind, number>();

  note({ kind, actor, target, reason }: Signal): void {
    const entry = this.entryOf(kind, actor);
    entry.count++;
    entry.reasons[reason] = (entry.reasons[reason] ?? 0) + 1;
    if (target !== null && entry.targets.size < MAX_TARGETS) entry.targets.add(target);
  }

  /** All that was noted, as events; from now on it is empty. */
  take(): AuditEvent[] {
    const events = [...this.entries.values()].map(eventOf);
    this.entries.clear();
    this.sources.clear();
    return events;
  }

  private entryOf(kind: SignalKind, actor: Actor): Entry {
    const known = this.entries.get(keyOf(kind, actor));
    if (known !== undefined) return known;
    const sources = this.sources.get(kind) ?? 0;
    if (sources >= (kind === 'authn_device_new' ? MAX_NEW_DEVICES : MAX_SOURCES))
      return this.entries.get(keyOf(kind, NOBODY)) ?? this.begin(kind, NOBODY);
    this.sources.set(kind, sources + 1);
    return this.begin(kind, actor);
  }

  private begin(kind: SignalKind, actor: Actor): Entry {
    const since = new Date().toISOString();
    const entry: Entry = { kind, actor, since, targets: new Set(), reasons: {}, count: 0 };
    this.entries.set(keyOf(kind, actor), entry);
    return entry;
  }
}

const keyOf = (kind: SignalKind, { id, ip }: Actor): string => `${kind} ${id ?? ''} ${ip ?? ''}`;

function eventOf({ kind, actor, since, targets, reasons, count }: Entry): AuditEvent {
  const [target = null, ...more] = targets;
  return {
    kind,
    actor,
    target: more.length === 0 ? target : null,
    details: { count, since, reasons, ...(more.length > 0 && { targets: [...targets] }) },
  };
}
