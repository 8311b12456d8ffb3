import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { AuditModule } from '#libs/audit';
import { KeySource } from '#libs/verifier/core';
import { AccessTokens } from './access-tokens.js';
import { JwksController } from './http/jwks.controller.js';
import { KeyRing } from './keys/key-ring.js';
import { KeyVault } from './keys/key-vault.js';
import { RefreshTokens } from './refresh-tokens.js';

@Module({
  // Without a key of its own: each signature names the current one.
  imports: [AuditModule, JwtModule.register({})],
  controllers: [JwksController],
  providers: [AccessTokens, KeyRing, KeyVault, RefreshTokens, { provide: KeySource, useExisting: KeyRing }],
  exports: [AccessTokens, KeyRing, KeySource, RefreshTokens],
})
export class TokensModule {}
