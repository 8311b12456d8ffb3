import { type Document, operationsOf } from './document.js';

const BY_NAME: Readonly<Record<string, string>> = {
  permission: 'The permission, as `resource:action`.',
  role: 'The name of the role.',
  secret_id: 'The id of the secret.',
  sid: 'The id of the session.',
};

/** What `{id}` is the id of, by what stands before it. */
const BY_COLLECTION: Readonly<Record<string, string>> = {
  clients: 'The `client_id` of the client.',
  consents: 'The `client_id` of the application.',
  factors: 'The id of the factor.',
  identities: 'The id of what is linked.',
  'identity-providers': 'The id of the provider.',
  interactions: 'The id of the login for an application.',
  sessions: 'The id of the session.',
  upstream: 'The id of the provider.',
  users: 'The id of the user.',
};

/** Says of each parameter of a path what it names. */
export function documentPathParameters(document: Document): void {
  for (const { path, operation } of operationsOf(document)) {
    for (const parameter of operation.parameters ?? []) {
      if (parameter.in !== 'path' || parameter.description !== undefined) continue;
      const [, collection = ''] = /\/([\w-]+)\/\{id\}/.exec(path) ?? [];
      const description = BY_NAME[parameter.name] ?? BY_COLLECTION[collection];
      if (description === undefined) throw new Error(`${path}: nobody has said what {${parameter.name}} is`);
      parameter.description = description;
    }
  }
}
