import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { run } from '../../judges/process.ts';
import { publicHosts } from './hosts.ts';
import { argoCdNamespace, kubeconfigOf, addresses, endpoint, pki, type Rig } from './rig.ts';

/** A certificate of the rig: its subject, who signs it, and for which names and addresses it stands. */
interface Certificate {
  readonly name: string;
  readonly subject: string;
  readonly authority: 'ca' | 'front-proxy-ca';
  readonly names?: readonly string[];
}

const nodes = ['IP:10.99.0.1', 'IP:10.99.0.2'];

const certificates: readonly Certificate[] = [
  {
    name: 'apiserver',
    subject: '/CN=kube-apiserver',
    authority: 'ca',
    names: [
      'DNS:localhost',
      'DNS:kubernetes',
      'DNS:kubernetes.default',
      'DNS:kubernetes.default.svc',
      'IP:127.0.0.1',
      'IP:10.99.0.1',
      'IP:10.96.0.1',
    ],
  },
  { name: 'admin', subject: '/O=system:masters/CN=admin', authority: 'ca' },
  { name: 'controller-manager', subject: '/CN=system:kube-controller-manager', authority: 'ca' },
  { name: 'scheduler', subject: '/CN=system:kube-scheduler', authority: 'ca' },
  { name: 'front-proxy-client', subject: '/CN=front-proxy-client', authority: 'front-proxy-ca' },
  { name: 'kubelet', subject: '/CN=node', authority: 'ca', names: nodes },
  { name: 'github', subject: '/CN=github.com', authority: 'ca', names: ['DNS:github.com'] },
  {
    name: 'front',
    subject: '/CN=load-balancer',
    authority: 'ca',
    names: publicHosts.map((host) => `DNS:${host}`),
  },
  {
    name: 'webhook',
    subject: '/CN=webhook',
    authority: 'ca',
    names: ['IP:127.0.0.1', ...nodes, 'DNS:cnpg-webhook-service.cnpg-system.svc'],
  },
];

const days = '30';

/** Makes the authorities, a certificate for each part of the cluster, and the kubeconfigs of its users. */
export async function makePki(rig: Rig): Promise<void> {
  mkdirSync(pki(rig, ''), { recursive: true, mode: 0o700 });
  await Promise.all(['ca', 'front-proxy-ca'].map((name) => makeAuthority(rig, name)));
  await Promise.all(certificates.map((certificate) => sign(rig, certificate)));
  await openssl(rig, 'genrsa -out sa.key 2048');
  await openssl(rig, 'rsa -in sa.key -pubout -out sa.pub');
  for (const name of readdirSync(pki(rig, '')))
    if (name.endsWith('.key')) chmodSync(pki(rig, name), 0o600);
  for (const user of ['admin', 'controller-manager', 'scheduler']) writeKubeconfig(rig, user);
  writeKubeconfig(rig, 'admin', argoCdNamespace);
}

const makeAuthority = (rig: Rig, name: string): Promise<void> =>
  openssl(
    rig,
    `req -x509 -newkey rsa:2048 -nodes -days ${days} -subj /CN=${name} -keyout ${name}.key -out ${name}.crt`,
  );

async function sign(
  rig: Rig,
  { name, subject, authority, names = [] }: Certificate,
): Promise<void> {
  const alternatives = names.length === 0 ? '' : `subjectAltName=${names.join(',')}\n`;
  writeFileSync(pki(rig, `${name}.ext`), `extendedKeyUsage=clientAuth,serverAuth\n${alternatives}`);
  await openssl(
    rig,
    `req -newkey rsa:2048 -nodes -subj ${subject} -keyout ${name}.key -out ${name}.csr`,
  );
  await openssl(
    rig,
    `x509 -req -in ${name}.csr -out ${name}.crt -days ${days} -extfile ${name}.ext ` +
      `-CA ${authority}.crt -CAkey ${authority}.key -set_serial ${serialOf(name)}`,
  );
}

/** Serials only have to differ among the certificates of an authority. */
const serialOf = (name: string): string =>
  String(1000 + certificates.findIndex((certificate) => certificate.name === name));

async function openssl(rig: Rig, command: string): Promise<void> {
  const { code, stderr } = await run(['openssl', ...command.split(' ')], { cwd: pki(rig, '') });
  if (code !== 0) throw new Error(`openssl ${command}:\n${stderr}`);
}

/** Every kubeconfig has contexts for the environments' clusters that scenarios name, all of them this cluster. */
const contexts = ['live', 'dev', 'staging', 'prod', 'production'];

/** The kubeconfig of a user, or of a program that looks for its own things in a namespace, by that name. */
function writeKubeconfig(rig: Rig, user: string, namespace?: string): void {
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: 'live',
        cluster: {
          server: `https://${endpoint(addresses.apiServer)}`,
          'certificate-authority': pki(rig, 'ca.crt'),
        },
      },
    ],
    users: [
      {
        name: user,
        user: {
          'client-certificate': pki(rig, `${user}.crt`),
          'client-key': pki(rig, `${user}.key`),
        },
      },
    ],
    contexts: contexts.map((name) => ({ name, context: { cluster: 'live', user, namespace } })),
    'current-context': 'live',
  };
  writeFileSync(kubeconfigOf(rig, namespace ?? user), JSON.stringify(config), { mode: 0o600 });
}
