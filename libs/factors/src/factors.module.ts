import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { AuditModule } from '#libs/audit';
import { RevocationsModule } from '#libs/revocations';
import { RecoveryCodeHashes } from './recovery-codes/recovery-code-hashes.js';
import { RecoveryCodes } from './recovery-codes/recovery-codes.js';
import { SecondFactors } from './second-factors.js';
import { ForgetTotpEnrolments } from './totp/forget-totp-enrolments.js';
import { Totp } from './totp/totp.js';
import { TotpEnrolment } from './totp/totp-enrolment.js';
import { TotpSecrets } from './totp/totp-secrets.js';

/** What somebody has: a folder for each kind, and here all of them. */
@Module({
  imports: [AuditModule, DiscoveryModule, RevocationsModule],
  providers: [
    SecondFactors,
    ...[ForgetTotpEnrolments, Totp, TotpEnrolment, TotpSecrets],
    ...[RecoveryCodeHashes, RecoveryCodes],
  ],
  exports: [RecoveryCodes, SecondFactors, TotpEnrolment],
})
export class FactorsModule {}
