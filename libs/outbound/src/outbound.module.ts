import { Module } from '@nestjs/common';
import { OutboundHosts } from './outbound-hosts.js';
import { OutboundRequests } from './outbound-requests.js';

@Module({ providers: [OutboundHosts, OutboundRequests], exports: [OutboundRequests] })
export class OutboundModule {}
