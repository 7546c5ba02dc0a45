// Prints the mutation scores of folders, and their survivors that tests/mutations/survivors.txt does not explain.
// Usage: node report.mjs ROOT CHANGES FOLDER...
import fs from 'node:fs';
import path from 'node:path';
import { readChanges } from './changes.mjs';

const minScore = 85;
const [root, changes, ...folders] = process.argv.slice(2);

function readExplanations() {
  const lines = fs.readFileSync(path.join(root, 'tests/mutations/survivors.txt'), 'utf8').split('\n');
  return new Map(lines.filter(line => line && !line.startsWith('#')).map(line => {
    const parts = line.split('\t');
    if (parts.length !== 5 || !parts[4]) {
      throw new Error(`tests/mutations/survivors.txt needs a file, its line, the code, the change and the reason, separated by tabs, instead of: ${line}`);
    }

    return [parts.slice(0, 4).join('\t'), { line, isUsed: false }];
  }));
}

function readResults(folder) {
  const lines = fs.readFileSync(path.join(root, 'TestResults/mutations', folder, 'results.txt'), 'utf8').split('\n');
  return new Map(lines.filter(line => line).map(line => line.split('\t')).map(([id, status]) => [Number(id), status]));
}

const explanations = readExplanations();
let isGood = true;
for (const folder of folders) {
  const counts = { killed: 0, hanging: 0, survived: 0, explained: 0, crashed: 0 };
  const unexplained = [];
  const results = readResults(folder);
  for (const change of readChanges(changes, folder)) {
    // A change that is ignored by a comment counts as a survivor.
    const status = change.isIgnored ? 'Ignored' : results.get(change.id);
    if (!status) {
      throw new Error(`There is no result of the change ${change.id} in ${folder}.`);
    }

    if (status === 'RuntimeError') {
      // The process crashed, so that the failure of a test is not certain.
      counts.crashed++;
      continue;
    }

    if (status === 'Killed' || status === 'Timeout') {
      counts.killed++;
      counts.hanging += status === 'Timeout' ? 1 : 0;
      continue;
    }

    counts.survived++;
    const explanation = explanations.get([change.file, change.text, change.code, change.change].join('\t'));
    if (explanation) {
      explanation.isUsed = true;
      counts.explained++;
    } else {
      unexplained.push({ ...change, status });
    }
  }

  const total = counts.killed + counts.survived;
  const score = total === 0 ? 0 : 100 * counts.killed / total;
  isGood &&= score >= minScore && unexplained.length === 0;
  console.log(`${folder}: ${score.toFixed(1)} % (${counts.killed} of ${total} noticed, ${counts.hanging} of them by a time limit; `
    + `${counts.survived} survived, of which ${counts.explained} are explained; ${counts.crashed} ended the process and do not count)`);
  for (const { file, line, text, code, change, status } of unexplained) {
    // In the form of survivors.txt, apart from the number of the line and the reason.
    console.log(`${status} at ${line}:\n${[file, text, code, change].join('\t')}`);
  }
}

// An explanation is out of date if its folder was measured and the change did not survive.
for (const [key, { line, isUsed }] of explanations) {
  if (!isUsed && folders.some(folder => key.startsWith(folder + '/'))) {
    isGood = false;
    console.log(`tests/mutations/survivors.txt explains a change that did not survive. Remove it: ${line}`);
  }
}

process.exitCode = isGood ? 0 : 1;
