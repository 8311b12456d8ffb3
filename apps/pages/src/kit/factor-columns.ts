import type { Factor } from '#libs/client';
import type { Column } from './list.js';
import { moment } from './time.js';

/** What a factor is called, by its owner or by itself. */
export const factorName = ({ method, name }: Pick<Factor, 'method' | 'name'>): string =>
  name ?? (method === 'recovery_code' ? 'Recovery codes' : method);

const KINDS: Readonly<Record<Factor['method'], string>> = {
  totp: 'Authenticator app',
  passkey: 'Passkey',
  recovery_code: 'Recovery codes',
};

/** What is told of factors, whoever looks. */
export const FACTOR_COLUMNS: readonly Column<Factor>[] = [
  { name: 'Name', cell: factorName },
  {
    name: 'Kind',
    cell: ({ method, codes_left }) => (codes_left === null ? KINDS[method] : `${codes_left} left`),
  },
  { name: 'Added', cell: ({ created_at }) => moment(created_at) },
  { name: 'Last used', cell: ({ last_used_at }) => (last_used_at === null ? 'never' : moment(last_used_at)) },
];
