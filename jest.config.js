/**
 * Two projects: `unit` holds the specs that lie beside the code in libs/ and apps/, those of use cases on a real
 * PostgreSQL among them, and needs no build; `service` the tests in test/ that speak HTTP to the built service.
 */
import { WORKER_COUNT } from './test/support/runner/worker-count.js';

const common = {
  // Files are loaded by Node itself: each worker evaluates a package once.
  runtime: '<rootDir>/test/support/runner/runtime.js',
  testEnvironment: '<rootDir>/test/support/runner/environment.js',
  transform: {},
  rootDir: '.',
  // The site has copies of examples, which are packages.
  modulePathIgnorePatterns: ['<rootDir>/docs/site/(dist|\\.pages)/'],
};

/**
 * Other people's programs need their languages and their registries: they are tried when they are named, as
 * `npm run test:foreign` does.
 */
const FOREIGN =
  '<rootDir>/test/foreign/(go|helm|java|kubernetes|mail|node|openapi-generator|python|relying-parties|schemathesis)\\.test\\.ts$';
const foreignIsNamed = process.argv.some(argument => argument.includes('test/foreign'));

/** Troubles of whole database servers take minutes, and too much of two cores for what else is tested meanwhile. */
const SERVERS = '<rootDir>/test/fault/(patroni|one-server|disk-full)\\.test\\.ts$';
const faultsAreNamed = process.argv.some(argument => argument.includes('test/fault'));

export default {
  maxWorkers: WORKER_COUNT,
  // Of what a file has loaded three megabytes stay, and up to ninety (seen on Node 20). A process that grows starts others slowly,
  // and looks for what is free for long.
  workerIdleMemoryLimit: '500MB',
  // Two cores may be busy with other test files; a race at full length takes minutes.
  testTimeout: process.env.GATEHOUSE_TEST_ROUNDS !== undefined ? 1_200_000 : 240_000,
  testSequencer: '<rootDir>/test/support/longest-first.js',
  reporters: [
    'default',
    '<rootDir>/test/support/openapi/coverage-reporter.js',
    '<rootDir>/test/support/closing-line-reporter.js',
  ],
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: ['<rootDir>/libs/**/*.spec.ts', '<rootDir>/apps/**/*.spec.ts'],
      globalSetup: '<rootDir>/test/support/server/set-up.js',
      globalTeardown: '<rootDir>/test/support/server/tear-down.js',
    },
    {
      ...common,
      displayName: 'service',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: [
        '/node_modules/',
        ...(foreignIsNamed ? [] : [FOREIGN]),
        ...(faultsAreNamed ? [] : [SERVERS]),
      ],
      globalSetup: '<rootDir>/test/support/global-setup.js',
      setupFilesAfterEnv: ['<rootDir>/test/support/openapi/watch-fetch.ts'],
      globalTeardown: '<rootDir>/test/support/global-teardown.js',
    },
  ],
};
