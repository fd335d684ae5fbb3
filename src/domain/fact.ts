/**
 * What a server, an operator or whoever delivers takes for the identity of something that lives in
 * a cluster. The inventory records it, so that the next run can tell what a change would do there.
 */
export interface Fact {
  readonly environment: string;
  /** `environment`, `component/server`, `store/db`, `secret/db-credentials`, or an object: `apps/Deployment/orders`. */
  readonly object: string;
  readonly is: Readonly<Record<string, string>>;
}

/** The order of facts in our records. */
export const factOrder = (one: Fact, other: Fact): number =>
  textOrder(one.environment, other.environment) ||
  textOrder(one.object, other.object) ||
  textOrder(JSON.stringify(one.is), JSON.stringify(other.is));

const textOrder = (one: string, other: string): number =>
  one === other ? 0 : one < other ? -1 : 1;
