// Compares the rules of the tests' validator with the definitions of Atlassian's published schema.
// Usage: node rules.mjs SCHEMA RULES

import { readFileSync } from 'node:fs';

const [published, own] = process.argv.slice(2).map(file => JSON.parse(readFileSync(file, 'utf8')));

const sortKeys = object => Object.fromEntries(Object.entries(object).sort(([a], [b]) => a < b ? -1 : 1));
const sortBy = list => list.map(item => JSON.stringify(item)).sort().map(item => JSON.parse(item));
const isDefault = (key, value) => value === null || (key === 'minItems' && value === 0) || (key === 'minLength' && value === 0) || (key === 'required' && value.length === 0);

/** Returns a schema in one of the ways in which it can be written. */
function normalize(schema) {
    if (Array.isArray(schema)) {
        return schema.map(normalize);
    }

    if (schema.enum) {
        return { enum: sortBy(schema.enum) };
    }

    if (schema.anyOf) {
        const choices = schema.anyOf.map(normalize).flatMap(choice => choice.anyOf ?? [choice]);
        const distinct = [...new Map(choices.map(choice => [JSON.stringify(choice), choice])).values()];
        return distinct.length === 1 ? distinct[0] : { anyOf: sortBy(distinct) };
    }

    if (schema.allOf) {
        return { allOf: schema.allOf.map(normalize) };
    }

    const { description, ...rest } = schema;
    const members = { ...(rest.type === 'array' ? { items: {} } : rest.type === 'object' ? { additionalProperties: true } : {}), ...rest };
    if (members.items) {
        members.items = normalize(members.items);
    }

    if (members.properties) {
        members.properties = sortKeys(Object.fromEntries(Object.entries(members.properties).map(([name, member]) => [name, normalize(member)])));
    }

    if (members.required) {
        members.required = sortBy(members.required);
    }

    return sortKeys(Object.fromEntries(Object.entries(members).filter(([key, value]) => !isDefault(key, value))));
}

const names = [...new Set([...Object.keys(published.definitions), ...Object.keys(own)])];
const text = schema => JSON.stringify(schema === undefined ? undefined : normalize(schema));
const different = names.filter(name => text(published.definitions[name]) !== text(own[name]));
for (const name of different) {
    console.log(`${name}\n  schema: ${text(published.definitions[name])}\n  rules:  ${text(own[name])}`);
}

console.error(`${names.length - different.length} of ${names.length} definitions equal`);
process.exitCode = different.length > 0 ? 1 : 0;
