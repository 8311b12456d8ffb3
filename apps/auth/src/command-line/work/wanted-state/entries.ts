import { OmitType } from '@nestjs/swagger';
import { CreateIdentityProvider } from '#libs/auth';
import { IsOneOf, IsPermissionName, IsText, MayBeAbsent, text } from '#libs/platform';
import { PermissionDeclaration } from '#libs/roles';
import { CreateClient } from '#libs/service-clients';

const STATUSES = ['active', 'disabled'] as const;

/** A permission of another service, as a file has it. */
export class PermissionEntry extends PermissionDeclaration {
  @IsPermissionName()
  name!: string;
}

/** A client, as a file has it. */
export class ClientEntry extends CreateClient {
  /** Absent: it stays what it is. */
  @MayBeAbsent()
  @IsOneOf(STATUSES)
  status?: (typeof STATUSES)[number];
}

/** An identity provider, as a file has it: without its secret. */
export class ProviderEntry extends OmitType(CreateIdentityProvider, ['client_secret'] as const) {
  /** The path of a file with the secret, from the folder of this one; read where the provider is made. */
  @MayBeAbsent()
  @IsText({ ...text(4096), minLength: 1 })
  client_secret_file?: string;
}
