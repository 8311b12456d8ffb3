import { text } from '#libs/platform';
import { MAX_FREE_FIELD_LENGTH } from '../http/hooks.js';
import { type Document, operationsOf, type Schema } from './document.js';

/** A header field that may hold whatever it is. */
export const FREE_FIELD: Schema = text(MAX_FREE_FIELD_LENGTH);

/** Bounds header fields of which nothing more particular is said. */
export function documentHeaderFields(document: Document): void {
  for (const { operation } of operationsOf(document)) {
    for (const { in: place, schema } of operation.parameters ?? []) {
      if (place === 'header' && schema.pattern === undefined) Object.assign(schema, FREE_FIELD);
    }
  }
}
