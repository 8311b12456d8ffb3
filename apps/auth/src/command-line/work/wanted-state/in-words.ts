import type { Change, Difference, MadeClient, StateKind } from '#libs/auth';

const WORDS: Readonly<Record<StateKind, string>> = {
  permissions: 'permission',
  roles: 'role',
  clients: 'client',
  identity_providers: 'identity provider',
};

/** What becomes of something, before it is done and after. */
const BECOMES = {
  create: { plan: 'would be made', done: 'was made' },
  update: { plan: 'would be changed', done: 'was changed' },
  delete: { plan: 'would be deleted', done: 'was deleted' },
} as const;

/** Changes as people read them, and in the end how many there are. @param tense whether they are planned, or done */
export function inWords(changes: readonly Change[], tense: 'plan' | 'done'): string[] {
  if (changes.length === 0) return ['Nothing differs.'];
  const lines = changes.flatMap(change => [
    `${nameOf(change)} ${BECOMES[change.action][tense]}`,
    ...change.differences.map(difference => `  ${difference.field}: ${becoming(difference, change.action)}`),
  ]);
  const count = (action: Change['action']): number => changes.filter(change => change.action === action).length;
  const [made, changed, deleted] = [count('create'), count('update'), count('delete')];
  const total = tense === 'plan' ? 'would be made' : 'made';
  return [...lines, `${made} ${total}, ${changed} changed, ${deleted} deleted`];
}

/** Clients that were made, and their secrets, which nobody is told again. */
export const secretsInWords = (clients: readonly MadeClient[]): string[] =>
  clients.flatMap(({ name, client_id, client_secret }) => [
    `client ${name}: client_id ${client_id}`,
    ...(client_secret === null ? [] : [`client ${name}: client_secret ${client_secret}`]),
  ]);

function nameOf({ kind, name, client_kind }: Change): string {
  const detail = client_kind === undefined || client_kind === 'service' ? '' : ` (${client_kind})`;
  return `${WORDS[kind]} ${name}${detail}`;
}

function becoming({ before, after }: Difference, action: Change['action']): string {
  if (action === 'create') return said(after);
  if (!isWords(after) || !(before === null || isWords(before))) return `${said(before)} becomes ${said(after)}`;
  const old = before ?? [];
  const more = after.filter(word => !old.includes(word)).map(word => `+ ${word}`);
  const less = old.filter(word => !after.includes(word)).map(word => `- ${word}`);
  return [...more, ...less].join(', ') || `${said(before)} becomes ${said(after)}`;
}

const isWords = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every(word => typeof word === 'string');

function said(value: unknown): string {
  if (value === null) return 'nothing';
  if (isWords(value)) return value.length === 0 ? 'nothing' : value.join(', ');
  return JSON.stringify(value);
}
