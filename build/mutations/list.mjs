// Lists the changes of a folder that can be tested: those that need a process of their own, because their code runs once in a process, in the file
// initializers.txt with the other changes of the same file, and the others in mutants.txt.
// Usage: node list.mjs CHANGES FOLDER OUTPUT
import fs from 'node:fs';
import path from 'node:path';
import { readChanges } from './changes.mjs';

const [changes, folder, output] = process.argv.slice(2);
const all = [...readChanges(changes, folder)].filter(change => !change.isIgnored);
const others = all.filter(change => !change.isInitializer);
const write = (name, lines) => fs.writeFileSync(path.join(output, name), lines.map(line => line + '\n').join(''));

write('mutants.txt', others.map(change => change.id));
write('initializers.txt', all.filter(change => change.isInitializer).map(({ id, file }) =>
  `${id}\t${others.filter(other => other.file === file).map(other => other.id).join(' ')}`));
