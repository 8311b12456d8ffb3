import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const FOLDER = 'dist/programs';
const programs = readdirSync(FOLDER).filter(name => name.endsWith('.cjs'));

describe.each(programs)('the program %s', name => {
  const text = readFileSync(`${FOLDER}/${name}`, 'latin1');

  it('has no character that makes node hold it with two bytes each', () => {
    expect(/[^\0-\x7f]/.exec(text)?.[0]).toBeUndefined();
  });

  it('requires http, since to import it loads all of fetch', () => {
    expect(text).toMatch(/require\("(node:)?http"\)/);
    expect(text).not.toMatch(/\b(from|import)\s*["'](node:)?http["']/);
  });
});
