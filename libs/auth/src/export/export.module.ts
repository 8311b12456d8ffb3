import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { FactorsModule } from '#libs/factors';
import { RolesModule } from '#libs/roles';
import { SessionsModule } from '#libs/sessions';
import { UpstreamModule } from '#libs/upstream';
import { UsersModule } from '#libs/users';
import { ExportAccount } from './export-account.js';
import { ExportController } from './http/export.controller.js';

/** What the service knows of somebody, handed to them. */
@Module({
  imports: [AuditModule, FactorsModule, RolesModule, SessionsModule, UpstreamModule, UsersModule],
  controllers: [ExportController],
  providers: [ExportAccount],
})
export class ExportModule {}
