import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { addresses, pki, type Rig } from '../../rig/rig.ts';
import { listen, together, type StandIn } from '../stand-in.ts';
import { statusesOf, type Pod } from './pod.ts';

/** Serves what `kubectl logs` asks of a kubelet. Everything else of a kubelet, such as exec, is not found. */
export async function serveLogs(rig: Rig, pods: ReadonlyMap<string, Pod>): Promise<StandIn> {
  const identity = {
    cert: readFileSync(pki(rig, 'kubelet.crt')),
    key: readFileSync(pki(rig, 'kubelet.key')),
  };
  const servers = addresses.kubelets.map((address) => {
    const server = createServer(identity, (request, response) => {
      const { code, text } = answer(pods, request.url ?? '');
      response.writeHead(code, { 'content-type': 'text/plain' });
      response.end(text);
    });
    return listen(server, address);
  });
  return together(await Promise.all(servers));
}

function answer(
  pods: ReadonlyMap<string, Pod>,
  url: string,
): { readonly code: number; readonly text: string } {
  const { pathname, searchParams } = new URL(url, 'https://kubelet');
  const [, what, namespace = '', name = '', container = ''] = pathname.split('/');
  const pod = pods.get(`${namespace}/${name}`);
  if (what !== 'containerLogs' || pod === undefined)
    return { code: 404, text: `${pathname}: a stand-in plays the kubelet, which has only logs\n` };
  const status = statusesOf(pod.status).find((each) => each.name === container);
  const said = `container "${container}" in pod "${name}"`;
  const isOver = searchParams.get('previous') === 'true' || status?.state.waiting !== undefined;
  const state = isOver ? status?.lastState : status?.state;
  if (state?.terminated !== undefined) {
    const { exitCode, finishedAt } = state.terminated;
    return { code: 200, text: `${finishedAt} ${said} ended with exit code ${String(exitCode)}\n` };
  }
  if (state?.running !== undefined)
    return { code: 200, text: `${state.running.startedAt} ${said} has started\n` };
  return {
    code: 400,
    text: `${said} is waiting to start: ${status?.state.waiting?.reason ?? ''}\n`,
  };
}
