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
];

/** The phrases of a text that must not come back, as a reviewer would name them. */
export const findWords = (text: string): string[] =>
  words.flatMap(([phrase, instead]) => {
    const found = phrase.exec(text);
    return found === null ? [] : [`"${found[0]}": write ${instead}`];
  });
