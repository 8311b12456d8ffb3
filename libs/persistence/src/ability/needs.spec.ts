import { describe, expect, it } from '@jest/globals';
import { needsOf } from './needs.js';

const TABLES = ['sessions', 'users', 'roles'];

describe('what statements need', () => {
  it.each([
    ['INSERT INTO roles (id) VALUES ($1)', ['INSERT roles']],
    ['UPDATE sessions s SET jti = $2 WHERE id = $1', ['UPDATE sessions']],
    ['SELECT 1 FROM sessions s JOIN users u ON u.id = s.user_id', ['SELECT sessions', 'SELECT users']],
    ['SELECT id FROM users WHERE id = $1 FOR NO KEY UPDATE SKIP LOCKED', ['SELECT users']],
    ['INSERT INTO users (id) VALUES ($1) ON CONFLICT (id) DO UPDATE SET id = $1', ['INSERT users', 'UPDATE users']],
    ['DELETE FROM sessions WHERE id = $1', ['SELECT sessions']],
    ['SELECT * FROM jsonb_to_recordset($1)', []],
  ])('%s', (text, needs) => {
    expect(needsOf([text], TABLES).map(({ table, privilege }) => `${privilege} ${table}`)).toEqual(needs);
  });
});
