import type { FieldSchema, TextForm } from './field-schema.js';

/** Nothing that is sent may hold a NUL character, which PostgreSQL cannot store. */
export const STORABLE = '^[^\\u0000]*$';

/** Any text. */
export const text = (maxLength: number): TextForm => ({ pattern: STORABLE, maxLength });

/** Visible characters of ASCII, and no spaces. */
export const visible = (maxLength: number): TextForm => ({ pattern: '^[\\x21-\\x7E]+$', maxLength });

/** Words with a space between, or none. */
export const words = (maxLength: number): TextForm => ({
  pattern: '^([\\x21-\\x7E]+( [\\x21-\\x7E]+)*)?$',
  maxLength,
});

export const base64url = (maxLength: number): TextForm => ({ pattern: '^[A-Za-z0-9_-]+$', maxLength });

export const listOf = (items: FieldSchema, maxItems: number): FieldSchema => ({ maxItems, items });

/** A whole number that fits into 32 bits. */
export const INT32 = { format: 'int32', maximum: 2_147_483_647 };

export const SECONDS_OF_EPOCH = { format: 'int64', minimum: 0, maximum: 253_402_300_799 };

export const URL_FORM = { format: 'uri' };

/** The address of a client, of IP in either version. */
export const CLIENT_ADDRESS: TextForm = { pattern: '^[0-9A-Za-z:.%_-]+$', maxLength: 64 };

/** The id of a token: 128 random bits as this service makes them. */
export const TOKEN_ID: TextForm = { pattern: '^[A-Za-z0-9_-]{1,64}$', maxLength: 64 };

/** How somebody proved who they are (RFC 8176 §2). */
export const AUTHENTICATION_METHODS = listOf({ pattern: '^[a-z]{2,8}$', maxLength: 8 }, 10);

/** The id of a key that signs tokens. */
export const KEY_ID = base64url(64);

/** A signed JWT in its compact form (RFC 7515 §7.1). */
export const jws = (maxLength: number): TextForm => ({
  pattern: '^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$',
  maxLength,
});
