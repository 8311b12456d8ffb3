import { Injectable } from '@nestjs/common';
import { Database, statement, type StatementRunner } from '#libs/persistence';
import { hashOfSecret, newId, newSecret } from '#libs/platform';
import type { AuthorizationRequest } from './authorization-request.js';

/** How long somebody may take to log in and to decide, in seconds. */
export const INTERACTION_SECONDS = 600;

export interface Interaction {
  readonly id: string;
  readonly request: AuthorizationRequest;
  readonly created_at: Date;
}

/** Where somebody is on the way from an application to its answer. Each is bound to one browser, and good once. */
@Injectable()
export class Interactions {
  constructor(private readonly database: Database) {}

  /** @param browser what the browser is known by already, if it is under way to other applications too */
  async begin(
    request: AuthorizationRequest,
    browser = newSecret(),
    runner: StatementRunner = this.database,
  ): Promise<{ id: string; browser: string }> {
    const id = newId();
    const { client_id } = request;
    const row = { id, client_id, browser_hash: hashOfSecret(browser), request, seconds: INTERACTION_SECONDS };
    await runner.run(insert, row);
    return { id, browser };
  }

  /** @returns which one with this very request goes on in this browser, the latest if there are several; undefined: none */
  async takeUp(request: AuthorizationRequest, browser: string): Promise<string | undefined> {
    return (await this.database.run(takeUp, { browser_hash: hashOfSecret(browser), request }))[0]?.id;
  }

  /** @returns undefined if it is unknown, of another browser, over or answered */
  async find(id: string, browser: string): Promise<Interaction | undefined> {
    return (await this.database.run(select, [id, hashOfSecret(browser)]))[0];
  }

  /** Uses it up. @returns whether it was this call that did so */
  async use(id: string): Promise<boolean> {
    return (await this.database.run(use, [id])).length > 0;
  }
}

const insert = statement<
  never,
  { id: string; client_id: string; browser_hash: Buffer; request: AuthorizationRequest; seconds: number }
>(
  'oidc.begin_interaction',
  `INSERT INTO oidc_interactions (id, client_id, browser_hash, request, created_at, expires_at)
   VALUES (:id, :client_id, :browser_hash, :request, statement_timestamp(),
           statement_timestamp() + make_interval(secs => :seconds::integer))`,
);

const IS_OPEN = 'NOT used AND expires_at > statement_timestamp()';

/** Uses one up, also as a part of another statement; no row if it is not open. @param id SQL that gives its id */
export const usingUp = (id: string): string =>
  `UPDATE oidc_interactions SET used = true WHERE id = ${id} AND ${IS_OPEN} RETURNING id`;

const select = statement<Interaction, [string, Buffer]>(
  'oidc.interaction',
  `SELECT id, request, created_at FROM oidc_interactions WHERE id = $1 AND browser_hash = $2 AND ${IS_OPEN}`,
);

/** Of one browser: it may be under way to so many applications at once, and strangers may name one as often as they like. */
const MOST_UNDER_WAY = 50;

export const takeUp = statement<{ id: string }, { browser_hash: Buffer; request: AuthorizationRequest }>(
  'oidc.take_up_interaction',
  `WITH latest AS (
     SELECT id, request, used, expires_at FROM oidc_interactions WHERE browser_hash = :browser_hash
     ORDER BY id DESC LIMIT ${MOST_UNDER_WAY})
   SELECT id FROM latest WHERE request = :request::jsonb AND ${IS_OPEN} ORDER BY id DESC LIMIT 1`,
);

const use = statement<{ id: string }, [string]>('oidc.use_interaction', usingUp('$1'));
