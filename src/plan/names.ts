/** The rules that alerts come from, and where they go. */
export const alertsOf = (service: string): string => `${service}-alerts`;

/** The ConfigMap with the Grafana dashboard of a component. */
export const dashboardOf = (objectName: string): string => `${objectName}-dashboard`;

export const configMapOf = (objectName: string): string => `${objectName}-config`;
