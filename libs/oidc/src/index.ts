/** OpenID Connect: what an application asks for, devices that wait, where somebody is on the way to its answer, codes, and what people have allowed. */
export { type Answer, answerTo, type AuthorizationError, withParameters } from './answer.js';
export { type CodeGrant, AuthorizationCodes, type PresentedCode } from './authorization-codes.js';
export {
  type AnswerAddress,
  type AuthorizationRequest,
  FORM_TARGETS,
  OIDC_SCOPES,
  type OidcScope,
  RESPONSE_MODES,
  type ResponseMode,
  takesForms,
} from './authorization-request.js';
export { type Allowed, type Consent, Consents } from './consents.js';
export {
  type AskingDevice,
  type Decider,
  DEVICE_SECONDS,
  DeviceAuthorizations,
  type DeviceCodes,
  POLL_SECONDS,
  type WaitingDevice,
} from './device-authorizations.js';
export { type Interaction, INTERACTION_SECONDS, Interactions } from './interactions.js';
export { OidcModule } from './oidc.module.js';
export { CODE_CHALLENGE, isVerifierOf } from './pkce.js';
export { isPushedUri, PUSHED_SECONDS, PushedRequests } from './pushed-requests.js';
