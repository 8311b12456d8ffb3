import { newRole } from '../accounts.js';
import type { Revoked } from '../chaos/judge.js';
import { newPerson, type Person } from '../people.js';
import { range } from '../rounds.js';
import { type Cast, Traffic } from './traffic.js';

const PEOPLE = 5;

/** Traffic of people who are made for it. @param told hears of each revocation that is acknowledged */
export async function newTraffic(
  { doors, ledger, admin }: Pick<Cast, 'doors' | 'ledger' | 'admin'>,
  told: (revoked: Revoked) => void = () => undefined,
): Promise<Traffic> {
  const { api } = doors[0]!;
  const people: Person[] = [];
  for (const _person of range(PEOPLE)) people.push(await newPerson(api));
  // Who is given roles is somebody else: a change of roles outdates access tokens.
  const members = [await newPerson(api), await newPerson(api)];
  const role = await newRole(api, admin, []);
  return new Traffic({ doors, ledger, people, members, admin, role }, told);
}
