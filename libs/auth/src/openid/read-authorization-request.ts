import { Injectable } from '@nestjs/common';
import {
  type AnswerAddress,
  type Answer,
  answerTo,
  type AuthorizationRequest,
  isPushedUri,
  PushedRequests,
} from '#libs/oidc';
import { Config, DomainError } from '#libs/platform';
import { Applications, type Application } from '#libs/service-clients';
import { Audiences, IdTokens } from '#libs/tokens';
import { answerModeIn, type Parameters, stateIn, wishesIn, wordsIn, WrongRequest } from './authorization-parameters.js';

/** What becomes of a request for an authorization. */
export type ReadRequest =
  /** Nobody is sent anywhere: it is not known who asks, or where to answer. */
  | { readonly kind: 'refused'; readonly why: string }
  /** The application is told that its request is wrong. */
  | { readonly kind: 'wrong'; readonly error: WrongRequest; readonly answer: Answer }
  | {
      readonly kind: 'whole';
      readonly request: AuthorizationRequest;
      readonly client: Application;
      /** By which address it was found that the application has pushed; undefined: the browser has brought it all. */
      readonly pushedUri?: string;
    };

/** Reads what an application asks for when it sends a browser here. It changes nothing. */
@Injectable()
export class ReadAuthorizationRequest {
  constructor(
    private readonly config: Config,
    private readonly applications: Applications,
    private readonly audiences: Audiences,
    private readonly idTokens: IdTokens,
    private readonly pushedRequests: PushedRequests,
  ) {}

  /** What a browser brings. */
  async execute(given: Parameters): Promise<ReadRequest> {
    const { client_id = '', request_uri = '' } = given;
    const client = await this.applications.find(client_id);
    if (client === undefined) return { kind: 'refused', why: 'No application of this client_id is registered here.' };
    // Of what stands beside it nothing counts (RFC 9101 §6.3).
    if (isPushedUri(request_uri)) return this.findPushed(client, request_uri);
    return this.read(given, client, client.require_pushed_authorization_requests);
  }

  /** What an application pushes itself (RFC 9126 §2.1). */
  executePushed(given: Parameters, client: Application): ReadRequest {
    return this.read(given, client, false);
  }

  private async findPushed(client: Application, pushedUri: string): Promise<ReadRequest> {
    const pushed = await this.pushedRequests.find(pushedUri, client.id);
    // The application may have other addresses by now.
    if (pushed === undefined || !client.mayAnswerAt(pushed.request.redirect_uri)) {
      return { kind: 'refused', why: 'The request_uri is unknown, expired, used, or not of this application.' };
    }
    return { kind: 'whole', request: pushed.request, client, pushedUri };
  }

  private read(given: Parameters, client: Application, hasToBePushed: boolean): ReadRequest {
    const { redirect_uri = '' } = given;
    if (!client.mayAnswerAt(redirect_uri)) {
      return { kind: 'refused', why: 'The redirect_uri is not one of those that are registered for the application.' };
    }
    const address = { redirect_uri, response_mode: answerModeIn(given), state: stateIn(given) };
    try {
      if (hasToBePushed)
        throw new WrongRequest('invalid_request', 'The application has to push its requests (RFC 9126).');
      const request = { ...address, client_id: client.id, ...wishesIn(given), ...this.boundsIn(given, client) };
      return { kind: 'whole', request, client };
    } catch (error) {
      if (!(error instanceof WrongRequest)) throw error;
      return { kind: 'wrong', error, answer: this.telling(address, error) };
    }
  }

  private telling(address: AnswerAddress, { error, description }: WrongRequest): Answer {
    return answerTo(address, this.config.issuer, { error, error_description: description });
  }

  private boundsIn(given: Parameters, client: Application): Pick<AuthorizationRequest, 'audience' | 'subject'> {
    const { resource, id_token_hint } = given;
    const hint = id_token_hint === undefined ? undefined : this.idTokens.recognise(id_token_hint);
    if (id_token_hint !== undefined && hint?.client_id !== client.id) {
      throw new WrongRequest('invalid_request', 'id_token_hint is not an ID token of this application.');
    }
    return { audience: this.audienceIn(resource, client), subject: hint?.sub ?? null };
  }

  private audienceIn(resource: string | undefined, { audiences }: Application): string[] | null {
    try {
      return this.audiences.narrow(wordsIn(resource), audiences);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      throw new WrongRequest('invalid_target', 'resource is not one that the application may ask for.');
    }
  }
}
