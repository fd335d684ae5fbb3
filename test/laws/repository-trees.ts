export const unmet = (where: string, demands: readonly (readonly [string, boolean])[]): string[] =>
  demands.filter(([, holds]) => !holds).map(([demand]) => `${where}: not so: ${demand}`);
