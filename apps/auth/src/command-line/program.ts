import { Command } from 'commander';
import { addAuditCommands } from './audit.js';
import { addCleanUpCommand } from './clean-up.js';
import { addClientCommands } from './clients.js';
import { addDoctorCommand } from './doctor.js';
import { addIdentityProviderCommands } from './identity-providers.js';
import { addKeyCommands } from './keys.js';
import { addRoleCommands } from './roles.js';
import { addSessionCommands } from './sessions.js';
import { addUserCommands } from './users.js';
import { addWantedStateCommands } from './wanted-state.js';

const NOTES = `
<user> is an id or an e-mail address. Commands run in the environment of the service and take effect on everything
that is running at once. They end with 0 when done, 1 when refused, 2 when not understood; \`plan\` also with 2 where something would change. With --json what a command has to
tell is JSON on stdout, and why it failed, JSON on stderr.`;

const GROUPS = [
  addUserCommands,
  addRoleCommands,
  addSessionCommands,
  addKeyCommands,
  addClientCommands,
  addIdentityProviderCommands,
  addAuditCommands,
  addWantedStateCommands,
  addCleanUpCommand,
  addDoctorCommand,
];

/**
 * All commands, with their help. Throws CommanderError where something is not understood, instead of exiting.
 * @param isQuiet leaves it to the caller to say so
 */
export function createProgram(isQuiet: boolean): Command {
  const program = new Command('auth')
    .description('Administers Gatehouse from where it runs.')
    .addHelpText('after', NOTES)
    .helpCommand(false)
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput(isQuiet ? { writeErr: () => undefined } : {});
  for (const add of GROUPS) add(program);
  return program;
}
