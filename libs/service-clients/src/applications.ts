import { Injectable } from '@nestjs/common';
import { ClientAudiences } from './authentication/client-audiences.js';
import { FindClient } from './authentication/find-client.js';
import type { ClientDefinition } from './client-definition.js';
import { isRegistered } from './client-uris.js';

/** An application that people log in with, as far as they, and their browsers, have to do with it. */
export interface Application extends Pick<
  ClientDefinition,
  'kind' | 'name' | 'logo_uri' | 'first_party' | 'require_pushed_authorization_requests' | 'device_grant'
> {
  readonly id: string;
  /** What its tokens may be meant for. */
  readonly audiences: readonly string[];
  /** Whether browsers may be sent there with the answer of a login. */
  mayAnswerAt(uri: string): boolean;
  /** Whether they may be sent there after a logout. */
  mayGoOnAt(uri: string): boolean;
  /** Whether it is an application without a server, and its pages are of this origin. */
  hasPagesAt(origin: string): boolean;
}

/** Finds the applications that people log in with. */
@Injectable()
export class Applications {
  constructor(
    private readonly findClient: FindClient,
    private readonly clientAudiences: ClientAudiences,
  ) {}

  /** @returns undefined if there is none of this id that is in force */
  async find(id: string): Promise<Application | undefined> {
    const client = await this.findClient.known(id);
    if (client === undefined || client.kind === 'service') return undefined;
    const { kind, name, logo_uri, first_party, require_pushed_authorization_requests, device_grant } = client;
    const { redirect_uris, post_logout_redirect_uris } = client;
    return {
      ...{ id, kind, name, logo_uri, first_party, require_pushed_authorization_requests, device_grant },
      audiences: this.clientAudiences.of(client),
      mayAnswerAt: uri => isRegistered(uri, kind, redirect_uris),
      mayGoOnAt: uri => isRegistered(uri, kind, post_logout_redirect_uris),
      hasPagesAt: origin => kind === 'browser' && redirect_uris.some(uri => new URL(uri).origin === origin),
    };
  }
}
