/** Which documents of this repository are pages of the site, and where. */
import { readdir } from 'node:fs/promises';

/** Those that do not lie in docs. */
const ELSEWHERE = {
  'README.md': 'index',
  'docs/README.md': 'documents',
  'libs/verifier/README.md': 'verifier',
  'libs/client/README.md': 'client',
  'apps/notes/README.md': 'notes',
  'CONTRIBUTING.md': 'contributing',
  'SECURITY.md': 'security',
  'CHANGELOG.md': 'changelog',
};

/** The path of each page on the site, without an ending, by its file in this repository. */
export async function pagesByFile() {
  const names = async folder => (await readdir(folder)).filter(name => name.endsWith('.md') && name !== 'README.md');
  const inDocs = (await names('docs')).map(name => [`docs/${name}`, name.slice(0, -3)]);
  const decisions = (await names('docs/decisions')).map(name => [
    `docs/decisions/${name}`,
    `decisions/${name.slice(0, -3)}`,
  ]);
  return new Map([...Object.entries(ELSEWHERE), ...inDocs, ...decisions]);
}

const page = (text, link) => ({ text, link: `/${link}` });

/** The list beside each page, by who reads. */
export const SIDEBAR = [
  {
    text: 'Begin',
    items: [
      page('Quick start', ''),
      page('Concepts', 'concepts'),
      page('Add it to your service', 'add-to-your-service'),
    ],
  },
  {
    text: 'Use it',
    items: [
      page('Tokens', 'tokens'),
      page('Revocation', 'revocation'),
      page('The verifier', 'verifier'),
      page('A small service', 'notes'),
      page('Any language', 'verifying-in-any-language'),
      page("Other people's clients", 'interoperability'),
      page('Browsers', 'browsers'),
      page('Calling it from TypeScript', 'clients'),
      page('The client', 'client'),
      page('Log in with Gatehouse', 'openid-connect'),
      page('What JWT promises', 'jwt-promises'),
    ],
  },
  {
    text: 'The API',
    items: [page('Reference', 'api-reference/'), page('Errors by code', 'errors'), page('What it promises', 'api')],
  },
  {
    text: 'Administer it',
    items: [
      page('Roles and administration', 'administration'),
      page('People', 'people'),
      page('By another provider', 'upstream'),
      page('Coming from another system', 'migrating'),
      page('The pages', 'pages'),
      page('Conformance', 'openid-conformance'),
    ],
  },
  {
    text: 'Run it',
    items: [
      page('Operations', 'operations'),
      page('Configuration', 'configuration'),
      page('Metrics', 'metrics'),
      page('Mail', 'mail'),
      page('Performance', 'performance'),
      page('How large it can get', 'sizing'),
    ],
  },
  {
    text: 'How it is made',
    items: [
      page('The security model', 'security-model'),
      page('Security', 'security'),
      page('How the house is built', 'architecture'),
      page('Decisions', 'documents#decisions'),
      page('Contributing', 'contributing'),
      page('Changelog', 'changelog'),
    ],
  },
];
