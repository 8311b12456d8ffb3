import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';

/** Statements that would change or remove what is in the trail, and ways around statements. */
const CHANGES = [
  /\b(update|delete\s+from|truncate(\s+table)?|merge\s+into)\s+(only\s+)?"?audit_events\b/i,
  /\b(drop|alter)\s+table\s+(if\s+exists\s+)?(only\s+)?"?audit_events\b/i,
  /\bon\s+conflict\b[^`]*\bdo\s+update\b[^`]*audit_events|\baudit_events\b[^`]*\bon\s+conflict\b/i,
  /\b(getRepository|InjectRepository)\s*\(\s*AuditEventEntity/,
];
/** What may take away: what is personal about who was deleted, and, where the operator has said so, what is old. */
const EXCEPTIONS: Readonly<Record<string, readonly string[]>> = {
  'libs/audit/src/erase-traces.ts': [
    'UPDATE audit_events e SET ${to} FROM batch WHERE e.id = batch.id AND ${still} RETURNING 1',
  ],
  'libs/audit/src/forget-events.ts': ['DELETE FROM audit_events WHERE id IN ('],
};
const withoutExceptions = (file: string, text: string): string =>
  (EXCEPTIONS[file] ?? []).reduce((rest, statement) => rest.replace(statement, ''), text);
const isChange = (text: string): boolean => CHANGES.some(pattern => pattern.test(text));

async function sources(): Promise<string[]> {
  const found: string[] = [];
  for (const folder of ['libs', 'apps']) {
    for (const entry of await readdir(folder, { recursive: true })) {
      if (/\.[jt]s$/.test(entry) && !entry.includes('node_modules')) found.push(`${folder}/${entry}`);
    }
  }
  return found;
}

describe('the audit trail', () => {
  it('is changed by no statement in the code', async () => {
    const files = await sources();
    expect(files.length).toBeGreaterThan(200);
    const offenders: string[] = [];
    for (const file of files) if (isChange(withoutExceptions(file, await readFile(file, 'utf8')))) offenders.push(file);
    expect(offenders).toEqual([]);
  });

  it('is changed by the two exceptions, of which the one sets nothing but what is personal', async () => {
    for (const [file, statements] of Object.entries(EXCEPTIONS)) {
      const text = await readFile(file, 'utf8');
      for (const statement of statements) expect(text.split(statement)).toHaveLength(2);
    }
    const erasing = await readFile('libs/audit/src/erase-traces.ts', 'utf8');
    const set = [...erasing.matchAll(/\b(\w+) = (NULL|details #-)/g)].map(([, column]) => column);
    expect(set).toEqual(['ip', 'user_agent', 'details']);
  });

  it('would be found changed', () => {
    const changes = [
      'UPDATE audit_events SET details = $1',
      'DELETE\n FROM audit_events WHERE id = $1',
      'TRUNCATE audit_events',
      'INSERT INTO audit_events (id) VALUES ($1) ON CONFLICT (id) DO UPDATE SET kind = $2',
      'DROP TABLE "audit_events"',
    ];
    expect(changes.filter(isChange)).toEqual(changes);
    expect(isChange('INSERT INTO audit_events (id) VALUES ($1)')).toBe(false);
  });
});
