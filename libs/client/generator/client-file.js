/** client.ts: the methods, one an operation. */
import { EFFECTS } from './decisions.js';
import { schemaNamesIn } from './schemas.js';
import { comment } from './text.js';
import { hasInput, inputName, needsInput, typeOf } from './types-file.js';

export function clientFile({ operations }) {
  const everywhere = commonCodes(operations);
  const types = new Set([
    ...operations.filter(hasInput).map(inputName),
    ...operations.flatMap(operation =>
      keepsResult(operation) ? [] : operation.results.flatMap(({ schema }) => schemaNamesIn(schema)),
    ),
  ]);
  return `import type { CallOptions } from '../call-options.js';
import type { ${[...types].sort().join(', ')} } from './types.js';

/** The operations of Gatehouse's API. They need no \`this\`, so they may be handed around. */
export interface Operations {
${operations.map(operation => member(operation, everywhere)).join('\n\n')}
}`;
}

/** The client itself keeps what a refresh brings. */
const keepsResult = ({ id }) => EFFECTS[id] === 'renews';

function member(operation, everywhere) {
  const { id, method, path, text, deprecated } = operation;
  const codes = [...operation.problemCodes.filter(code => !everywhere.includes(code)), ...operation.oauthCodes];
  const doc = comment(
    text,
    `\`${method} ${path}\``,
    codes.length > 0 && `@throws ${codes.map(code => `\`${code}\``).join(', ')}`,
    deprecated && '@deprecated',
  );
  const input = hasInput(operation) ? `input${needsInput(operation) ? '' : '?'}: ${inputName(operation)}, ` : '';
  return `${doc}readonly ${id}: (${input}options?: CallOptions) => Promise<${resultType(operation)}>;`;
}

function resultType(operation) {
  if (keepsResult(operation)) return 'void';
  const { results } = operation;
  const types = results.map(({ kind, schema }) => {
    if (kind === 'nothing') return results.length === 1 ? 'void' : 'undefined';
    return kind === 'text' ? 'string' : typeOf(schema);
  });
  return [...new Set(types)].join(' | ');
}

/** Codes that any call may meet are not worth saying of each. */
function commonCodes(operations) {
  const own = operations.filter(({ authentication }) => authentication === 'caller');
  return own[0].problemCodes.filter(code => own.every(({ problemCodes }) => problemCodes.includes(code)));
}
