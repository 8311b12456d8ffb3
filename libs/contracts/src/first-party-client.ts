/** The client of people who log in at the service itself (RFC 9068 demands a `client_id`). It is no service client. */
export const FIRST_PARTY_CLIENT = 'gatehouse';
