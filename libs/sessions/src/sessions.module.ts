import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { RevocationView } from '#libs/verifier/core';
import { SessionsController } from './http/sessions.controller.js';
import { MarkEndedSessions } from './mark-ended-sessions.js';
import { OpenSession } from './open-session.js';
import { RotateSession } from './rotate-session.js';
import { SessionRevocationView } from './session-revocation-view.js';
import { Sessions } from './sessions.js';

@Module({
  imports: [AuditModule],
  controllers: [SessionsController],
  providers: [
    MarkEndedSessions,
    OpenSession,
    RotateSession,
    Sessions,
    { provide: RevocationView, useClass: SessionRevocationView },
  ],
  exports: [MarkEndedSessions, OpenSession, RotateSession, Sessions, RevocationView],
})
export class SessionsModule {}
