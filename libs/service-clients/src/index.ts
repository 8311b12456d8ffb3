/** Clients: the accounts of services, and applications that people log in with. What they may do, and how they prove who they are. */
export { type AuthenticatedClient, AuthenticateClient } from './authentication/authenticate-client.js';
export { type ClientCredentials, readClientCredentials } from './authentication/client-credentials.js';
export { type PublicClient, PublicClients } from './authentication/public-clients.js';
export { refusalOf } from './client-jwk.js';
export { type ClientDefinition, definitionOf } from './client-definition.js';
export { type ClientKind, keepsSecrets } from './client-kind.js';
export type { ClientChange, ClientFilter, ClientRecord } from './client-record.js';
export { Clients } from './clients.js';
export { toClient, toCreatedClient } from './http/client.dto.js';
export { definitionIn, filterIn, registrationIn } from './http/client-bodies.js';
export { ClientQuery, CreateClient, UpdateClient } from './http/client-requests.dto.js';
export { Applications, type Application } from './applications.js';
export { isOwnPicture } from './client-uris.js';
export { INTROSPECT, REVOCATIONS_READ } from './scopes.js';
export { ServiceClientsModule } from './service-clients.module.js';
