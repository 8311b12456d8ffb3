import { MAX_FREE_FIELD_LENGTH } from '../http/hooks.js';
import { CLAIM_NAME_PATTERN } from '#libs/users';
import { type Document, operationsOf, type Schema } from './document.js';

/** What texts look like that many fields hold. */
const TEXT = { pattern: '^[^\\u0000]*$' };
const VISIBLE = { pattern: '^[\\x21-\\x7E]+$' };
const BASE64URL = { pattern: '^[A-Za-z0-9_-]+$' };
/** Words with a space between, or none. */
const WORDS = { pattern: '^([\\x21-\\x7E]+( [\\x21-\\x7E]+)*)?$' };
const ROLE = { pattern: '^[a-z][a-z0-9_-]{0,62}$', maxLength: 63 };
const PERMISSION = { pattern: '^[a-z][a-z0-9_-]{0,62}:[a-z][a-z0-9_-]{0,62}$', maxLength: 127 };
const PERMISSION_OR_ALL = { pattern: '^(\\*|[a-z][a-z0-9_-]{0,62}:[a-z][a-z0-9_-]{0,62})$', maxLength: 127 };
const SCOPE = { pattern: '^(introspect|[a-z][a-z0-9_-]{0,62}:[a-z][a-z0-9_-]{0,62})$', maxLength: 127 };
const JWS = { pattern: '^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$', maxLength: 8192 };
const FEED_CURSOR = { pattern: '^[A-Za-z0-9_-]{16}\\.\\d{1,16}\\.\\d{1,16}$', maxLength: 50 };
const AUDIENCE = { ...TEXT, maxLength: 256 };
const URL = { format: 'uri' };
const CSRF_TOKEN = { pattern: '^[A-Za-z0-9_-]{72}$', maxLength: 72 };
/** A field that may hold whatever it is. */
export const HEADER = { ...TEXT, maxLength: MAX_FREE_FIELD_LENGTH };
/** Taken as it comes: what is none of ours is refused as such, however it looks. */
const ANYTHING = {};
const SECONDS_OF_EPOCH = { format: 'int64', minimum: 0, maximum: 253_402_300_799 };
const INT32 = { format: 'int32', maximum: 2_147_483_647 };

const MAX_ROLES = 1000;
const MAX_PERMISSIONS_OF_ROLE = 100;
const MAX_INCLUDED = 100;
/** Its own, those of all that it includes, and `roles:delegate`. */
const MAX_EFFECTIVE = (MAX_INCLUDED + 1) * MAX_PERMISSIONS_OF_ROLE + 1;

/**
 * The limits of fields by name: in this API a name means one thing, and has one form. A field that means something
 * else under a name is listed with its schema. What a DTO says of its field counts before what is said here.
 */
