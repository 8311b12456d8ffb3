import { Injectable } from '@nestjs/common';
import { Database, statement } from '#libs/persistence';
import type { ClientSnapshot } from './client-snapshot.js';
import { KnownClients } from './known-clients.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether it may be a client's id: they are made by us, so whatever has another form is nobody, and does not reach the database. */
export const isClientId = (id: string): boolean => UUID.test(id);

/** Finds active clients by their id; the built-in one is not among them. */
@Injectable()
export class FindClient {
  constructor(
    private readonly database: Database,
    private readonly knownClients: KnownClients,
  ) {}

  /** As it is remembered, if nothing has changed since that the feed told of. */
  async known(id: string): Promise<ClientSnapshot | undefined> {
    return isClientId(id) ? this.knownClients.get(id, () => this.lookUp(id)) : undefined;
  }

  /** As it is in the database now. */
  async anew(id: string): Promise<ClientSnapshot | undefined> {
    return isClientId(id) ? this.knownClients.renew(id, () => this.lookUp(id)) : undefined;
  }

  private async lookUp(id: string): Promise<ClientSnapshot | undefined> {
    return (await this.database.run(selectClient, [id]))[0];
  }
}

const selectClient = statement<ClientSnapshot, [string]>(
  'clients.authenticate',
  `SELECT c.id, c.kind, c.name, c.scopes, c.audiences, c.public_jwk, c.redirect_uris, c.post_logout_redirect_uris, c.logo_uri,
          c.first_party, c.require_pushed_authorization_requests, c.device_grant, s.epoch, s.sessions_epoch,
          date_trunc('milliseconds', statement_timestamp()) AS read_at,
          ARRAY(SELECT x.secret_hash FROM client_secrets x
                WHERE x.client_id = c.id AND (x.expires_at IS NULL OR x.expires_at > statement_timestamp()))
            AS secret_hashes,
          (SELECT min(x.expires_at) FROM client_secrets x
           WHERE x.client_id = c.id AND x.expires_at > statement_timestamp()) AS first_secret_expiry
   FROM clients c JOIN subjects s ON s.id = c.id AND s.status = 'active'
   WHERE c.id = $1 AND c.client_id IS NULL`,
);
