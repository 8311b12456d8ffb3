import { toRecordedEvent } from '#libs/audit';
import { toFactor } from '#libs/factors';
import { toUserRole } from '#libs/roles';
import { toSession } from '#libs/sessions';
import { toIdentity } from '#libs/upstream';
import { type ShownLink, toUser } from '#libs/users';
import type { AccountExport } from '../export-account.js';
import type { ExportedLink } from './export.dto.js';

/** Writes an `ExportedAccount` as JSON, part by part. */
export async function* textOf(exported: AccountExport, currentSession: string): AsyncGenerator<string> {
  const { account, grants, factors, identities, links, sessions, events } = exported;
  const head = {
    exported_at: new Date().toISOString(),
    account: toUser(account),
    roles: grants.map(toUserRole),
    factors: factors.map(toFactor),
    identities: identities.map(toIdentity),
    links: links.map(toLink),
  };
  yield JSON.stringify(head).slice(0, -1);
  yield* list('sessions', sessions, session => toSession(session, currentSession));
  yield* list('audit_events', events, toRecordedEvent);
  yield '}';
}

async function* list<T>(
  name: string,
  parts: AsyncIterable<readonly T[]>,
  form: (item: T) => object,
): AsyncGenerator<string> {
  yield `,${JSON.stringify(name)}:[`;
  let separator = '';
  for await (const part of parts) {
    if (part.length === 0) continue;
    yield separator + part.map(item => JSON.stringify(form(item))).join(',');
    separator = ',';
  }
  yield ']';
}

const toLink = ({ purpose, email, created_at, expires_at, used_at }: ShownLink): ExportedLink => ({
  purpose,
  email,
  created_at: created_at.toISOString(),
  expires_at: expires_at.toISOString(),
  used_at: used_at?.toISOString() ?? null,
});
