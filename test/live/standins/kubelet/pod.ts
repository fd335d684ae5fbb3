import type { LiveObject } from '../../rig/api.ts';

/** A pod, as far as a kubelet that runs nothing reads it. */
export interface Pod extends LiveObject {
  readonly spec: {
    readonly nodeName?: string;
    readonly restartPolicy: 'Always' | 'OnFailure' | 'Never';
    readonly hostNetwork?: boolean;
    readonly containers: readonly Container[];
    readonly initContainers?: readonly Container[];
    readonly imagePullSecrets?: readonly { readonly name: string }[];
    readonly volumes?: readonly Volume[];
  };
  readonly status: PodStatus;
}

/** A container of a pod; an init container that is always restarted is a sidecar. */
export interface Container {
  readonly name: string;
  readonly image: string;
  readonly restartPolicy?: 'Always';
  readonly env?: readonly {
    readonly valueFrom?: { readonly secretKeyRef?: KeyOf; readonly configMapKeyRef?: KeyOf };
  }[];
  readonly envFrom?: readonly { readonly secretRef?: Named; readonly configMapRef?: Named }[];
  readonly resources?: {
    readonly requests?: { readonly cpu?: string; readonly memory?: string };
  };
}

interface Named {
  readonly name: string;
  readonly optional?: boolean;
}

interface KeyOf extends Named {
  readonly key: string;
}

/** A volume of a pod, as far as it needs another object. */
export interface Volume {
  readonly name: string;
  readonly secret?: { readonly secretName: string } & Mounted;
  readonly configMap?: { readonly name: string } & Mounted;
  readonly projected?: {
    readonly sources?: readonly {
      readonly secret?: { readonly name: string } & Mounted;
      readonly configMap?: { readonly name: string } & Mounted;
    }[];
  };
}

interface Mounted {
  readonly optional?: boolean;
  readonly items?: readonly { readonly key: string }[];
}

/** What a kubelet says of a pod. */
export interface PodStatus {
  readonly phase?: 'Pending' | 'Running' | 'Succeeded' | 'Failed';
  readonly observedGeneration?: number;
  readonly startTime?: string;
  readonly hostIP?: string;
  readonly hostIPs?: readonly { readonly ip: string }[];
  readonly podIP?: string;
  readonly podIPs?: readonly { readonly ip: string }[];
  readonly conditions?: readonly Condition[];
  readonly initContainerStatuses?: readonly ContainerStatus[];
  readonly containerStatuses?: readonly ContainerStatus[];
}

/** A condition of a pod. */
export interface Condition {
  readonly type: string;
  readonly status: 'True' | 'False';
  readonly reason?: string;
  readonly message?: string;
  /** The server writes it, so that a status compares equal to what was told. */
  readonly lastProbeTime: null;
  readonly lastTransitionTime: string;
  readonly observedGeneration?: number;
}

/** What a kubelet says of a container. */
export interface ContainerStatus {
  readonly name: string;
  readonly image: string;
  readonly imageID: string;
  readonly ready: boolean;
  readonly started: boolean;
  readonly restartCount: number;
  readonly state: ContainerState;
  readonly lastState: ContainerState;
}

/** Exactly one of them is there, or none for a last state that never was. */
export interface ContainerState {
  readonly waiting?: { readonly reason: string; readonly message?: string };
  readonly running?: { readonly startedAt: string };
  readonly terminated?: {
    readonly exitCode: number;
    readonly reason: string;
    readonly startedAt: string;
    readonly finishedAt: string;
  };
}

/** What is said of the init containers and of the others. */
export const statusesOf = (status: PodStatus): readonly ContainerStatus[] => [
  ...(status.initContainerStatuses ?? []),
  ...(status.containerStatuses ?? []),
];
