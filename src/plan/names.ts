export { namespaceOf, objectNameOf, podVariables, pullSecret, pythonModuleOf, storeVariableOf, usualDockerfileOf, variablesIn } from '../config/names.ts';

/** The secret that `secretEnv` names live in unless said otherwise. */
export const appSecretOf = (service: string): string => `${service}-secrets`;

/** The rules that alerts come from, and where they go. */
export const alertsOf = (service: string): string => `${service}-alerts`;

/** The ConfigMap with the Grafana dashboard of a component. */
export const dashboardOf = (objectName: string): string => `${objectName}-dashboard`;

export const configMapOf = (objectName: string): string => `${objectName}-config`;
