// Compares the plain text of converted CommonMark examples with the text of the reference HTML.
// Usage: node markdown.mjs write SPEC MARKDOWN                               writes the examples, one JSON string a line
//        node markdown.mjs compare SPEC MARKDOWN DOCUMENTS TEXTS EXCEPTIONS   compares what was converted
// SPEC is the folder of the package commonmark-spec.

import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const [mode, spec, markdownFile, documentsFile, textsFile, exceptionsFile] = process.argv.slice(2);
// The text of the specification shows tabs as arrows.
const examples = createRequire(import.meta.url)(spec).tests.map(({ number, section, markdown, html }) =>
    ({ number, section, markdown: markdown.replaceAll('→', '\t'), html: html.replaceAll('→', '\t') }));

const readLines = file => readFileSync(file, 'utf8').split('\n').filter(line => line !== '');
const keptHtml = 'raw HTML is kept as text';
const collapse = text => text.replace(/\s+/g, ' ').trim();
const entities = { lt: '<', gt: '>', amp: '&', quot: '"' };
const removeTags = html => html.replace(/<!--+>|<!--[^]*?-->|<\?[^]*?\?>|<!\[CDATA\[[^]*?\]\]>|<[/!]?[a-zA-Z][^>]*>/g, '');
// An image stands for its alternative text.
const readText = html => collapse(removeTags(html.replace(/<img [^>]*alt="([^"]*)"[^>]*>/g, '$1'))
    .replace(/&(lt|gt|amp|quot);/g, (_, name) => entities[name]));

function readExceptions() {
    return new Map(readLines(exceptionsFile).filter(line => !line.startsWith('#')).map(line => {
        const [number, ...reason] = line.split(' ');
        return [Number(number), reason.join(' ')];
    }));
}

/** Returns why a text is wrong, or undefined. */
function compare(example, document, text, reason) {
    if (document === undefined || text === undefined) {
        return 'no line';
    }

    const error = JSON.parse(document).error ?? JSON.parse(text).error;
    if (error !== undefined) {
        return `error: ${error}`;
    }

    const [expected, actual] = [readText(example.html), collapse(JSON.parse(text))];
    if (expected === actual) {
        return reason === undefined ? undefined : 'equal, so remove its exception';
    }

    const isExcepted = reason !== undefined && (reason !== keptHtml || collapse(removeTags(actual)) === expected);
    return isExcepted ? undefined : `'${actual}' instead of '${expected}'`;
}

if (mode === 'write') {
    writeFileSync(markdownFile, examples.map(example => JSON.stringify(example.markdown) + '\n').join(''));
} else {
    const [documents, texts, exceptions] = [readLines(documentsFile), readLines(textsFile), readExceptions()];
    const counts = { equal: 0, excepted: 0, wrong: 0 };
    for (const [index, example] of examples.entries()) {
        const reason = exceptions.get(example.number);
        const problem = compare(example, documents[index], texts[index], reason);
        counts[problem !== undefined ? 'wrong' : reason !== undefined ? 'excepted' : 'equal']++;
        if (problem !== undefined) {
            console.log(`example ${example.number} (${example.section}): ${problem}`);
        }
    }

    console.error(`${examples.length} examples: text of ${counts.equal} equal, ${counts.excepted} reviewed exceptions, ${counts.wrong} wrong`);
    process.exitCode = counts.wrong > 0 ? 1 : 0;
}
