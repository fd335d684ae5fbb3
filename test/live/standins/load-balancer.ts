import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { addresses, pki, type Rig } from '../rig/rig.ts';
import { listen, openLog, type StandIn } from './stand-in.ts';
import { toldAbout } from './state.ts';

const answers = toldAbout<number | undefined>('answers', undefined);

/** Says with which code a host answers, as `shop.example.com`, or one path of it, as `shop.example.com/health`. */
export const setAnswer = (rig: Rig, hostOrPath: string, code: number): void =>
  answers.tell(rig, hostOrPath, code);

/** Answers for every host of every service, with 200 as long as a scenario says nothing else. */
export async function startLoadBalancer(rig: Rig): Promise<StandIn> {
  const log = openLog(rig, 'load-balancer');
  const identity = {
    cert: readFileSync(pki(rig, 'front.crt')),
    key: readFileSync(pki(rig, 'front.key')),
  };
  const server = createServer(identity, (request, response) => {
    const { host = '' } = request.headers;
    const { pathname } = new URL(request.url ?? '', `https://${host}`);
    const code = answers.read(rig, host + pathname) ?? answers.read(rig, host) ?? 200;
    log(`${request.method ?? ''} ${host}${pathname} ${String(code)}`);
    response.writeHead(code, { 'content-type': 'text/plain' }).end(`${String(code)}\n`);
  });
  return listen(server, addresses.loadBalancer);
}
