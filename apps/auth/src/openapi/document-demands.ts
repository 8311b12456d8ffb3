import type { OpenAPIObject } from '@nestjs/swagger';
import type { Demands } from './demands.js';

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

/** Says at each operation what its route demands: for people in its description, for programs in extensions. */
export function documentDemands(document: OpenAPIObject, demands: ReadonlyMap<string, Demands>): void {
  for (const path of Object.values(document.paths)) {
    for (const operation of METHODS.flatMap(method => path[method] ?? [])) {
      describe(operation, demands.get(operation.operationId ?? '') ?? {});
    }
  }
}

function describe(operation: Operation, { all, any, recentLoginSeconds, factor }: Demands): void {
  const required = { ...(all !== undefined && { all }), ...(any !== undefined && { any }) };
  const needs = [listed(all, 'and'), listed(any, 'or')].filter(list => list !== '');
  const sentences = needs.map(list => `Needs the permission ${list}.`);
  if (needs.length > 0) Object.assign(operation, { 'x-required-permissions': required });
  if (recentLoginSeconds !== undefined) {
    sentences.push(`Needs a login of the last ${recentLoginSeconds / 60} minutes.`);
    Object.assign(operation, { 'x-recent-login-seconds': recentLoginSeconds });
  }
  if (factor !== undefined) {
    sentences.push(factor === 'always' ? 'Needs a second factor.' : 'Needs a second factor, if the account has one.');
    Object.assign(operation, { 'x-required-factor': factor });
  }
  // Nest takes the whole comment for the summary: the first sentence is one.
  const comment = (operation.summary ?? '').replaceAll('\n', ' ');
  const more = sentences.filter(sentence => !comment.includes(sentence));
  operation.summary = /^.*?(?=[.;:]( |$))/.exec(comment)?.[0] ?? comment;
  operation.description = [comment, ...more].join(' ');
}

const listed = (names: readonly string[] = [], conjunction: string): string =>
  names.map(name => `\`${name}\``).join(` ${conjunction} `);
