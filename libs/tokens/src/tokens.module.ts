import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { AuditModule } from '#libs/audit';
import { RevocationsModule } from '#libs/revocations';
import { KeySource } from '#libs/verifier/core';
import { AccessTokens } from './access-tokens.js';
import { Audiences } from './audiences.js';
import { IdTokens } from './id-tokens.js';
import { JwksController } from './http/jwks.controller.js';
import { ExamineKeys } from './keys/examine-keys.js';
import { KeyRing } from './keys/key-ring.js';
import { KeyRotation } from './keys/key-rotation.js';
import { KeyStore } from './keys/key-store.js';
import { KeyVault } from './keys/key-vault.js';
import { LookAfterKeys } from './keys/look-after-keys.js';
import { LogoutTokens } from './logout-tokens.js';
import { RefreshTokens } from './refresh-tokens.js';

@Module({
  // Without a key of its own: each signature names the current one.
  imports: [AuditModule, RevocationsModule, JwtModule.register({})],
  controllers: [JwksController],
  providers: [
    AccessTokens,
    Audiences,
    ExamineKeys,
    IdTokens,
    KeyRing,
    KeyRotation,
    KeyStore,
    KeyVault,
    LogoutTokens,
    LookAfterKeys,
    RefreshTokens,
    { provide: KeySource, useExisting: KeyRing },
  ],
  exports: [
    AccessTokens,
    Audiences,
    ExamineKeys,
    IdTokens,
    KeyRing,
    KeyRotation,
    KeySource,
    KeyStore,
    LogoutTokens,
    RefreshTokens,
  ],
})
export class TokensModule {}
