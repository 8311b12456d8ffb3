import { Injectable } from '@nestjs/common';
import { PushedRequests } from '#libs/oidc';
import { Config, DomainError } from '#libs/platform';
import { Applications } from '#libs/service-clients';
import { AUTHORIZATION_FIELDS, type Parameters } from './authorization-parameters.js';
import { ReadAuthorizationRequest } from './read-authorization-request.js';

/** Takes what an application will ask for, from itself, before it sends anybody here (RFC 9126). */
@Injectable()
export class PushRequest {
  constructor(
    private readonly config: Config,
    private readonly applications: Applications,
    private readonly readAuthorizationRequest: ReadAuthorizationRequest,
    private readonly pushedRequests: PushedRequests,
  ) {}

  /**
   * It is judged as if a browser had brought it.
   * @param clientId of who has shown who they are
   * @returns the address by which a browser brings it
   * @throws DomainError `unauthorized_client` for who is no application, or where nobody can log in; in the words of RFC 6749 §4.1.2.1
   *   whatever is wrong with the request
   */
  async execute(clientId: string, form: Parameters): Promise<string> {
    const client = await this.applications.find(clientId);
    if (client === undefined || this.config.pages === 'off') throw new DomainError('unauthorized_client');
    const known = Object.entries(form).filter(([name]) => Object.hasOwn(AUTHORIZATION_FIELDS, name));
    const read = this.readAuthorizationRequest.executePushed(Object.fromEntries(known), client);
    if (read.kind === 'refused') throw new DomainError('invalid_request', { detail: read.why });
    if (read.kind === 'wrong') throw read.error.asProblem;
    return this.pushedRequests.push(read.request);
  }
}
