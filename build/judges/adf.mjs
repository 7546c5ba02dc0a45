// Judges documents of the Atlassian Document Format, one JSON text a line, by Atlassian's published schema.
// Usage: node adf.mjs SCHEMA MODE FILE, in a folder with ajv and ajv-draft-04
// A line is a document, {"error": "..."}, which counts as invalid, or {"definition": NAME, "valid": BOOLEAN, "document": ...}, whose verdict is
// compared with that of the definition.

import { createReadStream, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const [schemaFile, mode, file] = process.argv.slice(2);
const require = createRequire(`${process.cwd()}/`);
const Ajv = require('ajv-draft-04').default;
const ajv = new Ajv({ strict: false, logger: false }).addSchema(JSON.parse(readFileSync(schemaFile, 'utf8')), 'adf');

// The errors of the alternatives that do not fit the type of a node say nothing about the node.
function describe(errors) {
    const rank = error => error.instancePath.split('/').length + (error.instancePath.endsWith('/type') || error.keyword === 'anyOf' ? -1 : 0);
    const error = errors.reduce((best, next) => rank(next) > rank(best) ? next : best);
    const values = error.params.allowedValues ?? error.params.additionalProperty;
    return `${error.instancePath || '/'}: ${error.message}${values === undefined ? '' : `: ${JSON.stringify(values)}`}`;
}

function judge(line) {
    let document;
    try {
        document = JSON.parse(line);
    } catch (error) {
        return { problem: `not JSON: ${error.message}` };
    }

    const isObject = typeof document === 'object' && document !== null;
    if (isObject && 'error' in document) {
        return { problem: `error: ${document.error}` };
    }

    const expected = isObject && 'definition' in document ? document.valid : undefined;
    const validate = ajv.getSchema(`adf#/definitions/${expected === undefined ? 'doc_node' : document.definition}`);
    const isValid = validate(expected === undefined ? document : document.document);
    return { expected, problem: isValid ? undefined : describe(validate.errors) };
}

const counts = { valid: 0, invalid: 0, compared: 0, different: 0 };
let number = 0;
for await (const line of createInterface({ input: file === '-' ? process.stdin : createReadStream(file), crlfDelay: Infinity })) {
    number++;
    const { expected, problem } = judge(line);
    const isDifferent = expected !== undefined && expected !== (problem === undefined);
    counts[problem === undefined ? 'valid' : 'invalid']++;
    counts.compared += expected === undefined ? 0 : 1;
    counts.different += isDifferent ? 1 : 0;
    if (mode === 'each' || isDifferent || (problem !== undefined && expected === undefined)) {
        const verdict = problem === undefined ? 'valid' : `invalid: ${problem}`;
        console.log(`${mode === 'each' && file === '-' ? '' : `line ${number}: `}${verdict}${isDifferent ? `, but the line says valid: ${expected}\n  ${line}` : ''}`);
    }
}

const agreement = counts.compared === 0 ? '' : `; ${counts.compared - counts.different} of ${counts.compared} verdicts agree`;
console.error(`${number} documents: ${counts.valid} valid, ${counts.invalid} invalid${agreement}`);
process.exitCode = counts.different > 0 || (counts.compared === 0 && counts.invalid > 0) ? 1 : 0;
