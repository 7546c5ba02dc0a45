// Reads the changes that Stryker.NET has made.
import fs from 'node:fs';
import path from 'node:path';

// Stryker.NET itself sets these aside: those of other folders, those in a statement that is removed as a whole, and those that do not compile.
const setAside = /^Removed by (mutate|block already covered) filter|^Could not be injected/;

const normalize = text => text.replace(/\s+/g, ' ').trim();

function cut(source, { start, end }) {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  lines[lines.length - 1] = lines.at(-1).slice(0, end.column - 1);
  lines[0] = lines[0].slice(start.column - 1);
  return normalize(lines.join('\n'));
}

export function* readChanges(changes, folder) {
  const report = JSON.parse(fs.readFileSync(path.join(changes, 'reports/mutation-report.json'), 'utf8'));
  for (const [file, { source, mutants }] of Object.entries(report.files)) {
    const relative = file.replaceAll('\\', '/').replace(/^.*runtime\/Leeway\//, '');
    if (!relative.startsWith(folder + '/')) {
      continue;
    }

    const lines = source.split('\n');
    for (const { id, location, replacement, status, statusReason, static: isInitializer } of mutants) {
      if (status === 'CompileError' || (status === 'Ignored' && setAside.test(statusReason ?? ''))) {
        continue;
      }

      yield {
        id: Number(id),
        file: relative,
        line: location.start.line,
        text: normalize(lines[location.start.line - 1]),
        code: cut(source, location),
        change: normalize(replacement ?? ''),
        isInitializer,
        isIgnored: status === 'Ignored',
      };
    }
  }
}
