import { ConfigurationError } from '#libs/platform';
import { withModules } from '../../bin/with-application.js';
import { checkEverything } from '../../doctor/check-everything.js';
import { failure, type Finding, type Verdict } from '../../doctor/finding.js';
import { print, type ReportOptions } from '../report.js';
import { REFUSED } from '../failure.js';
import { ToldAlready } from '../told-already.js';

/** Looks at everything that the service needs, and tells what it has found. @throws ToldAlready where something is wrong */
export async function examine({ json }: ReportOptions): Promise<void> {
  const findings = await found();
  const isWell = findings.every(({ verdict }) => verdict !== 'failure');
  print(json === true ? [JSON.stringify({ ok: isWell, findings })] : findings.map(lineOf));
  if (!isWell) throw new ToldAlready(REFUSED);
}

/** Settings that cannot be are findings as well, and then there is nothing else to be looked at. */
async function found(): Promise<Finding[]> {
  try {
    return await withModules(checkEverything);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems.map(problem => failure('settings', problem));
    throw error;
  }
}

const WORDS: Readonly<Record<Verdict, string>> = { ok: 'ok', warning: 'WARNING', failure: 'WRONG', skipped: '-' };

const lineOf = ({ check, verdict, message }: Finding): string =>
  `${WORDS[verdict].padEnd(7)} ${check.padEnd(8)} ${message.replaceAll(/\s+/g, ' ')}`;
