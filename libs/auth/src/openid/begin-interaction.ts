import { Injectable } from '@nestjs/common';
import { type Answer, type AuthorizationRequest, Interactions, PushedRequests } from '#libs/oidc';
import { Database } from '#libs/persistence';
import { DomainError } from '#libs/platform';
import type { Application } from '#libs/service-clients';
import type { Parameters } from './authorization-parameters.js';
import { ReadAuthorizationRequest } from './read-authorization-request.js';

/** A login for an application that has begun, and what the browser is to be known by. */
export interface BegunInteraction {
  readonly id: string;
  readonly browser: string;
  readonly request: AuthorizationRequest;
  readonly client: Application;
}

/** Takes up what an application has sent somebody here for. */
@Injectable()
export class BeginInteraction {
  constructor(
    private readonly readAuthorizationRequest: ReadAuthorizationRequest,
    private readonly interactions: Interactions,
    private readonly pushedRequests: PushedRequests,
    private readonly database: Database,
  ) {}

  /**
   * @param browser what the browser is known by already
   * @returns the answer, where the application has asked for what cannot be
   * @throws DomainError `invalid_request` where nobody is to be sent anywhere
   */
  async execute(given: Parameters, browser: string | undefined): Promise<BegunInteraction | Answer> {
    const read = await this.readAuthorizationRequest.execute(given);
    if (read.kind === 'refused') throw new DomainError('invalid_request', { detail: read.why });
    if (read.kind === 'wrong') return read.answer;
    const { request, client, pushedUri } = read;
    const begun =
      pushedUri === undefined
        ? await this.beginOrTakeUp(request, browser)
        : await this.beginPushed(request, pushedUri, browser);
    return { ...begun, request, client };
  }

  /**
   * A reload goes on with what it began: else who had to show anew who they are, and went to another provider for that, would have
   * done so before the login that they come back to. Each request has a `code_challenge` of its own, so the same is the same one.
   */
  private async beginOrTakeUp(
    request: AuthorizationRequest,
    browser: string | undefined,
  ): Promise<{ id: string; browser: string }> {
    const id = browser === undefined ? undefined : await this.interactions.takeUp(request, browser);
    if (browser === undefined || id === undefined) return this.interactions.begin(request, browser);
    return { id, browser };
  }

  /** What was pushed is good for one login, which a reload of the page goes on with. */
  private async beginPushed(
    request: AuthorizationRequest,
    uri: string,
    browser: string | undefined,
  ): Promise<{ id: string; browser: string }> {
    try {
      return await this.database.inTurn(`pushed request ${uri}`, async transaction => {
        const begun = await this.interactions.begin(request, browser, transaction);
        if (!(await this.pushedRequests.use(transaction, uri, begun.id))) throw new Used();
        return begun;
      });
    } catch (error) {
      if (!(error instanceof Used)) throw error;
    }
    const id = (await this.pushedRequests.find(uri, request.client_id))?.interaction_id ?? undefined;
    const isOfBrowser = id !== undefined && browser !== undefined && (await this.interactions.find(id, browser));
    if (isOfBrowser) return { id, browser };
    throw new DomainError('invalid_request', { detail: 'The request_uri was used: begin anew at the application.' });
  }
}

/** Undoes the transaction, and goes no further than this file. */
class Used extends Error {}
