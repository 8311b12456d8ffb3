/** After a run of all tests: fails if there are declared answers in openapi.json that none of them was given. */
import { UNEXERCISED } from '../../contract/unexercised.js';
import { exercisedIn } from './exercised.js';

const LEAST_SHARE = 0.95;

export default class CoverageReporter {
  constructor(globalConfig) {
    this.globalConfig = globalConfig;
  }

  onRunComplete() {
    const folder = process.env.GATEHOUSE_EXERCISED;
    if (folder === undefined) return;
    const answers = exercisedIn(folder);
    const missing = answers.filter(({ was }) => !was).map(({ name }) => name);
    if (process.env.GATEHOUSE_EXERCISED_REPORT) process.stdout.write(`${missing.join('\n')}\n`);
    if (!this.isWholeRun()) return;
    const faults = [
      ...missing.filter(name => !(name in UNEXERCISED)).map(name => `no test was answered ${name}`),
      ...Object.keys(UNEXERCISED)
        .filter(name => !missing.includes(name))
        .map(name => `${name} is exercised, or not declared: take it from the list`),
    ];
    const share = 1 - missing.length / answers.length;
    if (share < LEAST_SHARE) faults.push(`only ${(share * 100).toFixed(1)} % of the declared answers were exercised`);
    const line = `openapi.json: ${answers.length - missing.length} of ${answers.length} declared answers exercised\n`;
    process.stdout.write(line);
    if (faults.length > 0) this.error = new Error(`openapi.json and the tests:\n${faults.join('\n')}`);
    if (this.error) process.stderr.write(`${this.error.message}\n`);
  }

  /** Of a part of the tests, or of those that one name fits, nothing follows. */
  isWholeRun() {
    const { testPathPatterns, testNamePattern, onlyChanged, onlyFailures, shard, runTestsByPath } = this.globalConfig;
    const patterns = testPathPatterns?.patterns ?? [];
    return patterns.length === 0 && !testNamePattern && !onlyChanged && !onlyFailures && !shard && !runTestsByPath;
  }

  getLastError() {
    return this.error;
  }
}
