import { Injectable } from '@nestjs/common';
import { type Answer, type AuthorizationRequest, Interactions } from '#libs/oidc';
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
    const { request, client } = read;
    return { ...(await this.interactions.begin(request, browser)), request, client };
  }
}
