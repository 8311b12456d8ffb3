import { Module } from '@nestjs/common';
import { AuthorizationCodes } from './authorization-codes.js';
import { Consents } from './consents.js';
import { DeviceAuthorizations } from './device-authorizations.js';
import { ForgetCodes } from './forget-codes.js';
import { ForgetDevices } from './forget-devices.js';
import { ForgetInteractions } from './forget-interactions.js';
import { ForgetPushedRequests } from './forget-pushed-requests.js';
import { Interactions } from './interactions.js';
import { PushedRequests } from './pushed-requests.js';
import { UserCodeHashes } from './user-code-hashes.js';

@Module({
  providers: [
    AuthorizationCodes,
    Consents,
    DeviceAuthorizations,
    ForgetCodes,
    ForgetDevices,
    ForgetInteractions,
    ForgetPushedRequests,
    Interactions,
    PushedRequests,
    UserCodeHashes,
  ],
  exports: [AuthorizationCodes, Consents, DeviceAuthorizations, Interactions, PushedRequests],
})
export class OidcModule {}
