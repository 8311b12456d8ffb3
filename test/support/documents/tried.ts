/**
 * Which test takes which block of code from the text of README.md and docs/*.md. Whoever adds a block says here by what it is tried; or
 * why it cannot be tried here, which is believed only of a block that shows it.
 */
import type { CodeBlock } from './code-blocks.js';

const DOCUMENTED = 'test/e2e/documented-commands.test.ts';
const REQUESTS = 'test/e2e/documented-requests.test.ts';
const README = 'test/e2e/readme.test.ts';
const PAGES = 'test/contract/other-languages-page.test.ts';
const PARTIES = 'test/contract/relying-parties-page.test.ts';
const BACKUP = 'test/operations/backup.test.ts';
const PACKAGE = 'test/contract/client-package.test.ts';

/** Why something cannot be tried, and what a block has that this is true of. */
export const UNTRIED = {
  'a container engine runs it': /^docker /,
  'a cluster runs it': /^kubectl /,
  'the other system runs it': /^(?:kc\.sh|python manage\.py|firebase|jq) /,
  'it installs packages that nothing else here needs': /sdk-node/,
  'a browser with an authenticator runs it; those of test/browser do so by pages of their own':
    /navigator\.credentials/,
  'it is what a program says': /^ok {6}database/,
  'it is the form of a request, and not all of it': /…/,
} as const;

export type Reason = keyof typeof UNTRIED;

/** A rule for the blocks of one document. The first that fits a block counts. */
interface Rule {
  readonly file: string;
  /** Absent: below any heading, in any language. */
  readonly under?: string;
  readonly language?: string;
  /** The path of a test; the commands of `.ci/run`; or a reason. */
  readonly by: Reason | `test/${string}.test.ts` | '.ci/run';
}

export const RULES: readonly Rule[] = [
  { file: 'README.md', under: 'Run it', by: '.ci/run' },
  { file: 'README.md', under: 'A first session', by: README },
  { file: 'README.md', language: 'ts', by: 'test/contract/verifier-package.test.ts' },
  { file: 'docs/add-to-your-service.md', by: DOCUMENTED },
  { file: 'docs/administration.md', under: "An administrator's day", by: README },
  { file: 'docs/administration.md', under: 'Services among themselves', by: README },
  { file: 'docs/administration.md', under: 'The audit trail', by: README },
  { file: 'docs/administration.md', under: 'Statistics', by: README },
  { file: 'docs/administration.md', language: 'yaml', by: 'test/e2e/command-line-wanted-state.test.ts' },
  { file: 'docs/administration.md', language: 'sh', by: DOCUMENTED },
  { file: 'docs/architecture.md', language: 'ts', by: 'test/contract/documented-code.test.ts' },
  { file: 'docs/browsers.md', by: REQUESTS },
  { file: 'docs/clients.md', language: 'sh', by: REQUESTS },
  {
    file: 'docs/clients.md',
    under: 'A page of an application without a server',
    by: 'test/browser/client-application.test.ts',
  },
  { file: 'docs/clients.md', language: 'ts', by: PACKAGE },
  { file: 'docs/interoperability.md', by: PAGES },
  { file: 'docs/metrics.md', by: 'test/contract/documented-code.test.ts' },
  { file: 'docs/migrating.md', language: '', by: 'the other system runs it' },
  { file: 'docs/migrating.md', under: 'Coming from another system', by: DOCUMENTED },
  { file: 'docs/migrating.md', under: 'A line', language: 'json', by: DOCUMENTED },
  { file: 'docs/migrating.md', by: 'test/e2e/migrating.test.ts' },
  {
    file: 'docs/openid-connect.md',
    under: 'Pushing what is asked for',
    by: 'it is the form of a request, and not all of it',
  },
  {
    file: 'docs/openid-connect.md',
    under: 'Applications are told',
    by: 'it is the form of a request, and not all of it',
  },
  { file: 'docs/openid-connect.md', under: 'Registering an application', by: DOCUMENTED },
  { file: 'docs/openid-connect.md', under: 'Devices without a browser', by: REQUESTS },
  { file: 'docs/openid-connect.md', by: PARTIES },
  { file: 'docs/operations.md', under: 'In a container', by: 'a container engine runs it' },
  { file: 'docs/operations.md', under: 'What is in it', by: 'a container engine runs it' },
  { file: 'docs/operations.md', under: 'On Kubernetes', by: 'a cluster runs it' },
  { file: 'docs/operations.md', under: 'Below a path', by: 'test/e2e/below-a-path.test.ts' },
  { file: 'docs/operations.md', under: 'The doctor', by: 'it is what a program says' },
  { file: 'docs/operations.md', under: 'Traces', by: 'it installs packages that nothing else here needs' },
  { file: 'docs/operations.md', under: 'A dump', by: BACKUP },
  { file: 'docs/operations.md', under: 'Restoring', by: BACKUP },
  { file: 'docs/operations.md', under: 'Outdating everything', by: BACKUP },
  { file: 'docs/operations.md', language: 'sql', by: DOCUMENTED },
  { file: 'docs/operations.md', language: 'sh', by: 'test/contract/documented-code.test.ts' },
  { file: 'docs/pages.md', by: REQUESTS },
  { file: 'docs/people.md', under: 'When everything is lost', by: DOCUMENTED },
  {
    file: 'docs/people.md',
    under: 'Passkeys',
    language: 'js',
    by: 'a browser with an authenticator runs it; those of test/browser do so by pages of their own',
  },
  { file: 'docs/people.md', language: 'json', by: 'it is the form of a request, and not all of it' },
  { file: 'docs/people.md', by: REQUESTS },
  { file: 'docs/upstream.md', under: 'Making one known', language: 'sh', by: REQUESTS },
  { file: 'docs/upstream.md', under: 'A provider within the network', by: 'test/contract/documented-code.test.ts' },
  { file: 'docs/upstream.md', under: 'Another Gatehouse', language: 'sh', by: DOCUMENTED },
  { file: 'docs/upstream.md', language: 'json', by: REQUESTS },
  { file: 'docs/verifying-in-any-language.md', by: PAGES },
];

/** By what a block is tried; undefined: nobody has said. */
export const ruleFor = ({ file, under, language }: CodeBlock): Rule | undefined =>
  RULES.find(
    rule =>
      rule.file === file &&
      (rule.under === undefined || rule.under === under) &&
      (rule.language === undefined || rule.language === language),
  );
