import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { RevocationsController } from './http/revocations.controller.js';
import { RevokeToken } from './revoke-token.js';
import { Standing } from './standing.js';

@Module({
  imports: [AuditModule],
  controllers: [RevocationsController],
  providers: [RevokeToken, Standing],
  exports: [RevokeToken, Standing],
})
export class RevocationsModule {}
