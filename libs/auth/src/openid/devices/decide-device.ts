import { Injectable } from '@nestjs/common';
import { type Actor, Audit } from '#libs/audit';
import { type Decider, DeviceAuthorizations } from '#libs/oidc';
import { Database, type Transaction } from '#libs/persistence';
import { DomainError, type RequestSource } from '#libs/platform';
import { ApplicationSessions } from '#libs/sessions';
import { AllowApplication } from '../allow-application.js';
import { FindDevice, type FoundDevice, type PersonAtPage } from './find-device.js';

/** Lets a device in, or does not, for whoever has typed its code. Of any number who do so at once one decides. */
@Injectable()
export class DecideDevice {
  constructor(
    private readonly findDevice: FindDevice,
    private readonly database: Database,
    private readonly applicationSessions: ApplicationSessions,
    private readonly allowApplication: AllowApplication,
    private readonly deviceAuthorizations: DeviceAuthorizations,
    private readonly audit: Audit,
  ) {}

  /**
   * What the device asks for is allowed by that, and remembered.
   * @throws DomainError `user_code_not_found`, `too_many_requests`; `insufficient_scope` for a session that is not the person's own;
   *   `insufficient_user_authentication` if they have a second factor and have not shown it
   */
  async approve(userCode: string, person: PersonAtPage, source: RequestSource): Promise<void> {
    const found = await this.findDevice.execute(userCode, person, source);
    const { by, has_second_factor } = await this.whoIsHere(person);
    // No session is opened without it, so the device would be told nothing good.
    const lacksFactor = has_second_factor && !by.amr.includes('mfa');
    if (lacksFactor) throw new DomainError('insufficient_user_authentication');
    const actor = { id: person.sub, ...source };
    await this.database.inTurn(turnOf(found), async transaction => {
      const { client, device } = found;
      const allowed = { user_id: person.sub, client_id: device.client_id, scopes: device.scope };
      if (!client.first_party) await this.allowApplication.within(transaction, actor, allowed);
      await this.decide(transaction, actor, found, 'approved', by);
    });
  }

  /** @throws DomainError `user_code_not_found`, `too_many_requests`; `insufficient_scope` for a session that is not the person's own */
  async decline(userCode: string, person: PersonAtPage, source: RequestSource): Promise<void> {
    const found = await this.findDevice.execute(userCode, person, source);
    const { by } = await this.whoIsHere(person);
    const actor = { id: person.sub, ...source };
    await this.database.inTurn(turnOf(found), transaction => this.decide(transaction, actor, found, 'declined', by));
  }

  private async whoIsHere({
    sub: user_id,
    sid: granted_in,
  }: PersonAtPage): Promise<{ by: Decider; has_second_factor: boolean }> {
    const { has_second_factor, ...shown } = await this.applicationSessions.getOwn(user_id, granted_in);
    return { by: { user_id, granted_in, ...shown }, has_second_factor };
  }

  private async decide(
    transaction: Transaction,
    actor: Actor,
    { device: { id, client_id } }: FoundDevice,
    decision: 'approved' | 'declined',
    by: Decider,
  ): Promise<void> {
    const isDecided = await this.deviceAuthorizations.decide(transaction, id, decision, by);
    if (!isDecided) throw new DomainError('user_code_not_found');
    const details = { user_id: by.user_id, client_id };
    await this.audit.record(transaction, { kind: `device_${decision}`, actor, target: id, details });
  }
}

/** Those who decide on the same device would all wait for its row. */
const turnOf = ({ device }: FoundDevice): string => `device ${device.id}`;
