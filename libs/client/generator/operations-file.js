/** operations.ts: each operation as data, by which the core sends it. */
import { checkOf } from './checks-file.js';
import { EFFECTS, FILLED_IN, REPEATABLE } from './decisions.js';
import { schemaNamesIn } from './schemas.js';
import { hasInput } from './types-file.js';

export function operationsFile({ operations }) {
  const used = new Set(operations.flatMap(({ results }) => results.flatMap(({ schema }) => schemaNamesIn(schema))));
  return [
    `import type { Operation } from '../operation.js';\nimport { ${[...used].sort().join(', ')} } from './checks.js';`,
    ...operations.map(operation => `export const ${operation.id}: Operation = { ${entriesOf(operation).join(', ')} };`),
  ].join('\n\n');
}

function entriesOf({ id, path, method, parameters, body, results, authentication }) {
  const query = parameters.filter(({ in: place }) => place === 'query').map(({ key }) => JSON.stringify(key));
  const headers = parameters
    .filter(({ in: place }) => place === 'header')
    .map(({ key, name }) => `${JSON.stringify(key)}: ${JSON.stringify(name)}`);
  const isRepeatable = ['GET', 'HEAD', 'PUT', 'DELETE'].includes(method) || id in REPEATABLE;
  return [
    `id: "${id}"`,
    `method: "${method}"`,
    `path: "${path}"`,
    `by: "${authentication}"`,
    ...(query.length > 0 ? [`query: [${query.join(', ')}]`] : []),
    ...(headers.length > 0 ? [`headers: { ${headers.join(', ')} }`] : []),
    ...(body === undefined ? [] : [`body: "${body.kind}"`, ...(body.required ? ['bodyRequired: true'] : [])]),
    ...(hasInput({ id, parameters, body }) ? [] : ['plain: true']),
    ...(isRepeatable ? ['repeatable: true'] : []),
    ...(FILLED_IN[id]?.includes('transport') ? ['choosesTransport: true'] : []),
    ...(id in EFFECTS ? [`effect: "${EFFECTS[id]}"`] : []),
    `results: { ${results.map(result => `${result.status}: ${resultOf(result)}`).join(', ')} }`,
  ];
}

/** `nothing` and `text` are no checks: the body is not JSON. */
function resultOf({ kind, schema }) {
  return kind === 'json' ? checkOf(schema) : JSON.stringify(`${kind}`);
}
