import { introduction, sessionSettings } from './session-settings.js';

const UNLIMITED = 0;

/** What a connection is for, and what follows from that. Times in milliseconds. */
export interface Purpose {
  readonly applicationName: string;
  readonly connectWithin: number;
  /** How long an answer is waited for; 0: for as long as it takes. */
  readonly answerWithin: number;
  /** Whether a session will not do that may only read. One on a standby, which lags behind, never does. */
  readonly writes: boolean;
  readonly settings: Readonly<Record<string, string>>;
  readonly introduction: string;
}

function purpose(
  has: Pick<Purpose, 'applicationName' | 'connectWithin' | 'answerWithin' | 'writes'>,
  idleInTransaction: number,
): Purpose {
  const settings = sessionSettings({ statement: has.answerWithin, idleInTransaction });
  return { ...has, settings, introduction: introduction(settings) };
}

/** A connection, and then a statement, may each take this long, so that a request learns of trouble within 2 s. */
const CONNECT_WITHIN_MS = 900;
const ANSWER_WITHIN_MS = 1000;
/** A frozen instance must not hold its locks for longer. */
const IDLE_IN_TRANSACTION_MS = 5000;

/** Serves requests. */
export const REQUESTS = purpose(
  { applicationName: 'gatehouse', connectWithin: CONNECT_WITHIN_MS, answerWithin: ANSWER_WITHIN_MS, writes: true },
  IDLE_IN_TRANSACTION_MS,
);

/** Reads the feed, which goes on while nobody may write. Each statement brings a time limit of its own. */
export const FEED = purpose(
  { applicationName: 'gatehouse feed', connectWithin: CONNECT_WITHIN_MS, answerWithin: UNLIMITED, writes: false },
  UNLIMITED,
);

/** Migrates: that may take its time. */
export const MIGRATION = purpose(
  { applicationName: 'gatehouse', connectWithin: 2000, answerWithin: UNLIMITED, writes: true },
  UNLIMITED,
);

/** Looks where the database is and what stands before it. */
export const SCOUT = purpose(
  { applicationName: 'gatehouse', connectWithin: 600, answerWithin: ANSWER_WITHIN_MS, writes: false },
  IDLE_IN_TRANSACTION_MS,
);

/** Asks one of several servers what it takes itself for. */
export const LOOKOUT = purpose(
  { applicationName: 'gatehouse lookout', connectWithin: 600, answerWithin: ANSWER_WITHIN_MS, writes: false },
  IDLE_IN_TRANSACTION_MS,
);
