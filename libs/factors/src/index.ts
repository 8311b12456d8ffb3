/** What somebody has besides a password. */
export { type CountedAccounts, CountFactors } from './count-factors.js';
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
export { AssertionCredential, IsChallengeId, RegistrationCredential } from './passkeys/http/passkey-credentials.dto.js';
export { PasskeyCreation, toPasskeyCreation } from './passkeys/http/passkey-creation.dto.js';
export { PasskeyRequest, toPasskeyRequest } from './passkeys/http/passkey-request.dto.js';
export { type PasskeyAnswer, PasskeyAnswers } from './passkeys/passkey-answers.js';
export { PasskeyEnrolment } from './passkeys/passkey-enrolment.js';
export { type Asking, type CreationOptions, PasskeyOptions, type RequestOptions } from './passkeys/passkey-options.js';
export { RelyingParties } from './passkeys/relying-parties.js';
export type { SentCredential } from './passkeys/webauthn-text.js';
export { SecondFactors } from './second-factors.js';
export { textOfSecret, uriOf } from './totp/authenticator-code.js';
export { type NewTotp, TotpEnrolment } from './totp/totp-enrolment.js';
