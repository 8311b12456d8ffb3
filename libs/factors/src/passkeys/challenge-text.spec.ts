import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { MasterSecret } from '#libs/platform';
import {
  CHALLENGE_TEXT_LENGTH,
  markOf,
  PURPOSES,
  readChallenge,
  type SealedChallenge,
  writeChallenge,
} from './challenge-text.js';

const [SECRET, NEWER] = ['s'.repeat(32), 'n'.repeat(32)];
const keysOf = (...secrets: string[]): ReturnType<MasterSecret['derive']> => new MasterSecret(secrets).derive('a test');

const challenge = (more: Partial<SealedChallenge> = {}): SealedChallenge => ({
  id: randomBytes(16),
  purpose: 'login',
  expires: 4_000_000_000,
  user_id: null,
  origin_mark: markOf('https://auth.example.test'),
  ...more,
});

describe('the text of a challenge', () => {
  it('says what was sealed into it', () => {
    for (const purpose of PURPOSES) {
      for (const user_id of [null, '0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4d21']) {
        const sealed = challenge({ purpose, user_id });
        const text = writeChallenge(sealed, keysOf(SECRET));
        expect(text).toHaveLength(CHALLENGE_TEXT_LENGTH);
        expect(readChallenge(text, keysOf(SECRET))).toEqual(sealed);
      }
    }
  });

  it('outlives a new secret, and dies with its own', () => {
    const sealed = challenge();
    const text = writeChallenge(sealed, keysOf(SECRET));
    expect(readChallenge(text, keysOf(NEWER, SECRET))).toEqual(sealed);
    expect(readChallenge(text, keysOf(NEWER))).toBeUndefined();
  });

  it('is none any more with one character changed, added or left out', () => {
    const text = writeChallenge(challenge(), keysOf(SECRET));
    for (let place = 0; place < text.length; place++) {
      const other = text[place] === 'A' ? 'B' : 'A';
      expect(readChallenge(text.slice(0, place) + other + text.slice(place + 1), keysOf(SECRET))).toBeUndefined();
    }
    for (const wrong of ['', `${text}A`, text.slice(1), 'x'.repeat(text.length), '='.repeat(text.length)]) {
      expect(readChallenge(wrong, keysOf(SECRET))).toBeUndefined();
    }
  });
});
