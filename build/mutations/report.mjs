// Prints the mutation scores of folders, and their survivors that tests/mutations/survivors.txt does not explain.
// Usage: node report.mjs ROOT FOLDER...
import fs from 'node:fs';
import path from 'node:path';

const minScore = 85;
const [root, ...folders] = process.argv.slice(2);

// Stryker itself sets these mutants aside: those of other folders, those in a statement that is removed as a whole, and those that do not compile
// or end the process.
const setAside = /^Removed by (mutate|block already covered) filter|^Could not be injected/;

const normalize = text => text.replace(/\s+/g, ' ').trim();

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

function cut(source, { start, end }) {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  lines[lines.length - 1] = lines.at(-1).slice(0, end.column - 1);
  lines[0] = lines[0].slice(start.column - 1);
  return normalize(lines.join('\n'));
}

function* readMutants(folder) {
  const report = JSON.parse(fs.readFileSync(path.join(root, 'TestResults/mutations', folder, 'reports/mutation-report.json'), 'utf8'));
  for (const [file, { source, mutants }] of Object.entries(report.files)) {
    const relative = file.replaceAll('\\', '/').replace(/^.*runtime\/Leeway\//, '');
    if (relative.startsWith(folder + '/')) {
      for (const mutant of mutants) {
        yield { file: relative, text: normalize(source.split('\n')[mutant.location.start.line - 1]), code: cut(source, mutant.location), change: normalize(mutant.replacement ?? ''), mutator: mutant.mutatorName, status: mutant.status, reason: mutant.statusReason ?? '', line: mutant.location.start.line };
      }
    }
  }
}

const explanations = readExplanations();
let isGood = true;
for (const folder of folders) {
  const counts = { killed: 0, survived: 0, explained: 0 };
  const unexplained = [];
  for (const mutant of readMutants(folder)) {
    const isSetAside = ['CompileError', 'RuntimeError'].includes(mutant.status) || mutant.status === 'Ignored' && setAside.test(mutant.reason);
    if (isSetAside) {
      continue;
    }

    if (mutant.status === 'Killed' || mutant.status === 'Timeout') {
      counts.killed++;
      continue;
    }

    // Survived, without a test, or ignored by a comment.
    counts.survived++;
    const explanation = explanations.get([mutant.file, mutant.text, mutant.code, mutant.change].join('\t'));
    if (explanation) {
      explanation.isUsed = true;
      counts.explained++;
    } else {
      unexplained.push(mutant);
    }
  }

  const total = counts.killed + counts.survived;
  const score = total === 0 ? 0 : 100 * counts.killed / total;
  isGood &&= score >= minScore && unexplained.length === 0;
  console.log(`${folder}: ${score.toFixed(1)} % (${counts.killed} of ${total} killed; ${counts.survived} survived, of which ${counts.explained} are explained)`);
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
