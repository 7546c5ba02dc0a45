using System.Text;
using Leeway.Generator.Emission;
using Leeway.Generator.Shaping;

namespace Leeway.Generator.Tests.Surface;

/// <summary>Writes what a product offers: a line per operation, then a line per type with its members.</summary>
internal static class SurfaceText
{
    public static string Of(ClientShape client)
    {
        var lines = new List<string>();
        foreach (InterfaceShape tag in client.Interfaces)
        {
            foreach (OperationShape operation in tag.Operations)
            {
                string parameters = string.Join(", ", operation.Parameters.Select(p => Name(p.Type) + (p.IsRequired ? " " : "? ") + p.Name));
                lines.Add($"{operation.Verb} {operation.Route} -> {tag.InterfaceName}.{operation.MethodName}({parameters}) : {Result(operation)}{Marks(operation)}{Pages(operation)}");
            }
        }

        lines.Sort(StringComparer.Ordinal);
        var text = new StringBuilder();
        foreach (string line in lines)
        {
            text.Append(line).Append('\n');
        }

        text.Append('\n');
        foreach (TypeShape type in client.Types.OrderBy(static t => t.Name, StringComparer.Ordinal))
        {
            text.Append(Line(type)).Append('\n');
        }

        return text.ToString();
    }

    private static string Result(OperationShape operation) => operation.Response.Kind == TypeKind.Nothing
        ? "Task"
        : $"Task<{Name(operation.Response)}{(operation.IsResponseOptional ? "?" : "")}>";

    private static string Marks(OperationShape operation) =>
        (operation.IsDeprecated ? " [deprecated]" : "") + (operation.IsExperimental ? " [experimental]" : "");

    private static string Pages(OperationShape operation) =>
        operation.Enumeration is { } pages
            ? $" => {operation.EnumeratorName} of {Name(pages.Item)} by {pages.BodyMember?.WireName ?? pages.Position.WireName}"
                + $" in {(pages.Envelope is { } envelope ? envelope.WireName + "." : "")}{pages.Items?.WireName ?? "the answer itself"}"
                + string.Concat(new[] { pages.IsLast, pages.Total, pages.Token, pages.Links }.Select(static p => p is null ? "" : ", " + p.WireName))
            : operation.UnpagedReason is { } reason ? $" => no pages: {reason}"
            : "";

    private static string Line(TypeShape type) => type switch
    {
        ModelShape model => $"class {model.Name}{(model.Union is { } union ? " : " + union.BaseName : "")} {{ {Properties(model.Properties, model.IsRequestOnly)} }}",
        PageShape page => $"class {page.Name}<T> {{ {Properties(page.Properties, false)} }}",
        UnionShape union => $"union {union.Name} by {union.Discriminator} {{ {string.Join(", ", union.Branches.Select(b => b.Value + ": " + b.ModelName))} }}",
        AlternativesShape any => $"any {any.Name} {{ {string.Join(" | ", any.Alternatives.Select(a => Name(a.Type)))} }}",
        OpenEnumShape values => $"enum {values.Name} {{ {string.Join(", ", values.Values.Select(v => v.Name + " = " + CSharpText.Literal(v.Value)))} }}",
        _ => throw new InvalidOperationException(type.GetType().Name),
    };

    private static string Properties(IEnumerable<PropertyShape> properties, bool isRequestOnly) =>
        string.Join(", ", properties.Select(p => $"{Name(p.Type)} {p.Name}{(isRequestOnly && p.IsRequired && !p.IsReadOnly ? "!" : "")}"));

    private static string Name(TypeReference type) => CSharpTypeName.Of(type)
        .Replace("global::System.Collections.Generic.", "", StringComparison.Ordinal)
        .Replace("global::System.IO.", "", StringComparison.Ordinal)
        .Replace("global::System.", "", StringComparison.Ordinal)
        .Replace("global::Leeway.Json.", "", StringComparison.Ordinal)
        .Replace("global::Leeway.", "", StringComparison.Ordinal);
}
