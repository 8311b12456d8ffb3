import { createHash } from 'node:crypto';
import { isUtf8 } from 'node:buffer';
import { type FileHandle, open } from 'node:fs/promises';
import { comparable } from '../guessable-text.js';
import { BloomFilter, MOST_ENTRIES } from './bloom-filter.js';
import { countLines, eachLine } from './lines.js';

/** Passwords that are not taken, whatever else speaks for them. */
export interface Blocklist {
  /** Lines that were read. */
  readonly entries: number;
  /** Bytes of memory. */
  readonly size: number;
  /** @param password in NFC */
  has(password: string): boolean;
}

/** The beginning of a SHA-1 hash, or all of it, and how often it was found, as the well-known lists of breaches have it. */
const HASH_LINE = /^[0-9a-f]{16,40}(?::\d+)?$/i;
/** As much of a hash as counts: 64 bits. */
const KEY_DIGITS = 16;

/** It is no list that can be used: the message says why, and holds nothing of it. */
export class BrokenBlocklist extends Error {
  override readonly name = 'BrokenBlocklist';
}

/**
 * Reads a list of any size: of SHA-1 hashes, whole or from 16 hexadecimal digits on, or else of words, which count whatever
 * their letter case. Its first line decides which. It is read twice, and takes two bytes of memory a line.
 * @throws BrokenBlocklist
 */
export async function readBlocklist(path: string): Promise<Blocklist> {
  let file: FileHandle | undefined;
  try {
    file = await open(path);
    return await readFrom(file);
  } catch (error) {
    if (error instanceof BrokenBlocklist) throw error;
    throw new BrokenBlocklist(error instanceof Error ? error.message : String(error), { cause: error });
  } finally {
    await file?.close();
  }
}

async function readFrom(file: FileHandle): Promise<Blocklist> {
  const lines = await countLines(file);
  if (lines > MOST_ENTRIES) throw new BrokenBlocklist(`it has more than ${MOST_ENTRIES} lines`);
  const filter = new BloomFilter(lines);
  let entries = 0;
  let isOfHashes: boolean | undefined;
  await eachLine(file, (line, number) => {
    isOfHashes ??= HASH_LINE.test(line.toString('latin1'));
    const key = isOfHashes ? keyOfHash(line) : keyOfWord(line);
    if (key === undefined) throw new BrokenBlocklist(`line ${number} is ${isOfHashes ? NO_HASH : 'not UTF-8'}`);
    filter.add(...key);
    entries++;
  });
  if (entries === 0) throw new BrokenBlocklist('it is empty');
  const textOf = isOfHashes === true ? (password: string): string => password : comparable;
  return { entries, size: filter.size, has: password => filter.has(...keyOf(textOf(password))) };
}

const NO_HASH = 'no SHA-1 hash of 16 to 40 hexadecimal digits, as the first one is';

type Key = readonly [high: number, low: number];

function keyOf(text: string): Key {
  const hash = createHash('sha1').update(text).digest();
  return [hash.readUInt32BE(0), hash.readUInt32BE(4)];
}

/** Of a list of hundreds of millions: without a regular expression or a text for each line. */
function keyOfHash(line: Buffer): Key | undefined {
  let end = 0;
  while (end < line.length && digitOf(line[end]) >= 0) end++;
  if (end < KEY_DIGITS || end > 40 || !isCount(line, end)) return undefined;
  return [numberOf(line, 0), numberOf(line, KEY_DIGITS / 2)];
}

function isCount(line: Buffer, from: number): boolean {
  if (from === line.length) return true;
  if (line[from] !== 0x3a || from + 1 === line.length) return false;
  return line.subarray(from + 1).every(byte => byte >= 0x30 && byte <= 0x39);
}

/** Eight hexadecimal digits. */
function numberOf(line: Buffer, from: number): number {
  let number = 0;
  for (let at = from; at < from + 8; at++) number = number * 16 + digitOf(line[at]);
  return number;
}

function digitOf(byte = 0): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

const keyOfWord = (line: Buffer): Key | undefined =>
  isUtf8(line) ? keyOf(comparable(line.toString('utf8'))) : undefined;
