import { expect } from '@jest/globals';
import type { Answer } from './api.js';

/** RFC 9457, and nothing of what is inside the service. */
export function expectProblem(answer: Answer, status: number, code: string): void {
  expect([answer.status, answer.body['code']]).toEqual([status, code]);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.body).toMatchObject({ type: `urn:problem-type:gatehouse:${code}`, status });
  expect(answer.body['instance']).toMatch(/^urn:uuid:/);
  expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|\.js:|\.ts:|select|insert/i);
}
