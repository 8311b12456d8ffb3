import type { Lines } from './lines.js';

export const NEST: Lines = {
  language: 'Nest',
  needs: 'npm install of the tarballs that npm run pack:verifier and pack:client make in the folder of Gatehouse',
  verify: `import { Controller, Get, Module } from '@nestjs/common';
import { CurrentPrincipal, type Principal, VerifierModule } from '@gatehouse/verifier/nest';

const { GATEHOUSE_ISSUER: issuer = '', AUDIENCE: audience = '' } = process.env;
const { CLIENT_ID: id = '', CLIENT_SECRET: secret = '' } = process.env;

@Controller()
export class HelloController {
  @Get()
  hello(@CurrentPrincipal() principal: Principal): string {
    return \`Hello \${principal.sub}\`;
  }
}

@Module({
  imports: [VerifierModule.forRoot({ issuer, audience, client: { id, secret } })],
  controllers: [HelloController],
})
export class AppModule {}
`,
  token: `import { clientCredentials, createGatehouse } from '@gatehouse/client';

const { GATEHOUSE_ISSUER: url = '' } = process.env;
const { CLIENT_ID: client_id = '', CLIENT_SECRET: client_secret = '' } = process.env;

const gatehouse = createGatehouse({ url, caller: clientCredentials({ client_id, client_secret }) });
console.log(await gatehouse.accessToken());
`,
};
