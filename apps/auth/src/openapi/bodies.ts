import { GRANT_KINDS, type GrantKind } from '#libs/auth';
import type { Handler } from './demands.js';
import { type Document, type Method, operationsOf, type Response, type Schema, schemaRef } from './document.js';
import { isOAuth } from './oauth-operations.js';

/** Finishes what Nest writes of bodies. It names schemas, forbids unknown fields in requests, and describes each response. */
export function documentBodies(document: Document, handlers: ReadonlyMap<string, Handler>): void {
  const { schemas } = document.components;
  nameRevocationEntry(schemas);
  for (const { method, operation } of operationsOf(document)) {
    for (const { schema } of Object.values(operation.requestBody?.content ?? {})) {
      const body = schemas[schema.$ref?.split('/').at(-1) ?? ''];
      if (body === undefined) continue;
      // The OAuth endpoints ignore what they do not know (RFC 6749 §3.2).
      if (isOAuth(operation, handlers)) sayWhatGoesTogether(body);
      else body.additionalProperties = false;
    }
    for (const response of Object.values(operation.responses)) {
      if ('description' in response && response.description === '') response.description = describe(method, response);
    }
  }
  Object.assign(schemas['TokenForm'] ?? {}, whatGrantsNeed(GRANT_KINDS.filter(({ needs }) => needs.length > 0)));
}

/** Nest writes the union where it is used; a generated client needs a name for it. */
function nameRevocationEntry(schemas: Document['components']['schemas']): void {
  const items = schemas['RevocationBatch']?.properties?.['items'];
  if (items?.items === undefined) throw new Error('RevocationBatch has no items');
  schemas['RevocationEntry'] = { description: 'What was taken back, or what a role permits.', ...items.items };
  items.items = schemaRef('RevocationEntry');
}

/** A client names itself beside its secret, and the type beside its assertion; it authenticates in one way (RFC 6749 §2.3). */
function sayWhatGoesTogether(form: Schema): void {
  form.dependentRequired = { client_secret: ['client_id'], client_assertion: ['client_assertion_type'] };
  form.dependentSchemas = { client_secret: { properties: { client_assertion: false } } };
}

/** A condition for each grant, and inside of it the conditions of those that come after. */
function whatGrantsNeed([grant, ...others]: readonly GrantKind[]): object {
  if (grant === undefined) return {};
  return {
    if: { properties: { grant_type: { const: grant.type } } },
    then: { required: grant.needs },
    ...(others.length > 0 && { else: whatGrantsNeed(others) }),
  };
}

function describe(method: Method, { content = {} }: Response): string {
  const [media] = Object.values(content);
  if (/Page$/.test(media?.schema.$ref ?? '')) return 'One part of the list; `next_cursor` leads to the next.';
  if (/List$/.test(media?.schema.$ref ?? '')) return 'The whole list.';
  return (
    { get: 'What was asked for.', post: 'What came of it.', delete: 'It is gone.' }[method as string] ?? 'As it is now.'
  );
}
