import { Injectable } from '@nestjs/common';
import { SERVICE, Signals } from '#libs/audit';
import type { RequestSource } from '#libs/platform';
import type { Allowed, Attempt } from './counters/failure-counters.js';

/** Tells people that somebody guesses, when it begins to show. */
@Injectable()
export class GuessSignals {
  constructor(private readonly signals: Signals) {}

  /** @param target the account that it was aimed at, where that is known */
  note(
    { charges }: Attempt,
    { failures, revealsSpraying }: Allowed,
    source: RequestSource,
    target: string | null,
  ): void {
    const actor = { id: null, ...source };
    for (const [place, { name, free }] of charges.entries()) {
      if (failures[place] !== free + 1) continue;
      this.signals.note({ kind: 'authn_login_fail_max', actor, target, reason: name.replaceAll(' ', '_') });
    }
    // Of all who sprayed this one has come last, and is no more to blame than the others.
    if (revealsSpraying)
      this.signals.note({ kind: 'authn_spraying', actor: SERVICE, target: null, reason: 'strangers' });
  }
}
