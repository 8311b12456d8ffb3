import type { CreateClient } from './client-requests.dto.js';

/** What fits one kind is refused for another, so no one example shows all fields. */
export const REGISTRATIONS: Record<string, { summary: string; value: CreateClient }> = {
  service: {
    summary: 'A service, which gets tokens of its own',
    value: { name: 'orders', scopes: ['introspect', 'orders:read'], audiences: ['orders'] },
  },
  web: {
    summary: 'An application on a server, which people log in to',
    value: {
      kind: 'web',
      name: 'Wiki',
      redirect_uris: ['https://wiki.example.org/callback'],
      post_logout_redirect_uris: ['https://wiki.example.org/'],
      backchannel_logout_uri: 'https://wiki.example.org/backchannel-logout',
    },
  },
};
