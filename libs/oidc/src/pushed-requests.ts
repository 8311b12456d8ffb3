import { Injectable } from '@nestjs/common';
import { Database, statement, type Transaction } from '#libs/persistence';
import { hashOfSecret, newId, newSecret } from '#libs/platform';
import type { AuthorizationRequest } from './authorization-request.js';

/** A browser has to bring the address within so many seconds. */
export const PUSHED_SECONDS = 60;
/** RFC 9126 §2.2. */
const PREFIX = 'urn:ietf:params:oauth:request_uri:';

/** Whether it has the form of an address that is given out here; any other would have to be fetched. */
export const isPushedUri = (uri: string): boolean => uri.startsWith(PREFIX);

export interface PushedRequest {
  readonly request: AuthorizationRequest;
  /** The login that has begun with it; null: none has. */
  readonly interaction_id: string | null;
}

/** What applications have told the service themselves that they will ask for: good once, and for a minute. */
@Injectable()
export class PushedRequests {
  constructor(private readonly database: Database) {}

  /** @returns the address by which a browser brings it */
  async push(request: AuthorizationRequest): Promise<string> {
    const uri = PREFIX + newSecret();
    const { client_id } = request;
    await this.database.run(insert, {
      id: newId(),
      uri_hash: hashOfSecret(uri),
      client_id,
      request,
      seconds: PUSHED_SECONDS,
    });
    return uri;
  }

  /** @returns undefined if it is unknown, of another client, or over and never used */
  async find(uri: string, clientId: string): Promise<PushedRequest | undefined> {
    return (await this.database.run(select, [hashOfSecret(uri), clientId]))[0];
  }

  /** Uses it up, for one login: one guarded statement. @returns whether it was this call that did so */
  async use(transaction: Transaction, uri: string, interactionId: string): Promise<boolean> {
    return (await transaction.run(use, [hashOfSecret(uri), interactionId])).length > 0;
  }
}

const insert = statement<
  never,
  { id: string; uri_hash: Buffer; client_id: string; request: AuthorizationRequest; seconds: number }
>(
  'oidc.push_request',
  `INSERT INTO pushed_requests (id, uri_hash, client_id, request, expires_at)
   VALUES (:id, :uri_hash, :client_id, :request, statement_timestamp() + make_interval(secs => :seconds::integer))`,
);

const select = statement<PushedRequest, [Buffer, string]>(
  'oidc.pushed_request',
  `SELECT request, interaction_id FROM pushed_requests
   WHERE uri_hash = $1 AND client_id = $2 AND (interaction_id IS NOT NULL OR expires_at > statement_timestamp())`,
);

const use = statement<{ id: string }, [Buffer, string]>(
  'oidc.use_pushed_request',
  `UPDATE pushed_requests SET interaction_id = $2
   WHERE uri_hash = $1 AND interaction_id IS NULL AND expires_at > statement_timestamp() RETURNING id`,
);
