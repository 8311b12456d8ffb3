import type {
  AccountStatistics,
  FailingAccounts,
  FailingAddresses,
  InstanceStatistics,
  LoginStatistics,
  StatisticsTotals,
} from '#libs/client';
import { NOW } from './screenshot-answers.js';

const HOUR = 3_600_000;
const BEGAN = Math.floor(NOW.getTime() / HOUR) * HOUR - 24 * HOUR;
const TIMES = Array.from({ length: 25 }, (_, index) => new Date(BEGAN + index * HOUR).toISOString());
const PERIOD = {
  since: new Date(BEGAN).toISOString(),
  until: new Date(BEGAN + 25 * HOUR).toISOString(),
};
const SERIES = { ...PERIOD, step: 'hour', complete_since: null } as const;

/** Few at night; in one night somebody guesses. */
const busy = (index: number): number => Math.round(60 + 55 * Math.sin(((index - 2) / 24) * 2 * Math.PI));
const LOGINS: LoginStatistics = {
  ...SERIES,
  items: TIMES.map((at, index) => ({
    at,
    success: busy(index),
    factor_required: Math.round(busy(index) / 3),
    wrong: Math.round(busy(index) / 12) + (index > 14 && index < 18 ? 140 - 30 * (index - 15) : 0),
    wrong_factor: index % 5 === 0 ? 2 : 0,
    applications: Math.round(busy(index) / 2),
  })),
};
const ACCOUNTS: AccountStatistics = {
  ...SERIES,
  items: TIMES.map((at, index) => ({ at, created: Math.round(busy(index) / 20), deleted: index % 11 === 0 ? 1 : 0 })),
};
const ADDRESSES: FailingAddresses = {
  ...PERIOD,
  complete: true,
  items: [
    { ip: '203.0.113.7', failures: 214, accounts: 96 },
    { ip: '2001:db8:7:1c::42', failures: 121, accounts: 1 },
    { ip: '198.51.100.23', failures: 9, accounts: 3 },
  ],
};
const userAt = (index: number): string => `0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4d0${index}`;
const AT_ACCOUNTS: FailingAccounts = {
  ...PERIOD,
  complete: true,
  items: [
    { user_id: userAt(1), failures: 127, addresses: 4 },
    { user_id: userAt(4), failures: 11, addresses: 2 },
    { user_id: userAt(2), failures: 6, addresses: 1 },
  ],
};
const TOTALS: StatisticsTotals = {
  accounts: {
    counted_at: new Date(NOW.getTime() - 7 * 60_000).toISOString(),
    ...{ active: 4210, invited: 31, disabled: 58, with_second_factor: 2684 },
    ...{ totp: 1790, passkey: 1322, recovery_code: 2511 },
  },
  sessions: { counted_at: new Date(NOW.getTime() - 4 * 60_000).toISOString(), active: 6937 },
};

const before = (seconds: number): string => new Date(NOW.getTime() - seconds * 1000).toISOString();
const INSTANCES: InstanceStatistics = {
  items: [
    {
      ...{ id: userAt(7), host: 'gatehouse-7d9f', worker: null, version: '1.4.0', present: true },
      ...{ started_at: before(190_000), seen_at: before(4) },
      ...{ feed_age_ms: 61, feed_entries: 1284, feed_subscribers: 14 },
    },
    {
      ...{ id: userAt(8), host: 'gatehouse-c2b8', worker: null, version: '1.4.0', present: false },
      ...{ started_at: before(190_000), seen_at: before(2400) },
      ...{ feed_age_ms: 88, feed_entries: 1271, feed_subscribers: 11 },
    },
  ],
};

/** What is answered to who asks how many there are. @returns undefined for anything else */
export function statisticsAnswers(call: string): unknown {
  return ANSWERS[call];
}

const ANSWERS: Readonly<Record<string, unknown>> = {
  'GET /v1/statistics/logins': LOGINS,
  'GET /v1/statistics/accounts': ACCOUNTS,
  'GET /v1/statistics/failed-logins/addresses': ADDRESSES,
  'GET /v1/statistics/failed-logins/accounts': AT_ACCOUNTS,
  'GET /v1/statistics/totals': TOTALS,
  'GET /v1/statistics/instances': INSTANCES,
};
