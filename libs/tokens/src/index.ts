/** Making tokens: signing keys, access tokens, refresh tokens. Access tokens are verified by libs/verifier. */
export { AccessTokens, type SignedToken } from './access-tokens.js';
export { Audiences } from './audiences.js';
export { ACCESS_TOKEN, EXPIRES_IN, REFRESH_TOKEN } from './http/token-forms.js';
export { type IdTokenHint, IdTokens } from './id-tokens.js';
export { judged } from './judged.js';
export { type ExaminedKey, ExamineKeys } from './keys/examine-keys.js';
export { KeyRing } from './keys/key-ring.js';
export { KeyRotation } from './keys/key-rotation.js';
export { KeyStore, type StoredKey } from './keys/key-store.js';
export { LogoutTokens } from './logout-tokens.js';
export { REFRESH_TOKEN_LENGTH, type RefreshToken, RefreshTokens } from './refresh-tokens.js';
export { TokensModule } from './tokens.module.js';
