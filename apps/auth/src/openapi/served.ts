import type { OpenAPIObject } from '@nestjs/swagger';

/**
 * The document as one deployment hands it out: with its own address, for programs that know nothing but the document. The
 * committed one is the same for all.
 * @param base the issuer; or its path alone, for a page that is seen by whichever name its reader has for the service
 */
export function servedDocument(document: OpenAPIObject, base: string): OpenAPIObject {
  const copy = structuredClone(document);
  copy.servers = copy.servers?.map(server => ({ ...server, url: base === '' ? '/' : base })) ?? [];
  for (const scheme of Object.values(copy.components?.securitySchemes ?? {})) {
    if ('$ref' in scheme) continue;
    for (const flow of Object.values(scheme.flows ?? {}) as { tokenUrl?: string; refreshUrl?: string }[]) {
      if (flow.tokenUrl !== undefined) flow.tokenUrl = base + flow.tokenUrl;
      if (flow.refreshUrl !== undefined) flow.refreshUrl = base + flow.refreshUrl;
    }
  }
  return copy;
}
