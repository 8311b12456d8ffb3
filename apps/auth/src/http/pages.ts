import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { FORM_TARGETS } from '#libs/oidc';

/** The pages that people use: the first part of the path of each. */
const PAGES = ['account', 'console', 'device', 'login', 'logged-out', 'upstream'];
const ASSETS = 'pages';

/** They are small, and a new one must be seen at once: a browser asks each time. */
const DOCUMENT_HEADERS = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-cache' };

/**
 * All that the pages do comes from their own files and goes to this service. Trusted Types without any policy: no script
 * can turn text into markup or code, not even by mistake.
 */
const policyWith = (formAction: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    `form-action ${formAction}`,
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');

const POLICY = policyWith("'none'");
/** An application may want its answer as a form: that goes where the service says, to whatever address an administrator has registered. */
const LOGIN_POLICY = policyWith(FORM_TARGETS.join(' '));

/** The policy of each page and of what it loads, by the first part of the path. */
export const PAGES_POLICIES: readonly (readonly [string, string])[] = [...PAGES, ASSETS].map(part => [
  part,
  part === 'login' ? LOGIN_POLICY : POLICY,
]);

/** Serves the pages, which `npm run build` has made. They use the API alone. */
export async function addPages(fastify: FastifyInstance): Promise<void> {
  const folder = findFolder();
  for (const page of PAGES) {
    const document = await readFile(join(folder, `${page}.html`), 'utf8');
    fastify.get(`/${page}`, (_request, reply) => reply.headers(DOCUMENT_HEADERS).send(document));
  }
  await fastify.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: `/${ASSETS}/`,
    // One route for each file that is there, so that no path can lead elsewhere.
    wildcard: false,
    decorateReply: false,
    // Their names change with their content.
    immutable: true,
    maxAge: '1y',
  });
}

/** `pages` in the folder of what was built, wherever in there this code runs: it may be bundled into a program. */
function findFolder(): string {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const pages = join(folder, 'pages');
    if (existsSync(join(pages, `${PAGES[0]}.html`))) return pages;
  }
  throw new Error('The pages are not built: run npm run build, or set GATEHOUSE_PAGES=off.');
}
