/** The accounts of services: what they may do, and how they prove who they are. */
export { type AuthenticatedClient, AuthenticateClient } from './authentication/authenticate-client.js';
export { type ClientCredentials, readClientCredentials } from './authentication/client-credentials.js';
export { type PublicClient, PublicClients } from './authentication/public-clients.js';
export { refusalOf } from './client-jwk.js';
export { type ClientChange, type ClientDefinition, type ClientRecord, Clients } from './clients.js';
export { toCreatedClient } from './http/client.dto.js';
export { CreateClient, registrationIn } from './http/client-requests.dto.js';
export { INTROSPECT, REVOCATIONS_READ } from './scopes.js';
export { ServiceClientsModule } from './service-clients.module.js';
