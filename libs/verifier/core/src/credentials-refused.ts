/** A request that carries no bearer token where one is needed, or whose `Authorization` is malformed. */
export class CredentialsRefused extends Error {
  constructor(readonly reason: 'missing' | 'malformed') {
    super(reason === 'missing' ? 'no bearer token was sent' : 'the Authorization header is malformed');
    this.name = 'CredentialsRefused';
  }
}
