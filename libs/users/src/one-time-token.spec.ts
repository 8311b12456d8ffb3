import { describe, expect, it } from '@jest/globals';
import { newOneTimeToken, readOneTimeToken } from './one-time-token.js';

const ID = '0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4d21';

describe('the text of a token that is good once', () => {
  it('holds its id and a secret, of which only the hash is kept', () => {
    const { token, secret_hash } = newOneTimeToken(ID);
    expect(token).toMatch(new RegExp(`^${ID}\\.[A-Za-z0-9_-]{43}$`));
    expect(readOneTimeToken(token)).toEqual({ id: ID, secret_hash });
    expect(newOneTimeToken(ID).token).not.toBe(token);
  });

  it('has one spelling', () => {
    const { token } = newOneTimeToken(ID);
    const unused = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'.split('');
    const readable = unused.filter(last => readOneTimeToken(token.slice(0, -1) + last) !== undefined);
    expect(readable).toHaveLength(16);
    for (const bad of ['', '.', token.toUpperCase(), ` ${token}`, `${token}=`, `${token}A`, token.slice(1)]) {
      expect(readOneTimeToken(bad)).toBeUndefined();
    }
  });
});
