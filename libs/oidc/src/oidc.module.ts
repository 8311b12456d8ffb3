import { Module } from '@nestjs/common';
import { AuthorizationCodes } from './authorization-codes.js';
import { Consents } from './consents.js';
import { ForgetCodes } from './forget-codes.js';
import { ForgetInteractions } from './forget-interactions.js';
import { Interactions } from './interactions.js';

@Module({
  providers: [AuthorizationCodes, Consents, ForgetCodes, ForgetInteractions, Interactions],
  exports: [AuthorizationCodes, Consents, Interactions],
})
export class OidcModule {}
