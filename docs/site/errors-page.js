/** What whoever is answered with a status does about it. */
const WHAT_TO_DO = {
  400: 'The request is wrong as it stands. Mend it; sent again, it is refused again. `errors` name the fields.',
  401: 'It is not known who calls. Log in, refresh the token, or show more, as `WWW-Authenticate` says.',
  403: 'It is known who calls, and they may not. `detail` says what is missing.',
  404: 'What it is about is not there, or not for whoever asks.',
  405: 'The path is there for other methods: `Allow` lists them.',
  409: 'It would contradict what is there. Read that first, then decide anew.',
  412: 'Somebody else was faster. Read it again and send the new `ETag` as `If-Match`.',
  413: 'Send less.',
  414: 'Send less in the URL.',
  415: 'Send the media type that the operation takes.',
  422: 'It is whole, and cannot be. Ask for something else.',
  429: 'Wait as many seconds as `Retry-After` says, then send it again.',
  431: 'Send less in the headers.',
  500: 'A fault of the service. The log has it under the `instance` of the answer; report it with that.',
  503: 'The service cannot answer now. Keep all tokens, wait as many seconds as `Retry-After` says, then send it again.',
};

const MOST_OPERATIONS = 6;

/**
 * The page of errors by code, as Markdown.
 * @param problems the catalogue in libs/contracts: status and title by code
 * @param document openapi.json, for which operation answers with what
 */
export function errorsPage(problems, document) {
  const answering = operationsByCode(document);
  const statuses = [...new Set(Object.values(problems).map(({ status }) => status))].sort((a, b) => a - b);
  const sections = statuses.map(status => {
    if (WHAT_TO_DO[status] === undefined) throw new Error(`What is to be done about ${status}?`);
    const codes = Object.keys(problems).filter(code => problems[code].status === status);
    const rows = codes.map(code => [
      `\`${code}\``,
      cell(problems[code].title),
      answeredBy(answering.get(code), document),
    ]);
    return `## ${status}\n\n${WHAT_TO_DO[status]}\n\n${table(['code', 'meaning', 'answered by'], rows)}\n`;
  });
  return [HEAD, ...sections].join('\n');
}

const HEAD = `# Errors by code

<!-- Written by \`npm run docs:errors\` from libs/contracts/src/problems.ts and openapi.json. -->

Every error is a problem document (RFC 9457), \`application/problem+json\`. Branch on its \`code\`, which stays; \`title\` and \`detail\` are for people and may be
reworded. Answers may get further codes: treat one that you do not know by its status. What each operation answers is in the API reference and in
[openapi.json](../openapi.json) (\`x-problem-codes\`); the rest of what the document promises is in [api.md](api.md). At the OAuth endpoints the codes are those of
OAuth, in \`error\`.
`;

function operationsByCode({ paths }) {
  const found = new Map();
  for (const path of Object.values(paths)) {
    for (const { operationId, 'x-problem-codes': codes = [] } of Object.values(path)) {
      for (const code of codes) found.set(code, [...(found.get(code) ?? []), operationId]);
    }
  }
  return found;
}

function answeredBy(operations = [], { paths }) {
  const all = Object.values(paths).flatMap(path => Object.values(path)).length;
  if (operations.length === 0) return 'paths and methods that are not in the document, OAuth endpoints, streams';
  if (operations.length > all * 0.9) return 'any operation';
  if (operations.length > MOST_OPERATIONS) return `${operations.length} operations`;
  return operations.map(name => `\`${name}\``).join(', ');
}

export const cell = text => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** A table whose columns are as wide as what is in them, as Prettier writes it. */
export function table(head, rows) {
  const widths = head.map((name, column) => Math.max(3, name.length, ...rows.map(row => row[column].length)));
  const line = cells => `| ${cells.map((text, column) => text.padEnd(widths[column])).join(' | ')} |`;
  return [line(head), line(widths.map(width => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
