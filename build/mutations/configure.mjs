// Prints the configuration with which Stryker.NET changes the runtime.
// Usage: node configure.mjs SOURCE
import fs from 'node:fs';
import path from 'node:path';

const source = process.argv[2];
const folders = ['Calls', 'Grants', 'Http', 'Limits', 'Paging', 'Sites'].map(folder => `runtime/Leeway/${folder}`);

// Only the argument of ConfigureAwait is left out: its position, in characters from the start of the file, excludes no other change.
function findContinuations(file) {
  const text = fs.readFileSync(path.join(source, file), 'utf8').replace(/^\uFEFF/, '');
  return [...text.matchAll(/\.ConfigureAwait\(false\)/g)].map(({ index }) => {
    const start = index + '.ConfigureAwait('.length;
    return `!**/${file}{${start}..${start + 'false'.length}}`;
  });
}

const files = folders.flatMap(folder => fs.readdirSync(path.join(source, folder), { recursive: true })
  .filter(file => file.endsWith('.cs'))
  .map(file => `${folder}/${file.replaceAll('\\', '/')}`));

console.log(JSON.stringify({
  'stryker-config': {
    project: 'Leeway.csproj',
    'test-runner': 'mtp',
    mutate: [...folders.map(folder => `**/${folder}/**/*.cs`), ...files.flatMap(findContinuations)],
    'coverage-analysis': 'perTest',
    concurrency: 1,
    reporters: ['json'],
    thresholds: { high: 95, low: 85, break: 0 },
  },
}, null, 2));
