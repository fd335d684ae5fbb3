import { GitOpsService } from 'create-gitops-service';

new GitOpsService({
  name: 'orders',
  repository: 'https://github.com/acme/orders',
  components: { server: {} },
  packaging: { kind: 'helm' },
}).synth();
