import { join } from 'node:path';
import fs from 'fs-extra';

/** The licences of all packages in these folders, as one text. */
export function noticesOf(root, folders) {
  const packages = folders.map((folder) => noticeOf(join(root, folder)));
  const intro =
    'This package contains code of the following packages. Each is used under its licence, which follows.';
  return `${[intro, ...packages].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

function noticeOf(folder) {
  const { name, version, license } = fs.readJsonSync(join(folder, 'package.json'));
  const file = fs.readdirSync(folder).find((entry) => /^licen[cs]e(\.(md|txt))?$/i.test(entry));
  if (file === undefined)
    throw new Error(`${name} is bundled, and its package has no licence text`);
  const text = fs.readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim();
  return `${name} ${version} (${license})\n\n${text}`;
}
