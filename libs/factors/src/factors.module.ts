import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { AuditModule } from '#libs/audit';
import { RevocationsModule } from '#libs/revocations';
import { CountFactors } from './count-factors.js';
import { ForgetUsedChallenges } from './passkeys/forget-used-challenges.js';
import { PasskeyAnswers } from './passkeys/passkey-answers.js';
import { PasskeyChallenges } from './passkeys/passkey-challenges.js';
import { PasskeyEnrolment } from './passkeys/passkey-enrolment.js';
import { PasskeyFactor } from './passkeys/passkey-factor.js';
import { PasskeyOptions } from './passkeys/passkey-options.js';
import { Passkeys } from './passkeys/passkeys.js';
import { RelyingParties } from './passkeys/relying-parties.js';
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
    CountFactors,
    SecondFactors,
    ...[ForgetTotpEnrolments, Totp, TotpEnrolment, TotpSecrets],
    ...[ForgetUsedChallenges, PasskeyAnswers, PasskeyChallenges, PasskeyEnrolment],
    ...[PasskeyFactor, PasskeyOptions, Passkeys, RelyingParties],
    ...[RecoveryCodeHashes, RecoveryCodes],
  ],
  exports: [
    CountFactors,
    PasskeyAnswers,
    PasskeyEnrolment,
    PasskeyOptions,
    RecoveryCodes,
    RelyingParties,
    SecondFactors,
    TotpEnrolment,
  ],
})
export class FactorsModule {}
