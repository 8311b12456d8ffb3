import { createHash } from 'node:crypto';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Blocklist, BrokenBlocklist, readBlocklist } from './read-blocklist.js';

const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex').toUpperCase();

describe('a list of passwords that are not taken', () => {
  let folder: string;
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'blocklist-'))));
  afterAll(() => rm(folder, { recursive: true }));

  async function listOf(content: string | Buffer): Promise<Blocklist> {
    const path = join(folder, 'list');
    await writeFile(path, content);
    return readBlocklist(path);
  }

  it.each([
    ['whole hashes with counts', (word: string) => `${sha1(word)}:17`],
    ['whole hashes', sha1],
    ['beginnings of hashes in small letters', (word: string) => sha1(word).slice(0, 16).toLowerCase()],
    ['beginnings with an odd number of digits', (word: string) => `${sha1(word).slice(0, 21)}:1`],
    ['words', (word: string) => word],
  ])('has what is on it, as %s', async (_what, write) => {
    const words = ['seven brave owls knit', 'cobalt-meadow-lantern', 'résumé-café-noël'];
    for (const lineBreak of ['\n', '\r\n']) {
      const list = await listOf(`${words.map(write).join(lineBreak)}${lineBreak}${lineBreak}`);
      expect(words.map(word => list.has(word))).toEqual([true, true, true]);
      expect([list.entries, list.has('seven brave owls fly')]).toEqual([3, false]);
    }
  });

  it('has words in whatever case and composition, and hashes as they are', async () => {
    const decomposed = 'Résumé-Café-Noël'.normalize('NFD');
    expect((await listOf(decomposed)).has('RÉSUMÉ-café-noël')).toBe(true);
    const hashes = await listOf(sha1('Cobalt-Meadow-Lantern'));
    expect([hashes.has('Cobalt-Meadow-Lantern'), hashes.has('cobalt-meadow-lantern')]).toEqual([true, false]);
  });

  it.each([
    ['nothing', ''],
    ['empty lines', '\n\r\n\n'],
    ['a word among hashes', `${sha1('a')}\nseven brave owls knit\n`],
    ['a hash that is too short', `${sha1('a')}\n${sha1('b').slice(0, 15)}\n`],
    ['a hash that is too long', `${sha1('a')}\n${sha1('b')}0\n`],
    ['a count that is none', `${sha1('a')}:1\n${sha1('b')}:\n`],
    ['bytes that are no text', Buffer.from([0x61, 0x0a, 0xff, 0xfe])],
    ['one endless line', 'x'.repeat(200_000)],
  ])('is refused with %s, and nothing of it is told', async (_what, content) => {
    const refusal = await listOf(content).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(BrokenBlocklist);
    expect((refusal as Error).message).not.toContain('owls');
  });

  it.each(['missing', '.'])('is refused where the file cannot be read: %s', async name => {
    await expect(readBlocklist(join(folder, name))).rejects.toThrow(BrokenBlocklist);
  });

  it('takes two bytes for each of a million, knows them all, and takes 1 of 2,200 others for one', async () => {
    const count = 1_000_000;
    const path = join(folder, 'million');
    const part = (start: number): string =>
      Array.from({ length: 10_000 }, (_, number) => `${sha1(`password ${start + number}`)}:1\n`).join('');
    await writeFile(path, '');
    for (let start = 0; start < count; start += 10_000) await appendFile(path, part(start));
    const list = await readBlocklist(path);
    expect(list.entries).toBe(count);
    expect(list.size).toBeLessThanOrEqual(2 * count + 16);
    let missed = 0;
    for (let number = 0; number < count; number += 97) if (!list.has(`password ${number}`)) missed++;
    expect(missed).toBe(0);
    const tries = 200_000;
    let falsely = 0;
    const begun = process.cpuUsage();
    for (let number = 0; number < tries; number++) if (list.has(`another ${number}`)) falsely++;
    const { user } = process.cpuUsage(begun);
    // 92 are expected; 40 more or fewer are four standard deviations.
    expect(falsely).toBeGreaterThan(50);
    expect(falsely).toBeLessThan(135);
    // Microseconds: far from what a hash takes, whatever machine this is.
    expect(user / tries).toBeLessThan(100);
  });
});
