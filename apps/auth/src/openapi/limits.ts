import { CLIENT_ADDRESS, type FieldSchema, text, TOKEN_ID } from '#libs/platform';
import type { Document } from './document.js';

/** What the fields of sessions look like, which do not say it themselves yet. */
const LIMITS: Readonly<Record<string, Readonly<Record<string, FieldSchema>>>> = {
  Session: { jti: TOKEN_ID, ip: CLIENT_ADDRESS, user_agent: text(256) },
  SessionPage: { next_cursor: { pattern: '^[A-Za-z0-9_-]+$', maxLength: 512 } },
};

export function documentLimits({ components }: Document): void {
  for (const [name, fields] of Object.entries(LIMITS)) {
    for (const [field, schema] of Object.entries(fields)) {
      Object.assign(components.schemas[name]?.properties?.[field] ?? {}, schema);
    }
  }
}
