import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { OutboundModule } from '#libs/outbound';
import { RevocationsModule } from '#libs/revocations';
import { AssertionKeys } from './authentication/assertion-keys.js';
import { AssertionVerifier } from './authentication/assertion-verifier.js';
import { AuthenticateClient } from './authentication/authenticate-client.js';
import { ClientAudiences } from './authentication/client-audiences.js';
import { FindClient } from './authentication/find-client.js';
import { ForgetAssertions } from './authentication/forget-assertions.js';
import { KnownClients } from './authentication/known-clients.js';
import { PublicClients } from './authentication/public-clients.js';
import { ClientSecrets } from './client-secrets.js';
import { CallableAddresses } from './callable-addresses.js';
import { Clients } from './clients.js';
import { Applications } from './applications.js';
import { ClientSecretsController } from './http/client-secrets.controller.js';
import { ClientsController } from './http/clients.controller.js';

@Module({
  imports: [AuditModule, OutboundModule, RevocationsModule],
  controllers: [ClientsController, ClientSecretsController],
  providers: [
    AssertionKeys,
    AssertionVerifier,
    AuthenticateClient,
    CallableAddresses,
    ClientAudiences,
    Clients,
    ClientSecrets,
    FindClient,
    ForgetAssertions,
    KnownClients,
    PublicClients,
    Applications,
  ],
  exports: [AuthenticateClient, Clients, PublicClients, Applications],
})
export class ServiceClientsModule {}
