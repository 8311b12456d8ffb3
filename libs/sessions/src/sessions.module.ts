import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { RevocationsModule } from '#libs/revocations';
import { RevocationView } from '#libs/verifier/core';
import { SessionsController } from './http/sessions.controller.js';
import { KnownSessions } from './known-sessions.js';
import { MarkEndedSessions } from './mark-ended-sessions.js';
import { OpenSession } from './open-session.js';
import { RotateSession } from './rotate-session.js';
import { SessionRevocationView } from './session-revocation-view.js';
import { Sessions } from './sessions.js';

@Module({
  imports: [AuditModule, RevocationsModule],
  controllers: [SessionsController],
  providers: [
    KnownSessions,
    MarkEndedSessions,
    OpenSession,
    RotateSession,
    Sessions,
    { provide: RevocationView, useClass: SessionRevocationView },
  ],
  exports: [MarkEndedSessions, OpenSession, RotateSession, Sessions, RevocationView],
})
export class SessionsModule {}
