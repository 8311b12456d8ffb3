import { Injectable } from '@nestjs/common';
import { DomainError, MasterSecret, type TextForm } from '#libs/platform';
import { SealedTickets } from '../sign-in/sealed-tickets.js';
import type { Transport } from '../sign-in/session-client.js';

/**
 * Who has asked for a code: without it the code is worth nothing, so it is of no use to talk somebody out of theirs. It is sealed, and as
 * long as the address makes it, whoever has that.
 */
export interface CodeTicket {
  readonly id: string;
  /** The address that was submitted, in its one form. */
  readonly account: string;
  /** How the tokens will travel. A ticket by cookie is good by cookie alone, so no script gets tokens for it. */
  readonly transport: Transport;
}

const PREFIX = 'gct_';

/** As it is given out: an address of 254 characters may take three bytes each. */
export const CODE_TICKET: TextForm = { pattern: `^${PREFIX}[A-Za-z0-9_-]+$`, maxLength: 2048 };

/** Makes and reads the tickets of those who have asked for a code. Whether it is good still, the code's request knows. */
@Injectable()
export class CodeTickets {
  private readonly sealedTickets: SealedTickets<CodeTicket>;

  constructor(secret: MasterSecret) {
    this.sealedTickets = new SealedTickets(secret, 'login code ticket', PREFIX);
  }

  issue(ticket: CodeTicket): string {
    return this.sealedTickets.seal(ticket);
  }

  /**
   * @param inBody as it was sent on purpose, if it was
   * @param inCookie as a browser sends it
   * @throws DomainError `invalid_login_ticket` if it is none of ours, or did not come as it was given out
   */
  read(inBody: string | undefined, inCookie: string | undefined): CodeTicket {
    const transport = inBody === undefined ? 'cookie' : 'bearer';
    const ticket = this.find(inBody ?? inCookie);
    if (ticket?.transport !== transport) throw new DomainError('invalid_login_ticket');
    return ticket;
  }

  /** @returns undefined for what is no ticket of ours */
  find(text: string | undefined): CodeTicket | undefined {
    return text === undefined ? undefined : this.sealedTickets.open(text);
  }
}
