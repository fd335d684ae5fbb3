import { listAt, type Plain } from './model.ts';

export const hasPort = (containers: readonly Plain[], port: unknown): boolean =>
  containers.some((container) =>
    listAt(container, 'ports').some(
      ({ name, containerPort }) => name === port || containerPort === port,
    ),
  );
