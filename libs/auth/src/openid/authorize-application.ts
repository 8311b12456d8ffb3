import { Injectable } from '@nestjs/common';
import type { Actor } from '#libs/audit';
import {
  type Answer,
  answerTo,
  AuthorizationCodes,
  type AuthorizationError,
  Consents,
  type Interaction,
  Interactions,
} from '#libs/oidc';
import { Database, type StatementRunner, type Transaction } from '#libs/persistence';
import { Config, DomainError } from '#libs/platform';
import { Applications, type Application } from '#libs/service-clients';
import { ApplicationSessions } from '#libs/sessions';
import { AllowApplication } from './allow-application.js';
import { type Demand, demandOf, type PersonHere } from './demand.js';

/** What comes next: something that the person has to do, or the answer. */
export type NextStep = { readonly step: Demand } | { readonly step: 'done'; readonly answer: Answer };

/** Which login for an application goes on, and in whose browser. */
export interface InteractionKey {
  readonly id: string;
  readonly browser: string | undefined;
}

/** Lets an application in for whoever is here, if they have shown and allowed what it takes; else says what is wanting. */
@Injectable()
export class AuthorizeApplication {
  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly interactions: Interactions,
    private readonly applications: Applications,
    private readonly applicationSessions: ApplicationSessions,
    private readonly consents: Consents,
    private readonly allowApplication: AllowApplication,
    private readonly authorizationCodes: AuthorizationCodes,
  ) {}

  /**
   * @param person who is here, by a session of their own
   * @param isAllowed whether they have just said so
   * @throws DomainError `interaction_not_found`; `insufficient_scope` for a session that is not the person's own
   */
  async execute(
    actor: Actor,
    person: { readonly sub: string; readonly sid: string },
    key: InteractionKey,
    isAllowed: boolean,
  ): Promise<NextStep> {
    const { interaction, client } = await this.find(key);
    const here = await this.whoIsHere(person);
    // Where nobody may be asked, nobody has said anything.
    const isSaid = isAllowed && !interaction.request.silent;
    const isAsked = await this.isAsked(client, here, interaction);
    const demand = demandOf(interaction, here, isAsked && !isSaid);
    if (demand !== undefined)
      return interaction.request.silent ? this.refuse(interaction, ERROR_OF[demand]) : { step: demand };
    if (client.first_party) return this.letIn(this.database, here, interaction);
    const answered = await this.database.transaction(async transaction => {
      const isHeld = await this.hold(transaction, actor, here, interaction, isAsked && isSaid);
      return isHeld ? this.letIn(transaction, here, interaction) : undefined;
    });
    return answered ?? this.refuse(interaction, 'consent_required');
  }

  /** The person does not want to, or nobody may be asked. @throws DomainError `interaction_not_found` */
  async decline(key: InteractionKey): Promise<NextStep> {
    const { interaction } = await this.find(key);
    return this.refuse(interaction, interaction.request.silent ? 'login_required' : 'access_denied');
  }

  private async find({ id, browser }: InteractionKey): Promise<{ interaction: Interaction; client: Application }> {
    const interaction = browser === undefined ? undefined : await this.interactions.find(id, browser);
    const client = interaction && (await this.applications.find(interaction.request.client_id));
    // It may be another application by now than when it asked.
    if (interaction === undefined || client?.mayAnswerAt(interaction.request.redirect_uri) !== true) {
      throw new DomainError('interaction_not_found');
    }
    return { interaction, client };
  }

  private async whoIsHere({ sub, sid }: { sub: string; sid: string }): Promise<PersonHere> {
    return { user_id: sub, session_id: sid, ...(await this.applicationSessions.getOwn(sub, sid)) };
  }

  /**
   * Whether the person has to say that the application may come in. Any program of the machine can listen at a native application's
   * address, or claim its scheme, so what was said before may have been said of another one (RFC 8252 §8.6).
   */
  private async isAsked(client: Application, here: PersonHere, interaction: Interaction): Promise<boolean> {
    const { asks_consent, redirect_uri } = interaction.request;
    if (client.kind === 'native' && !redirect_uri.startsWith('https:')) return true;
    return !client.first_party && (asks_consent || !(await this.covers(here, interaction)));
  }

  private covers({ user_id }: PersonHere, { request: { client_id, scope: scopes } }: Interaction): Promise<boolean> {
    return this.consents.covers({ user_id, client_id, scopes });
  }

  /** @returns whether it is allowed, which it stays until the transaction is over */
  private async hold(
    transaction: Transaction,
    actor: Actor,
    { user_id }: PersonHere,
    { request: { client_id, scope: scopes } }: Interaction,
    isAllowed: boolean,
  ): Promise<boolean> {
    if (!isAllowed) return this.consents.hold(transaction, { user_id, client_id, scopes });
    await this.allowApplication.within(transaction, actor, { user_id, client_id, scopes });
    return true;
  }

  private async letIn(
    runner: StatementRunner,
    { user_id, session_id: granted_in, amr, authenticated_at }: PersonHere,
    { id, request }: Interaction,
  ): Promise<NextStep> {
    const { client_id, redirect_uri, code_challenge, nonce, scope, audience } = request;
    const code = await this.authorizationCodes.issue(runner, id, {
      ...{ client_id, redirect_uri, code_challenge, nonce, scope, audience },
      ...{ user_id, granted_in, amr, authenticated_at },
    });
    if (code === undefined) throw new DomainError('interaction_not_found');
    return { step: 'done', answer: answerTo(request, this.config.issuer, { code }) };
  }

  private async refuse({ id, request }: Interaction, error: AuthorizationError): Promise<NextStep> {
    if (!(await this.interactions.use(id))) throw new DomainError('interaction_not_found');
    return { step: 'done', answer: answerTo(request, this.config.issuer, { error }) };
  }
}

/** What an application is told that wanted nobody to be asked. */
const ERROR_OF = { reauthenticate: 'login_required', switch: 'login_required', consent: 'consent_required' } as const;
