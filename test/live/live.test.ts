import { expect, inject, test } from 'vitest';
import { scenarios } from './scenarios.ts';
import { setStage } from './stage.ts';

const proving = process.env['LIVE_PROVE'] === 'true';

for (const scenario of scenarios) {
  const title = proving
    ? `${scenario.name}, with its fault: ${scenario.fault.breaks}`
    : scenario.name;
  test.concurrent(title, async () => {
    const stage = setStage(scenario.name, {
      rig: inject('rig'),
      installed: inject('installed'),
      proving,
    });
    if (proving) {
      await expect(scenario.run(stage)).rejects.toThrow(scenario.fault.says);
      return;
    }
    try {
      await scenario.run(stage);
    } catch (error) {
      process.stdout.write(`${scenario.name} failed\n${await stage.report()}\n`);
      throw error;
    }
  });
}