const LIMITS: Readonly<Record<string, Schema>> = {
  access_token: JWS,
  assigns: { maxItems: 100, items: ROLE },
  aud: { maxItems: 20, items: AUDIENCE },
  audience: { items: AUDIENCE },
  audiences: { maxItems: 20, items: AUDIENCE },
  auth_time: SECONDS_OF_EPOCH,
  changed: { format: 'int32', maximum: 1000 },
  client_epoch: { ...INT32, minimum: 0 },
  client_id: { ...VISIBLE, maxLength: 256 },
  client_secret: { ...VISIBLE, maxLength: 256 },
  csrf_token: CSRF_TOKEN,
  cursor: { ...BASE64URL, maxLength: 512 },
  description: { ...TEXT, maxLength: 256 },
  details: { maxProperties: 64 },
  effective_permissions: { maxItems: MAX_EFFECTIVE, items: PERMISSION_OR_ALL },
  email: TEXT,
  email_prefix: TEXT,
  epoch: { ...INT32, minimum: 0 },
  exp: SECONDS_OF_EPOCH,
  expires_in: { format: 'int32', maximum: 3600 },
  ext: { maxProperties: 16, propertyNames: { pattern: CLAIM_NAME_PATTERN.source } },
  feed: { pattern: '^[A-Za-z0-9_-]{16}$', maxLength: 16 },
  iat: SECONDS_OF_EPOCH,
  includes: { maxItems: MAX_INCLUDED, items: ROLE },
  ip: { pattern: '^[0-9A-Za-z:.%_-]+$', maxLength: 64 },
  iss: URL,
  jti: { pattern: '^[A-Za-z0-9_-]{1,64}$', maxLength: 64 },
  kid: { ...BASE64URL, maxLength: 64 },
  limit: { format: 'int32' },
  min_epoch: { ...INT32 },
  next_cursor: { ...BASE64URL, maxLength: 512 },
  path: { maxItems: MAX_INCLUDED + 1, items: ROLE },
  permission: PERMISSION,
  permissions: { maxItems: MAX_PERMISSIONS_OF_ROLE, items: PERMISSION },
  reason: { ...TEXT, maxLength: 256 },
  refresh_token: { ...BASE64URL, maxLength: 512 },
  role: ROLE,
  roles: { maxItems: MAX_ROLES, items: ROLE },
  scope: SCOPE,
  scopes: { maxItems: 50, items: SCOPE },
  set_password_token: { ...VISIBLE, maxLength: 128 },
  sid: { format: 'uuid' },
  sub: { ...VISIBLE, maxLength: 256 },
  target: TEXT,
  target_id: { ...TEXT, maxLength: 256 },
  through: { maxItems: MAX_ROLES },
  token: { ...VISIBLE, maxLength: 128 },
  token_type: { enum: ['Bearer'] },
  unchanged: { format: 'int32', maximum: 1000 },
  user_agent: TEXT,
  version: INT32,

  'ClientSecretList.items': { maxItems: 5 },
  'GrantedTokenResponse.scope': { ...WORDS, maxLength: 8192 },
  'IntrospectionResponse.scope': { ...WORDS, maxLength: 8192 },
  'Jwk.alg': { enum: ['ES256', 'RS256'] },
  'Jwk.crv': { enum: ['P-256'] },
  'Jwk.e': { ...BASE64URL, maxLength: 16 },
  'Jwk.kty': { enum: ['EC', 'RSA'] },
  'Jwk.n': { ...BASE64URL, maxLength: 1024 },
  'Jwk.x': { ...BASE64URL, maxLength: 64 },
  'Jwk.y': { ...BASE64URL, maxLength: 64 },
  'Jwks.keys': { maxItems: 100 },
  'Me.permissions': { maxItems: MAX_ROLES * MAX_PERMISSIONS_OF_ROLE, items: PERMISSION_OR_ALL },
  'Permission.name': PERMISSION,
  'ProblemField.code': { pattern: '^[a-z][a-z0-9_]*$', maxLength: 64 },
  'ProblemField.field': { ...TEXT, maxLength: 65_536 },
  'ProblemField.message': { ...TEXT, maxLength: 70_000 },
  'ReadinessReport.checks': { maxProperties: 16 },
  'RevocationBatch.cursor': FEED_CURSOR,
  'Role.name': ROLE,
  'Role.permissions': { maxItems: MAX_PERMISSIONS_OF_ROLE, items: PERMISSION_OR_ALL },
  'RoleDefinition.name': ROLE,
  'RoleDefinition.permissions': { maxItems: MAX_EFFECTIVE, items: PERMISSION_OR_ALL },
  'ServiceClient.name': { ...TEXT, maxLength: 100 },
  'CreatedClient.name': { ...TEXT, maxLength: 100 },
  'SetPasswordRequest.token': ANYTHING,
  'RefreshRequest.refresh_token': ANYTHING,
  'LogoutRequest.refresh_token': ANYTHING,
  'UserRoleList.items': { maxItems: MAX_ROLES },
  after: FEED_CURSOR,
  'If-None-Match': HEADER,
  'Last-Event-ID': HEADER,
};

/**
 * What generators make more of than a text. To such a thing their validators cannot apply a pattern or a length, and
 * calls of clients fail by it; the format says enough.
 */
const FORMATS_WITH_A_TYPE: readonly string[] = ['uuid', 'date-time', 'uri'];
const OF_TEXTS: readonly string[] = ['pattern', 'maxLength'];

/** Says of every text, list and number in the document how long and how great it may be. */
export function documentLimits(document: Document): void {
  for (const [name, schema] of Object.entries(document.components.schemas)) limitFields(name, schema);
  for (const { operation } of operationsOf(document)) {
    for (const { name, schema } of operation.parameters ?? []) limit(schema, LIMITS[`?${name}`] ?? LIMITS[name]);
  }
}

function limitFields(schemaName: string, { properties = {} }: Schema): void {
  for (const [name, field] of Object.entries(properties)) {
    const isUrl = schemaName === 'AuthorizationServerMetadata' && field.type === 'string';
    limit(field, isUrl ? URL : (LIMITS[`${schemaName}.${name}`] ?? LIMITS[name]));
    if (schemaName === 'AuthorizationServerMetadata' && field.type === 'array') {
      limit(field, { maxItems: 20, items: { ...VISIBLE, maxLength: 64 } });
    }
  }
}

function limit(schema: Schema, limits: Schema = {}): void {
  // Spaces around an address are cut off, and letters beyond ASCII are taken: more than this format allows.
  if (schema.format === 'email') delete schema.format;
  const { items, ...own } = limits;
  const isMoreThanText = FORMATS_WITH_A_TYPE.includes(schema.format ?? own.format ?? '');
  for (const [key, value] of Object.entries(own)) {
    if (!(key in schema) && !(isMoreThanText && OF_TEXTS.includes(key))) Object.assign(schema, { [key]: value });
  }
  if (schema.items !== undefined) limit(schema.items, items);
}
