/**
 * What the type checker does not see. Layout is prettier's matter; which module may import which is
 * .dependency-cruiser.js's.
 */
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** A suppression names what it suppresses and says why: `// eslint-disable-next-line some-rule -- the reason`. */
const reasonedSuppressions = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      rule: 'Name the rules that are disabled.',
      reason: 'Say why: `{{directive}} … -- the reason`.',
    },
  },
  create({ report, sourceCode }) {
    return {
      Program() {
        for (const comment of sourceCode.getAllComments()) {
          const match = /^\s*(eslint-disable(?:-next-line|-line)?)(?![\w-])(.*)$/s.exec(comment.value);
          if (match === null) continue;
          const [, directive, rest] = match;
          const [rules = '', ...reason] = rest.split(/\s-{2,}\s/);
          // A column before the first one: the comment itself must not be able to suppress this.
          const loc = { start: { line: comment.loc.start.line, column: -1 }, end: comment.loc.end };
          if (rules.trim() === '') report({ loc, messageId: 'rule' });
          if (reason.join('').trim() === '') report({ loc, messageId: 'reason', data: { directive } });
        }
      },
    };
  },
};

const NODE_CRYPTO = 'Randomness comes from node:crypto: randomBytes, randomInt, randomUUID.';

/** Names of values that an attacker may guess byte by byte if they are compared with `===`. */
const SECRET_NAME = '/^(?:mac|hmac|digest|signature|secret|password|passwordHash|secretHash|csrfToken|refreshToken)$/i';
const secretOperand = side => [`[${side}.name=${SECRET_NAME}]`, `[${side}.property.name=${SECRET_NAME}]`];
const secretComparisons = ['left', 'right'].flatMap(side => {
  const other = side === 'left' ? 'right' : 'left';
  // Comparing with undefined, null or a literal tells nothing about the secret.
  const revealing = `:not([${other}.name='undefined']):not([${other}.type='Literal'])`;
  return secretOperand(side).map(operand => ({
    selector: `BinaryExpression[operator=/^[!=]==?$/]${operand}${revealing}`,
    message: 'Compare secrets with timingSafeEqual from node:crypto.',
  }));
});

const FOCUSED_OR_SKIPPED = [
  {
    selector: "MemberExpression[object.name=/^(?:describe|it|test)$/][property.name='only']",
    message: 'The other tests would not run.',
  },
  {
    selector: 'MemberExpression[object.name=/^(?:describe|it|test)$/][property.name=/^(?:skip|todo)$/]',
    message: 'Use describeWhere or itWhere (test/support/left-out.ts), which say what is left out and why.',
  },
];

const TYPESCRIPT = ['**/*.ts'];
const TESTS = ['**/*.spec.ts', 'test/**/*.ts'];
/** Nobody reads them from beginning to end: what is generated, a list of words, and what was written once and stays. */
const DATA = [
  'libs/passwords/src/common-passwords.ts',
  'libs/client/src/generated/**',
  'libs/persistence/src/migrations/**',
];

export default defineConfig(
  globalIgnores(['dist/', 'coverage/', '.data/', 'docs/site/{dist,.pages,.cache}/', '**/node_modules/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    plugins: { gatehouse: { rules: { 'reasoned-suppressions': reasonedSuppressions } } },
    rules: {
      'gatehouse/reasoned-suppressions': 'error',
      'no-restricted-properties': ['error', { object: 'Math', property: 'random', message: NODE_CRYPTO }],
      'no-restricted-globals': [
        'error',
        { name: 'crypto', message: NODE_CRYPTO },
        { name: 'Crypto', message: NODE_CRYPTO },
      ],
      'no-restricted-syntax': ['error', ...secretComparisons, ...FOCUSED_OR_SKIPPED],
      // What `eslint:recommended` has and TypeScript does not do.
      'no-async-promise-executor': 'error',
      'no-case-declarations': 'error',
      'no-constant-binary-expression': 'error',
      'no-constant-condition': ['error', { checkLoops: 'allExceptWhileTrue' }],
      'no-control-regex': 'error',
      'no-debugger': 'error',
      'no-dupe-else-if': 'error',
      'no-empty': 'error',
      'no-empty-character-class': 'error',
      'no-empty-pattern': 'error',
      'no-fallthrough': 'error',
      'no-irregular-whitespace': 'error',
      'no-loss-of-precision': 'error',
      'no-misleading-character-class': 'error',
      'no-prototype-builtins': 'error',
      'no-regex-spaces': 'error',
      'no-self-assign': 'error',
      'no-sparse-arrays': 'error',
      'no-unsafe-finally': 'error',
      'no-unsafe-optional-chaining': 'error',
      'no-useless-backreference': 'error',
      'no-useless-escape': 'error',
      eqeqeq: 'error',
      'no-else-return': 'error',
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      'require-atomic-updates': 'off',
      'valid-typeof': 'error',
    },
  },
  {
    files: TYPESCRIPT,
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { minimumDescriptionLength: 10, 'ts-expect-error': 'allow-with-description', 'ts-ignore': true },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { allowDefaultCaseForExhaustiveSwitch: false, requireDefaultForNonUnion: true },
      ],
      '@typescript-eslint/no-unnecessary-qualifier': 'error',
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/promise-function-async': 'off',
      // Not enforced, since a type-only import of an injected class would leave Nest nothing to inject.
      '@typescript-eslint/consistent-type-imports': 'off',
      // A module of Nest is a class with nothing in it.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // DTOs and the configuration are classes for the sake of their metadata; they hold plain values.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // It forbids spreading those, and strings, which are spread here because that gives code points.
      '@typescript-eslint/no-misused-spread': 'off',
      // Enums of other packages may be ambient const enums, which isolated modules cannot read.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      // A function may be async because its interface is.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-unused-vars': 'off',
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: '@nestjs/common', importNames: ['forwardRef'], message: 'A cycle in disguise: cut it.' },
            { name: 'crypto', message: 'Write node:crypto.' },
            ...['nanoid', 'randombytes', 'crypto-js', 'bcryptjs'].map(name => ({ name, message: NODE_CRYPTO })),
          ],
        },
      ],
    },
  },
  {
    // A file is about one thing and is read in one go; one that is longer hides a second thing, which wants a name.
    ignores: DATA,
    rules: { 'max-lines': ['error', { max: 219 }] },
  },
  {
    files: ['apps/**', 'libs/**'],
    rules: { 'no-console': 'error' },
  },
  {
    files: TESTS,
    rules: {
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-control-regex': 'off',
    },
  },
);
