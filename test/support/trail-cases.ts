/** What may be looked for in the audit trail of `large-tables.ts`: by whom, of which kinds, when, and from where on. */
import type { AuditFilter } from '../../libs/audit/src/select-events.js';
import {
  EVENTS,
  LOUD,
  ONCE_LOUD,
  QUIET,
  RARE_ADDRESS,
  SHARED_ADDRESS,
  STRANGER,
  timeOf,
  uuidAt,
} from './large-tables.js';

const who: [string, AuditFilter][] = [
  ['what somebody quiet has done', { actor: QUIET }],
  ['what somebody loud has done', { actor: LOUD }],
  ['what somebody has done who was loud once', { actor: ONCE_LOUD }],
  ['what is about somebody who was loud once', { subject: ONCE_LOUD }],
  ['what nobody has done', { actor: STRANGER }],
  ['what was done to somebody quiet', { target: QUIET }],
  ['what is about somebody quiet', { subject: QUIET }],
  ['what is about somebody loud', { subject: LOUD }],
  ['what is about nobody', { subject: STRANGER }],
  ['who was given a role that all have', { role: 'user' }],
  ['who was given a role that is rare', { role: 'rare' }],
  ['who was given a role that is not there', { role: 'nothing' }],
  ['what was done from an address that many share', { ip: SHARED_ADDRESS }],
  ['what was done from a rare address', { ip: RARE_ADDRESS }],
  ['what was done from an address that nobody has', { ip: '192.0.2.1' }],
];
const more: [string, AuditFilter][] = [
  ['', {}],
  ['of a kind that is common', { kinds: ['authn_login_success'] }],
  ['of a kind that is rare', { kinds: ['user_deleted'] }],
  ['of a kind that never was', { kinds: ['key_retired'] }],
  ['given a role that all have', { kinds: ['authz_role_granted'] }],
  ['taken a role', { kinds: ['authz_role_revoked'] }],
  ['of several kinds', { kinds: ['authz_role_revoked', 'session_revoked', 'user_deleted'] }],
];
const times: [string, AuditFilter, string | undefined][] = [
  ['', {}, undefined],
  ['from the middle on', {}, uuidAt(EVENTS / 2)],
  ['at the end', {}, uuidAt(100)],
  ['of a while', { since: timeOf(EVENTS / 3), until: timeOf(EVENTS / 2) }, undefined],
];
/** What is looked for, in words; by what; and after which event the page begins. */
export const TRAIL_CASES: readonly [string, AuditFilter, string | undefined][] = [
  ...who,
  ['everything', {}] as [string, AuditFilter],
].flatMap(([whose, filter]) =>
  more.flatMap(([which, kind]) =>
    times.map(([when, time, after]): [string, AuditFilter, string | undefined] => [
      [whose, which, when].filter(part => part !== '').join(', '),
      { ...filter, ...kind, ...time },
      after,
    ]),
  ),
);
