import type { Command } from 'commander';
import { command } from './command.js';
import { report, type ReportOptions } from './report.js';

const work = () => import('./work/keys.js');

export function addKeyCommands(program: Command): void {
  const keys = program.command('keys').description('The keys that sign tokens');
  command(keys, 'list', 'List the signing keys, oldest first').action((options: ReportOptions) =>
    report(options, async app => (await work()).listKeys(app)),
  );
  command(keys, 'rotate', 'Let the next key sign from now on; the one before stays good for its tokens').action(
    (options: ReportOptions) => report(options, async app => (await work()).rotateKeys(app)),
  );
  command(keys, 'retire <kid>', 'Take a key out of use that is compromised: all its tokens are refused at once').action(
    (kid: string, options: ReportOptions) => report(options, async app => (await work()).retireKey(app, kid)),
  );
}
