/** Words that must not come back in what users read, each with what to write instead. */
export const words: readonly (readonly [phrase: RegExp, instead: string])[] = [
  [/\bshall\b/, 'should, must, or an imperative'],
  [/\bfor ever\b/, 'indefinitely'],
  [/\*\*Together\*\*/, 'Total'],
  [/\bIs it there\?/, 'Check'],
  [/\bIs it large enough\?/, 'Capacity check'],
  [/\bHow is it\?/, 'Check'],
  [/so that a node may go/, 'to tolerate node loss'],
  [/\bshown and not done\b/, 'preview'],
  [/\bsaid and not done\b/, 'preview'],

  [/\bkubectl says why above\b/, 'see the kubectl error above'],
  [/\bHelm says why above\b/, 'see the Helm error above'],
  [/\bnobody knows which\b/, 'it is unknown which'],
  [/\bWatch it arrive\b/, 'Watch the deployment'],
  [/\bwhat you see\b/i, 'Symptom'],
  [/\bends at its start\b/, 'exits on startup'],
  [/\bstands? already\b/, 'already exists'],
  [/\bwas broken off\b/, 'was interrupted'],
  [/\bbroken off\b/, 'interrupted'],
  [/\bA backup that was never restored is a hope\b/, 'a backup is not proven until restored'],
  [/\bis missing: (an|a|text|one of)\b/, 'required: …'],
  [/\ba cluster is asked\b/, 'fetched from the cluster'],
  [/\bThe project exists\b/, 'Create the AppProject'],
  [/\bSee to it that\b/, 'Make sure that'],
  [/\bYou may make secrets\b/, 'Check your permissions'],
  [/\bwhoever\b/i, 'name the person or the program'],
  [/\b(encoded|suited) for a URL\b/, 'URL-encoded'],
  [/\bmade by chance\b/, 'generated at random'],
  [/\bdeploy once more\b/, 'redeploy'],
  [/\bholes included\b/, 'not even for security'],
  [/\bsomebody else’s\b/, 'name who provides it'],
  [/\bsee to it that\b/, 'make sure that'],
  [/\bas it stands\b/, 'literally'],
  [/\bcomes up from the backup\b/, 'restores from the backup'],
  [/\bnothing needs it\b/, 'it is no longer needed'],
  [/\bleft the (manifests|chart)\b/, 'was removed from'],
  [/\b(gets|goes) back by itself\b/, 'rolls back automatically'],
  [/\b(is|are) yours to (make|install)\b/, 'create or install it yourself'],
  [/\bkeeps? environments apart\b|\bEnvironments are apart\b/, 'isolate environments'],
  [/\bwhat git says\b/, 'what is in git'],
  [/\bwhat the clusters (will )?get\b/, 'what is deployed'],
  [
    /\bA (change|rollout) (arrives|ends) in time\b|\bBack in time\b|\bLoad is followed\b/,
    'say what is guaranteed',
  ],
  [/\btakes? .{1,40} away\b|\btaken away\b/, 'remove'],
  [/\bin the place of\b/, 'replace'],
  [/\bleads? to (the|a) (controller|load balancer)\b/, 'points to'],
  [/\bfollows? from `\.projenrc\.ts`/, 'is generated from'],
  [/\bNobody deploys by hand\b/, 'No manual deployments'],
];

/** The phrases of a text that must not come back, as a reviewer would name them. */
export const findWords = (text: string): string[] =>
  words.flatMap(([phrase, instead]) => {
    const found = phrase.exec(text);
    return found === null ? [] : [`"${found[0]}": write ${instead}`];
  });
