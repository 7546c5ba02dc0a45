using System.Globalization;
using System.Text;
using System.Text.Json;
using Leeway.Generator.Shaping;

namespace Leeway.Generator.Tests.Examples;

/// <summary>Creates JSON that matches generated types.</summary>
internal sealed class ShapedJson(ClientShape client, Random random)
{
    /// <summary>Objects at deeper levels are empty.</summary>
    private const int MaxDepth = 4;

    private readonly Dictionary<string, TypeShape> _types = client.Types.ToDictionary(static t => t.Name, StringComparer.Ordinal);

    public string Of(TypeReference type)
    {
        var json = new StringBuilder();
        Append(type, json, 0);
        return json.ToString();
    }

    private void Append(TypeReference type, StringBuilder json, int depth)
    {
        switch (type.Kind)
        {
            case TypeKind.Model or TypeKind.Page or TypeKind.Union or TypeKind.OpenEnum or TypeKind.Alternatives:
                AppendNamed(type, json, depth);
                break;
            case TypeKind.List:
                AppendMany('[', ']', depth, json, _ => Append(type.Element!, json, depth + 1));
                break;
            case TypeKind.Map:
                AppendMany('{', '}', depth, json, i =>
                {
                    json.Append(CultureInfo.InvariantCulture, $"\"key {i}\":");
                    Append(type.Element!, json, depth + 1);
                });
                break;
            default:
                json.Append(CreateScalar(type.Kind));
                break;
        }
    }

    private string CreateScalar(TypeKind kind) => kind switch
    {
        TypeKind.String => Choose("\"text\"", "\"\"", "\"a \\\"b\\\" \u00e9 \uD83D\uDE00\"", "\"10001\""),
        TypeKind.Boolean => Choose("true", "false"),
        TypeKind.Int32 => Choose("0", "7", "-5"),
        TypeKind.Int64 => Choose("0", "9007199254740993", "-1"),
        TypeKind.NumericId => Choose("0", "10001", "-7", "123456789012345678901234567890", "1e3", "\"10001\"", "\"a-b\"", "\"\\u0031\""),
        TypeKind.Double => Choose("0", "1.5", "0.12345678901234567890123", "1e30"),
        TypeKind.DateTime => Choose("\"2021-01-17T12:34:00.000+0000\"", "\"2021-01-17T12:34:00.123456Z\"", "\"2021-01-17T12:34:00.000+10:00\""),
        TypeKind.Date => "\"2021-01-17\"",
        TypeKind.Guid => "\"7d4f2a10-0b7e-4c53-9f0e-0123456789ab\"",
        TypeKind.RichText => Choose(
            """{"version":1,"type":"doc","content":[]}""",
            """{"type":"doc","version":1,"content":[{"type":"paragraph","content":[{"type":"text","text":"a","marks":[{"type":"strong"}]},{"type":"new","x":[1.50]}]}]}""",
            "\"text\""),
        _ => Choose("null", "5", "{\"a\":[1,null]}", "[\"x\"]", "\"any\""),
    };

    private string Choose(params ReadOnlySpan<string> values) => values[random.Next(values.Length)];

    private void AppendNamed(TypeReference type, StringBuilder json, int depth)
    {
        switch (_types[type.Name])
        {
            case ModelShape model:
                AppendObject(model.Properties, model.Union, null, json, depth);
                break;
            case PageShape page:
                AppendObject(page.Properties, null, type.Element, json, depth);
                break;
            case UnionShape union:
                UnionBranch branch = union.Branches[random.Next(union.Branches.Count)];
                var kind = (ModelShape)_types[branch.ModelName];
                AppendObject(kind.Properties, kind.Union! with { Value = branch.Value }, null, json, depth);
                break;
            case OpenEnumShape values:
                json.Append(values.Values.IsEmpty ? "\"new\"" : Quote(values.Values[random.Next(values.Values.Count)].Value));
                break;
            case AlternativesShape { Alternatives.IsEmpty: false } alternatives:
                Append(alternatives.Alternatives[random.Next(alternatives.Alternatives.Count)].Type, json, depth + 1);
                break;
            default:
                json.Append("null");
                break;
        }
    }

    private void AppendObject(EquatableArray<PropertyShape> properties, UnionMembership? union, TypeReference? item, StringBuilder json, int depth)
    {
        var members = new List<Action>();
        if (union is not null)
        {
            members.Add(() => json.Append(Quote(union.Discriminator)).Append(':').Append(Quote(union.Value)));
        }

        foreach (PropertyShape property in properties.Where(p => p.WireName != union?.Discriminator && depth < MaxDepth && random.Next(4) > 0))
        {
            members.Add(() =>
            {
                json.Append(Quote(property.WireName)).Append(':');
                Append(property.Type.Element == PageShape.ItemPlaceholder ? TypeReference.CreateList(item!) : property.Type, json, depth + 1);
            });
        }

        json.Append('{');
        for (int i = 0; i < members.Count; i++)
        {
            json.Append(i == 0 ? "" : ",");
            members[i]();
        }

        json.Append('}');
    }

    private void AppendMany(char open, char close, int depth, StringBuilder json, Action<int> append)
    {
        int count = depth >= MaxDepth ? 0 : random.Next(4);
        json.Append(open);
        for (int i = 0; i < count; i++)
        {
            json.Append(i == 0 ? "" : ",");
            append(i);
        }

        json.Append(close);
    }

    private static string Quote(string text) => "\"" + JsonEncodedText.Encode(text) + "\"";
}
