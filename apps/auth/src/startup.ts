import { Injectable, Logger } from '@nestjs/common';
import { AnnounceInstance, FirstAdministrator, type FirstLogin, Messenger, PasswordBlocklist } from '#libs/auth';
import { CleanUpSchedule } from '#libs/housekeeping';
import { Letters, Postman } from '#libs/mail';
import { DatabaseConnection } from '#libs/persistence';
import { Config, Readiness } from '#libs/platform';
import { RevocationFeed } from '#libs/revocations';
import { DemandOnAdministrators } from '#libs/roles';
import { KeyRing, KeyRotation } from '#libs/tokens';
import { VERSION } from './version.js';

/**
 * What has to happen before the first request can be served, in order. It waits for the database as long as it
 * takes; meanwhile the service listens, is alive and not ready.
 */
@Injectable()
export class Startup {
  private readonly logger = new Logger(Startup.name);

  constructor(
    private readonly config: Config,
    private readonly databaseConnection: DatabaseConnection,
    private readonly keyRing: KeyRing,
    private readonly keyRotation: KeyRotation,
    private readonly revocationFeed: RevocationFeed,
    private readonly passwordBlocklist: PasswordBlocklist,
    private readonly firstAdministrator: FirstAdministrator,
    private readonly demandOnAdministrators: DemandOnAdministrators,
    private readonly cleanUpSchedule: CleanUpSchedule,
    private readonly letters: Letters,
    private readonly postman: Postman,
    private readonly messenger: Messenger,
    private readonly announceInstance: AnnounceInstance,
    private readonly readiness: Readiness,
  ) {}

  /** @returns the first administrator's login if this start has made it up, to be shown once */
  async run(): Promise<FirstLogin | undefined> {
    // Of several workers one speaks, and cleans up, for all.
    const { worker: place = 1 } = this.config;
    if (place === 1 && this.config.throttle === 'off') {
      this.logger.warn('GATEHOUSE_THROTTLE=off: nothing limits how often passwords can be tried');
    }
    let login: FirstLogin | undefined;
    await this.passwordBlocklist.load();
    await this.letters.load();
    await this.databaseConnection.open();
    await this.databaseConnection.insist('load the signing keys', async () => {
      await this.keyRotation.adoptAlgorithm();
      await this.keyRing.open();
    });
    await this.databaseConnection.insist('read the feed of revocations', () => this.revocationFeed.open());
    await this.databaseConnection.insist('look for the first administrator', async () => {
      login = await this.firstAdministrator.ensure();
    });
    await this.databaseConnection.insist('settle what the role admin demands', () =>
      this.demandOnAdministrators.settle(),
    );
    if (place === 1) this.cleanUpSchedule.start();
    this.postman.start();
    this.messenger.start();
    this.announceInstance.start(VERSION);
    this.readiness.started();
    return login;
  }
}
