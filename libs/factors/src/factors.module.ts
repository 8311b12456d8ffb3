import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { AuditModule } from '#libs/audit';
import { RevocationsModule } from '#libs/revocations';
import { SecondFactors } from './second-factors.js';

/** What somebody has: a folder for each kind, and here all of them. */
@Module({
  imports: [AuditModule, DiscoveryModule, RevocationsModule],
  providers: [SecondFactors],
  exports: [SecondFactors],
})
export class FactorsModule {}
