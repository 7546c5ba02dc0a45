using System;
using System.Collections.Generic;
using System.Linq;
using Leeway.Generator.Reading;

namespace Leeway.Generator.Shaping;

/// <summary>Merges the members of several schemas into those of one object.</summary>
internal sealed class MergedMembers(IReadOnlyDictionary<string, SchemaFacts> components)
{
    /// <summary>Longer chains of references are not followed, because each step uses the stack.</summary>
    private const int MaxDepth = 200;

    private readonly List<PropertyFacts> _members = [];
    private readonly List<List<SchemaFacts>> _schemas = [];
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _visited = new(StringComparer.Ordinal);

    /// <summary>The members. If the schema of a member differs between alternatives, the member itself has alternatives.</summary>
    public EquatableArray<PropertyFacts> Facts => _members
        .Select((member, index) => _schemas[index].Count == 1 ? member with { Schema = _schemas[index][0] } : member with { Schema = CombineAlternatives(_schemas[index]) })
        .ToEquatableArray();

    /// <summary>Adds the members of a schema that always applies to the object. A later member replaces an earlier one with the same name.</summary>
    public void AddAll(SchemaFacts schema) => Add(schema, isAlternative: false, depth: 0);

    /// <summary>Adds the members of a schema that may apply to the object, as optional members.</summary>
    public void AddOptional(SchemaFacts schema) => Add(schema, isAlternative: true, depth: 0);

    private void Add(SchemaFacts schema, bool isAlternative, int depth)
    {
        if (depth == MaxDepth)
        {
            return;
        }

        if (schema.Reference is { } name)
        {
            if (_visited.Add(name) && components.TryGetValue(name, out SchemaFacts? component))
            {
                Add(component, isAlternative, depth + 1);
            }

            return;
        }

        foreach (SchemaFacts part in schema.AllOf)
        {
            Add(part, isAlternative, depth + 1);
        }

        foreach (SchemaFacts alternative in schema.Alternatives)
        {
            Add(alternative, isAlternative: true, depth + 1);
        }

        foreach (PropertyFacts property in schema.Properties)
        {
            Add(property, isAlternative);
        }
    }

    private void Add(PropertyFacts property, bool isAlternative)
    {
        if (!_indexes.TryGetValue(property.Name, out int index))
        {
            _indexes.Add(property.Name, _members.Count);
            _members.Add(isAlternative ? property with { IsRequired = false } : property);
            _schemas.Add([property.Schema]);
        }
        else if (!isAlternative)
        {
            _members[index] = property;
            _schemas[index] = [property.Schema];
        }
        else if (!_schemas[index].Contains(property.Schema))
        {
            _schemas[index].Add(property.Schema);
        }
    }

    private static SchemaFacts CombineAlternatives(List<SchemaFacts> schemas) => new()
    {
        Alternatives = schemas.ToEquatableArray(),
        Summary = schemas[0].Summary,
        IsReadOnly = schemas[0].IsReadOnly,
        IsDeprecated = schemas[0].IsDeprecated,
    };
}
