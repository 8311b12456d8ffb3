import { afterAll, describe, expect, it } from '@jest/globals';
import { pythonTools, run } from '../support/python-tools.js';

const MANIFESTS = 'deploy/kubernetes/gatehouse.yaml';
/** The oldest that is common, and the newest that the validator knows. */
const VERSIONS = ['1.29', '1.37'];

const tools = await pythonTools('the manifests for Kubernetes', 'kubernetes-validate==1.37.0');

if (tools !== undefined) {
  describe('the manifests for Kubernetes', () => {
    afterAll(() => tools.discard());

    it.each(VERSIONS)('are what Kubernetes %s takes, and nothing besides', async version => {
      const { stdout, stderr } = await run(tools.program('kubernetes-validate'), [
        '-k',
        version,
        '--strict',
        MANIFESTS,
      ]);
      expect((stdout + stderr).match(/passed for resource/g)).toHaveLength(6);
    });
  });
}
