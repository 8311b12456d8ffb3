/** What a client is: whether it can prove who it is follows from that, and whose tokens it gets. */
export type ClientKind = 'service' | 'browser';
