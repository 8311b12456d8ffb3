import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { Transaction } from '#libs/persistence';
import { providersOf } from '#libs/platform';
import type { AuditEvent } from './audit-event.js';
import { Witness } from './witness.js';

/** All witnesses of the program, in the order of the modules and of their lists of providers. */
@Injectable()
export class Witnesses implements OnModuleInit {
  private found: readonly Witness[] = [];

  constructor(private readonly discoveryService: DiscoveryService) {}

  onModuleInit(): void {
    this.found = providersOf(this.discoveryService, Witness);
  }

  /** Whether anybody wants to hear of events of this kind. */
  listenFor(kind: string): boolean {
    return this.found.some(({ kinds }) => kinds.includes(kind));
  }

  async hear(transaction: Transaction, event: AuditEvent): Promise<void> {
    for (const witness of this.found) if (witness.kinds.includes(event.kind)) await witness.hear(transaction, event);
  }
}
