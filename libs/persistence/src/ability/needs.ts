/** A right that the service's statements need on a table. */
export interface Need {
  readonly table: string;
  readonly privilege: 'SELECT' | 'INSERT' | 'UPDATE';
}

const PATTERNS: readonly (readonly [Need['privilege'], RegExp])[] = [
  ['INSERT', /\bINSERT\s+INTO\s+([a-z_]+)/gi],
  ['UPDATE', /(?<!\b(?:DO|KEY|FOR)\s+)\bUPDATE\s+([a-z_]+)/gi],
  ['SELECT', /\b(?:FROM|JOIN)\s+([a-z_]+)/gi],
];
const UPSERT = /\bDO\s+UPDATE\b/i;

/**
 * What these statements need on these tables, as far as requests are concerned: what only removes things may fail
 * without anybody waiting for it. Read from their texts, so that no list has to be kept beside them.
 */
export function needsOf(texts: readonly string[], tables: readonly string[]): Need[] {
  const needs = new Map<string, Need>();
  const add = (table: string, privilege: Need['privilege']): void => {
    if (tables.includes(table)) needs.set(`${privilege} ${table}`, { table, privilege });
  };
  for (const text of texts) {
    for (const [privilege, pattern] of PATTERNS) {
      for (const [, table = ''] of text.matchAll(pattern)) {
        add(table, privilege);
        if (privilege === 'INSERT' && UPSERT.test(text)) add(table, 'UPDATE');
      }
    }
  }
  return [...needs.values()];
}
