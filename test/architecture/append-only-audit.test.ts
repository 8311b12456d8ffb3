import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';

/** Statements that would change or remove what is in the trail, and ways around statements. */
const CHANGES = [
  /\b(update|delete\s+from|truncate(\s+table)?|merge\s+into)\s+(only\s+)?"?audit_events\b/i,
  /\b(drop|alter)\s+table\s+(if\s+exists\s+)?(only\s+)?"?audit_events\b/i,
  /\bon\s+conflict\b[^`]*\bdo\s+update\b[^`]*audit_events|\baudit_events\b[^`]*\bon\s+conflict\b/i,
  /\b(getRepository|InjectRepository)\s*\(\s*AuditEventEntity/,
];
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
    for (const file of files) if (isChange(await readFile(file, 'utf8'))) offenders.push(file);
    expect(offenders).toEqual([]);
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
