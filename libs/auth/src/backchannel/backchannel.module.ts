import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { OutboundModule } from '#libs/outbound';
import { RevocationsModule } from '#libs/revocations';
import { SessionsModule } from '#libs/sessions';
import { TokensModule } from '#libs/tokens';
import { BackChannelMetrics } from './backchannel-metrics.js';
import { DeliverLogout } from './deliver-logout.js';
import { DueLogouts } from './due-logouts.js';
import { GiveUpLateLogouts } from './give-up-late-logouts.js';
import { LeaveLogouts } from './leave-logouts.js';
import { LogoutsGivenUp } from './logouts-given-up.js';
import { Messenger } from './messenger.js';

/** OpenID Connect Back-Channel Logout 1.0: applications are told when sessions of theirs end. */
@Module({
  imports: [AuditModule, OutboundModule, RevocationsModule, SessionsModule, TokensModule],
  providers: [
    BackChannelMetrics,
    DeliverLogout,
    DueLogouts,
    GiveUpLateLogouts,
    LeaveLogouts,
    LogoutsGivenUp,
    Messenger,
  ],
  exports: [LeaveLogouts, Messenger],
})
export class BackChannelModule {}
