using System.Text.Json;
using System.Text.Json.Nodes;

namespace Leeway.RichText.Schema;

/// <summary>An object.</summary>
/// <param name="isOpen">Whether members other than <paramref name="members"/> are allowed.</param>
/// <param name="members">The known members.</param>
public sealed class ObjectRule(bool isOpen, params IReadOnlyList<SchemaMember> members) : SchemaRule
{
    private readonly Dictionary<string, SchemaMember> _members = members.ToDictionary(static m => m.Name);

    /// <summary>The member <c>type</c> if its value is fixed, as that of nodes and marks is.</summary>
    private readonly ChoiceRule? _type = members.FirstOrDefault(static m => m.Name == "type" && m.IsRequired)?.Rule as ChoiceRule;

    internal IReadOnlyList<SchemaMember> Members => members;

    internal bool IsOpen => isOpen;

    /// <summary>The type of the node or mark, or null.</summary>
    internal string? Type => _type is { Choices: [string type] } ? type : null;

    internal override IEnumerable<SchemaRule> Parts => members.Select(static m => m.Rule);

    internal override JsonObject ToSchema() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(members.Select(static m => KeyValuePair.Create<string, JsonNode?>(m.Name, m.Rule.ToSchema()))),
        ["required"] = new JsonArray([.. members.Where(static m => m.IsRequired).Select(static m => JsonValue.Create(m.Name))]),
        ["additionalProperties"] = isOpen,
    };

    internal override void Check(JsonElement value, string pointer, List<SchemaFault> faults)
    {
        if (!IsOf(JsonValueKind.Object, value, pointer, faults))
        {
            return;
        }

        // The other faults of an object of another type mean nothing.
        if (_type is not null && value.TryGetProperty("type", out JsonElement type) && !_type.Accepts(type))
        {
            _type.Check(type, pointer + "/type", faults);
            return;
        }

        foreach (SchemaMember member in members)
        {
            if (value.TryGetProperty(member.Name, out JsonElement child))
            {
                member.Rule.Check(child, $"{pointer}/{member.Name}", faults);
            }
            else if (member.IsRequired)
            {
                faults.Add(new(pointer, $"has no {member.Name}"));
            }
        }

        if (!isOpen)
        {
            faults.AddRange(value.EnumerateObject()
                .Where(p => !_members.ContainsKey(p.Name))
                .Select(p => new SchemaFault(pointer, $"has a member '{p.Name}', which is not allowed")));
        }
    }
}
