import type { RevocationBatch, RevocationEntry } from '../../../../contracts/src/index.js';
import { isRecord } from './record.js';

/** What came over the feed is not what the feed is made of. */
export class FeedMalformed extends Error {
  constructor(message: string) {
    super(`The feed of revocations ${message}.`);
    this.name = 'FeedMalformed';
  }
}

const MAX_ID_LENGTH = 255;
/** It travels as a header, so it must not be able to break out of one. */
const CURSOR = /^[\x21-\x7e]{1,1024}$/;
const STATUSES: readonly unknown[] = ['active', 'disabled', 'deleted'];

/**
 * Reads one batch. An entry of a kind that is not known here is left out: a newer issuer may have more kinds.
 * @throws FeedMalformed
 */
export function readRevocationBatch(text: string): RevocationBatch {
  const batch = parse(text);
  const { feed, reset, items, cursor, as_of: asOf } = batch;
  const whole =
    isId(feed) &&
    typeof reset === 'boolean' &&
    Array.isArray(items) &&
    (cursor === null ? asOf === null : typeof cursor === 'string' && CURSOR.test(cursor) && isTime(asOf));
  if (!whole) throw new FeedMalformed('has a batch that is not whole');
  return { ...batch, items: items.filter(isEntry) } as unknown as RevocationBatch;
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return value;
  } catch {
    // Told below, without the text.
  }
  throw new FeedMalformed('has a message that is not a JSON object');
}

type Checks = Record<RevocationEntry['kind'], (entry: Record<string, unknown>) => boolean>;

const CHECKS: Checks = {
  session: ({ sid, expires_at }) => isId(sid) && isTime(expires_at),
  token: ({ jti, expires_at }) => isId(jti) && isTime(expires_at),
  key: ({ kid, expires_at }) => isId(kid) && isTime(expires_at),
  subject: ({ sub, min_epoch, status, expires_at }) =>
    isId(sub) && Number.isSafeInteger(min_epoch) && STATUSES.includes(status) && isTime(expires_at),
  role: ({ name, version, permissions, includes = [], requires_mfa = false, expires_at }) =>
    isId(name) &&
    Number.isSafeInteger(version) &&
    isListOfTexts(permissions) &&
    isListOfTexts(includes) &&
    typeof requires_mfa === 'boolean' &&
    (expires_at === undefined || isTime(expires_at)),
};

/** Whether the entry is of a kind that is known. */
function isEntry(entry: unknown): entry is RevocationEntry {
  if (!isRecord(entry) || typeof entry['kind'] !== 'string') throw new FeedMalformed('has an entry without a kind');
  if (!Object.hasOwn(CHECKS, entry['kind'])) return false;
  const kind = entry['kind'] as RevocationEntry['kind'];
  if (!CHECKS[kind](entry)) throw new FeedMalformed(`has an entry of kind ${kind} that is not whole`);
  return true;
}

const isListOfTexts = (value: unknown): boolean => Array.isArray(value) && value.every(one => typeof one === 'string');
const isId = (value: unknown): boolean => typeof value === 'string' && value !== '' && value.length <= MAX_ID_LENGTH;
const isTime = (value: unknown): boolean => typeof value === 'string' && !Number.isNaN(Date.parse(value));
