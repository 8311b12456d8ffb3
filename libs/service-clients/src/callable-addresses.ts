import { Injectable } from '@nestjs/common';
import { OutboundFailure, OutboundRequests } from '#libs/outbound';
import { DomainError } from '#libs/platform';
import type { ClientDefinition } from './client-definition.js';

const FIELD = 'backchannel_logout_uri';

/** Judges where this service is to call a client, so that who registers it hears at once of what would never be called. */
@Injectable()
export class CallableAddresses {
  constructor(private readonly outboundRequests: OutboundRequests) {}

  /**
   * As far as it can be told without looking the host up.
   * @throws DomainError `validation_failed` for an address to which no request may go
   */
  assert({ [FIELD]: uri }: ClientDefinition): void {
    if (uri === null) return;
    try {
      this.outboundRequests.assertAllowed(new URL(uri));
    } catch (error) {
      if (!(error instanceof OutboundFailure)) throw error;
      const message = `${FIELD} leads to ${error.message}`;
      throw new DomainError('validation_failed', { errors: [{ field: FIELD, code: 'not_allowed', message }] });
    }
  }
}
