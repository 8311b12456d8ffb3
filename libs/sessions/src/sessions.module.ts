import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { RevocationsModule } from '#libs/revocations';
import { RevocationView } from '#libs/verifier/core';
import { ApplicationSessions } from './application-sessions.js';
import { CountSessions } from './count-sessions.js';
import { EndSession } from './end-session.js';
import { ForgetSessions } from './forget-sessions.js';
import { AllSessionsController } from './http/all-sessions.controller.js';
import { SessionsController } from './http/sessions.controller.js';
import { UserSessionsController } from './http/user-sessions.controller.js';
import { KnownSessions } from './known-sessions.js';
import { ListAllSessions } from './list-all-sessions.js';
import { ListUserSessions } from './list-user-sessions.js';
import { MarkEndedSessions } from './mark-ended-sessions.js';
import { MarkSessionsToTell } from './mark-sessions-to-tell.js';
import { RevokeSessions } from './revoke-sessions.js';
import { SessionRevocationView } from './session-revocation-view.js';
import { Sessions } from './sessions.js';

@Module({
  imports: [AuditModule, RevocationsModule],
  controllers: [SessionsController, UserSessionsController, AllSessionsController],
  providers: [
    ApplicationSessions,
    CountSessions,
    EndSession,
    ForgetSessions,
    KnownSessions,
    ListAllSessions,
    ListUserSessions,
    MarkEndedSessions,
    MarkSessionsToTell,
    RevokeSessions,
    Sessions,
    { provide: RevocationView, useClass: SessionRevocationView },
  ],
  exports: [
    ApplicationSessions,
    CountSessions,
    EndSession,
    MarkSessionsToTell,
    RevokeSessions,
    Sessions,
    RevocationView,
  ],
})
export class SessionsModule {}
