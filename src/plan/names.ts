export { appSecretOf, daprVariables, namespaceOf, objectNameOf, podVariables, pythonModuleOf, storeVariableOf, topicVariableOf, usualDockerfileOf } from '../config/names.ts';

export const configMapOf = (objectName: string): string => `${objectName}-config`;
