/** What somebody has besides a password. */
export {
  type FactorAnswer,
  FACTOR_METHODS,
  FactorKind,
  type FactorMethod,
  type FactorRecord,
  type ShownFactor,
} from './factor-kind.js';
export { FactorsModule } from './factors.module.js';
export { Factor, MAX_FACTOR_NAME, toFactor } from './http/factor.dto.js';
export { RECOVERY_CODES, RecoveryCodes } from './recovery-codes/recovery-codes.js';
export { SecondFactors } from './second-factors.js';
export { textOfSecret, uriOf } from './totp/authenticator-code.js';
export { type NewTotp, TotpEnrolment } from './totp/totp-enrolment.js';
