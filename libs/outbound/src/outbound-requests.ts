import { Injectable } from '@nestjs/common';
import { exchange, type OutboundRequest, type Reading } from './exchange.js';
import { OutboundFailure } from './outbound-failure.js';
import { OutboundHosts } from './outbound-hosts.js';
import { type OutboundAnswer, readAnswer, readStatus } from './read-answer.js';

/** Somebody waits for the answer. */
const TIMEOUT_MS = 5000;
/** Nobody does. */
const UNATTENDED_TIMEOUT_MS = 10_000;

/**
 * Sends requests to where somebody else has a say in what the address is. Connections, their time and what is read of answers have bounds, no
 * redirect is followed, and addresses that are not public are refused unless they are listed.
 */
@Injectable()
export class OutboundRequests {
  constructor(private readonly outboundHosts: OutboundHosts) {}

  /** @throws OutboundFailure if a request could not go there */
  assertAllowed(url: URL): void {
    this.outboundHosts.assertAllowed(url);
  }

  /**
   * Any status is an answer. It comes within five seconds, and has at most 256 KiB.
   * @throws OutboundFailure
   */
  async send(url: URL, request: OutboundRequest): Promise<OutboundAnswer> {
    return this.exchange(url, request, { timeoutMs: TIMEOUT_MS, read: response => readAnswer(url, response) });
  }

  /**
   * For those of whose answer nothing counts but its status. That comes within ten seconds; of what follows, 64 KiB are taken.
   * @throws OutboundFailure
   */
  async statusOf(url: URL, request: OutboundRequest): Promise<number> {
    return this.exchange(url, request, { timeoutMs: UNATTENDED_TIMEOUT_MS, read: readStatus });
  }

  private async exchange<Answer>(url: URL, request: OutboundRequest, reading: Reading<Answer>): Promise<Answer> {
    this.outboundHosts.assertAllowed(url);
    try {
      return await exchange(url, request, over => this.outboundHosts.lookupFor(url, over), reading);
    } catch (error) {
      throw OutboundFailure.of(error);
    }
  }
}
