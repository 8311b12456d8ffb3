import { ApiProperty } from '@nestjs/swagger';
import { AUDIENCES, listOf, NextCursor, Shown, text, visible } from '#libs/platform';
import { CLIENT_KINDS, type ClientKind } from '../client-kind.js';
import { MAX_ADDRESS } from '../client-uris.js';
import type { NewSecret, SecretRecord } from '../client-secrets.js';
import type { ClientRecord, CreatedRecord } from '../client-record.js';
import { SCOPE } from './is-scope.decorator.js';
import { PUBLIC_JWK_OR_NULL, type PublicJwk } from './public-jwk.dto.js';

export const MAX_NAME_LENGTH = 100;
export const MAX_SCOPES = 50;
const MAX_SECRETS = 5;
const SECRET = visible(256);

export const MAX_URIS = 20;
export const CLIENT_URI = visible(MAX_ADDRESS);
/** Of a picture by itself. */
export const LOGO_URI = visible(8192);

/** A client: a service's account, or an application that people log in with. */
export class ServiceClient {
  /** @example "0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4d21" */
  @ApiProperty({ format: 'uuid' })
  client_id!: string;

  /** What it is. */
  @ApiProperty({ enum: CLIENT_KINDS })
  kind!: ClientKind;

  /** @example "orders" */
  @Shown(text(MAX_NAME_LENGTH))
  name!: string;

  /** @example ["introspect"] */
  @Shown(listOf(SCOPE, MAX_SCOPES))
  scopes!: string[];

  /** Null: of a service the configured audiences, of an application none. */
  @ApiProperty({ type: [String], nullable: true })
  @Shown(AUDIENCES)
  audiences!: string[] | null;

  /** The public key of its assertions; null: it has none. */
  @ApiProperty(PUBLIC_JWK_OR_NULL)
  public_jwk!: PublicJwk | null;

  /**
   * Of an application: where browsers may be sent with the answer of a login.
   * @example ["https://wiki.example.org/callback"]
   */
  @Shown(listOf(CLIENT_URI, MAX_URIS))
  redirect_uris!: string[];

  /**
   * Where they may be sent after a logout.
   * @example ["https://wiki.example.org/"]
   */
  @Shown(listOf(CLIENT_URI, MAX_URIS))
  post_logout_redirect_uris!: string[];

  /** Where the application wants to be told that a session is over; null: nowhere. */
  @ApiProperty({ type: String, nullable: true })
  @Shown(CLIENT_URI)
  backchannel_logout_uri!: string | null;

  /** Whether it needs to be told which session that is. It is told in any case. */
  backchannel_logout_session_required!: boolean;

  /** Null: it has none. */
  @ApiProperty({ type: String, nullable: true })
  @Shown(LOGO_URI)
  logo_uri!: string | null;

  /** Whether it is trusted: nobody is asked for consent. */
  first_party!: boolean;

  /** Whether it has to push what it asks for (RFC 9126). */
  require_pushed_authorization_requests!: boolean;

  /** Whether it may have people let it in on another device (RFC 8628). */
  device_grant!: boolean;

  @ApiProperty({ enum: ['active', 'disabled'] })
  status!: 'active' | 'disabled';

  @ApiProperty({ format: 'date-time' })
  created_at!: string;

  @ApiProperty({ format: 'date-time' })
  updated_at!: string;
}

/** A client that was just registered. */
export class CreatedClient extends ServiceClient {
  /** Shown this once; null: none was made. */
  @ApiProperty({ type: String, nullable: true })
  @Shown(SECRET)
  client_secret!: string | null;

  /** By which the secret can be deleted; null: none was made. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  secret_id!: string | null;
}

/** One part of the list of clients, newest first. */
export class ClientPage {
  @ApiProperty({ maxItems: 100 })
  items!: ServiceClient[];

  /** Where the next part starts; null at the end. */
  @NextCursor()
  next_cursor!: string | null;
}

/** A secret, without what is secret about it. */
export class ClientSecret {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'date-time' })
  created_at!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  expires_at!: string | null;
}

/** A secret that was just made. */
export class CreatedClientSecret extends ClientSecret {
  /** Shown this once. */
  @Shown(SECRET)
  client_secret!: string;
}

/** The secrets of a client. */
export class ClientSecretList {
  @Shown({ maxItems: MAX_SECRETS })
  items!: ClientSecret[];

  /** Always null: the list is whole. */
  @NextCursor()
  next_cursor!: string | null;
}

export function toClient(record: ClientRecord): ServiceClient {
  return {
    client_id: record.id,
    kind: record.kind,
    name: record.name,
    scopes: [...record.scopes],
    audiences: record.audiences && [...record.audiences],
    public_jwk: record.public_jwk,
    redirect_uris: [...record.redirect_uris],
    post_logout_redirect_uris: [...record.post_logout_redirect_uris],
    backchannel_logout_uri: record.backchannel_logout_uri,
    backchannel_logout_session_required: record.backchannel_logout_session_required,
    logo_uri: record.logo_uri,
    first_party: record.first_party,
    require_pushed_authorization_requests: record.require_pushed_authorization_requests,
    device_grant: record.device_grant,
    status: record.status === 'active' ? 'active' : 'disabled',
    created_at: record.created_at.toISOString(),
    updated_at: record.updated_at.toISOString(),
  };
}

export function toCreatedClient({ client, secret }: CreatedRecord): CreatedClient {
  return { ...toClient(client), client_secret: secret?.secret ?? null, secret_id: secret?.id ?? null };
}

export function toSecret({ id, created_at, expires_at }: SecretRecord): ClientSecret {
  return { id, created_at: created_at.toISOString(), expires_at: expires_at?.toISOString() ?? null };
}

export function toCreatedSecret(secret: NewSecret): CreatedClientSecret {
  return { ...toSecret(secret), client_secret: secret.secret };
}
