/** What the service is made out to answer, so that pictures depend on nothing but the pages. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Route } from 'playwright-core';
import { consoleAnswers } from './console-answers.js';
import { OWN_APP, peopleAnswers, SECOND_STEP } from './people-answers.js';
import { providerAnswers } from './provider-answers.js';
import { answers } from './screenshot-answers.js';
import type { Mood } from './shot.js';
import { statisticsAnswers } from './statistics-answers.js';

export const ORIGIN = 'https://auth.example.org';
const PAGES = 'dist/pages';
const TYPES: Readonly<Record<string, string>> = { js: 'text/javascript', css: 'text/css' };

export async function answer(route: Route, mood: Mood): Promise<void> {
  const { pathname } = new URL(route.request().url());
  if (pathname.startsWith('/v1/')) return answerCall(route, pathname, mood);
  // A service that offers nothing but what it does unless told otherwise.
  if (pathname.startsWith('/.well-known/'))
    return route.fulfill({ json: { issuer: ORIGIN, ...(mood === 'by code' && { email_code: 'on' }) } });
  const path = pathname.startsWith('/pages/') ? pathname.replace('/pages/', 'assets/') : `${pathname}.html`;
  const contentType = TYPES[path.split('.').at(-1) ?? ''] ?? 'text/html';
  return route.fulfill({ contentType, body: await readFile(join(PAGES, path)) });
}

export const show = (route: Route, html: string): Promise<void> =>
  route.fulfill({ contentType: 'text/html', body: html });

interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly title: string;
}

/** In these nobody is logged in. */
const STRANGERS: readonly Mood[] = ['logged out', 'refusing', 'in two steps', 'by code'];
const NOBODY: Refusal = { status: 401, code: 'token_missing', title: 'There is no token.' };
const DOWN: Refusal = { status: 503, code: 'database_unavailable', title: 'The database cannot be reached.' };
const LINK_IS_OVER: Refusal = {
  status: 400,
  code: 'invalid_link',
  title: 'The link is unknown, expired, used or withdrawn.',
};
/** What is refused in which mood, whatever else is answered. */
const REFUSALS: Partial<Record<Mood, Readonly<Record<string, Refusal>>>> = {
  refusing: {
    'POST /v1/auth/login': {
      status: 401,
      code: 'invalid_credentials',
      title: 'The e-mail address or the password is wrong.',
    },
    'POST /v1/auth/not-me': LINK_IS_OVER,
  },
  'in two steps': { 'POST /v1/auth/login': SECOND_STEP },
  unsure: {
    [`DELETE ${OWN_APP}`]: {
      status: 401,
      code: 'insufficient_user_authentication',
      title: 'This needs a more recent login.',
    },
  },
};

async function answerCall(route: Route, path: string, mood: Mood): Promise<void> {
  const call = `${route.request().method()} ${path}`;
  const refusal = REFUSALS[mood]?.[call];
  if (refusal !== undefined) return refuse(route, refusal);
  const known = peopleAnswers(call, mood) ?? providerAnswers(call) ?? statisticsAnswers(call);
  if (known !== undefined) return route.fulfill({ json: known });
  if (STRANGERS.includes(mood)) return refuse(route, NOBODY);
  if (path === '/v1/auth/csrf' || path === '/v1/auth/me') return route.fulfill({ json: answers(path) });
  // No answer, as far as the picture goes.
  if (mood === 'silent') return;
  if (mood === 'down') return refuse(route, DOWN);
  if (mood === 'empty') return route.fulfill({ json: { items: [], next_cursor: null } });
  return route.fulfill({ json: consoleAnswers(call) ?? answers(path) });
}

const refuse = (route: Route, refusal: Refusal): Promise<void> =>
  route.fulfill({ status: refusal.status, headers: { 'retry-after': '5' }, json: refusal });
