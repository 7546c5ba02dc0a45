using System.Globalization;
using System.Text;
using Leeway.Generator;
using Leeway.Generator.Emission;
using Leeway.Generator.Shaping;

namespace Leeway.Cli.Dev.Specs.Comparison;

/// <summary>Describes the API of a product as text, for the review of changes in the documents and in the generator.</summary>
internal static class SurfaceText
{
    /// <summary>Returns one line for each operation, then one line for each type with its members.</summary>
    public static string Of(ClientShape client)
    {
        var lines = new List<string>();
        foreach (InterfaceShape tag in client.Interfaces)
        {
            foreach (OperationShape operation in tag.Operations.SelectMany(Methods))
            {
                string parameters = string.Join(", ", operation.Parameters.Select(Text));
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

    /// <summary>Lists each method, type and member that consumers can use.</summary>
    public static IEnumerable<SurfaceMember> Members(ClientShape client)
    {
        foreach (InterfaceShape tag in client.Interfaces)
        {
            foreach (OperationShape operation in tag.Operations)
            {
                foreach (SurfaceMember member in MembersOf(tag, operation, overload: ""))
                {
                    yield return member;
                }

                if (operation.WithTypedQueries() is { } typed)
                {
                    foreach (SurfaceMember member in MembersOf(tag, typed, overload: " with typed queries"))
                    {
                        yield return member;
                    }
                }
            }
        }

        foreach (TypeShape type in client.Types)
        {
            yield return Member(type.Name, Kind(type));
            foreach ((string name, string text) in MembersOf(type))
            {
                yield return Member(type.Name + "." + name, text);
            }
        }
    }

    private static IEnumerable<OperationShape> Methods(OperationShape operation) =>
        operation.WithTypedQueries() is { } overload ? [operation, overload] : [operation];

    /// <summary>Lists the methods of an operation.</summary>
    /// <param name="tag">The interface.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="overload">What distinguishes the names of the methods from those of another overload.</param>
    private static IEnumerable<SurfaceMember> MembersOf(InterfaceShape tag, OperationShape operation, string overload)
    {
        yield return Method($"{tag.InterfaceName}.{operation.MethodName}", overload, operation, Result(operation) + Marks(operation));
        if (operation.Enumeration is { } pages)
        {
            yield return Method($"{tag.InterfaceName}.{operation.EnumeratorName}", overload, operation, "pages of " + Name(pages.Page.Item) + Marks(operation));
        }
    }

    private static SurfaceMember Method(string name, string overload, OperationShape operation, string result)
    {
        EquatableArray<SurfaceParameter> parameters = operation.Parameters.Select(static p => new SurfaceParameter(Text(p), p.IsRequired)).ToEquatableArray();
        return new SurfaceMember(name + overload, $"{name}({string.Join(", ", parameters.Select(static p => p.Text))}) : {result}", parameters, result);
    }

    private static SurfaceMember Member(string name, string text) => new(name, name + " : " + text, [], text);

    private static string Kind(TypeShape type) => type switch
    {
        ModelShape { Union: { } union } => "class, a " + union.BaseName,
        ModelShape => "class",
        PageShape => "class of T",
        UnionShape union => "union by " + CSharpText.FormatLiteral(union.Discriminator),
        AlternativesShape => "alternatives",
        OpenEnumShape => "enum",
        _ => throw new InvalidOperationException(type.GetType().Name),
    };

    private static IEnumerable<(string Name, string Text)> MembersOf(TypeShape type) => type switch
    {
        ModelShape model => model.Properties
            .Select(p => (p.Name, Name(p.Type) + (IsInput(p, model.IsRequestOnly) ? ", required" : "")))
            .Concat(model.Properties.Select(static p => p.Document?.Name).OfType<string>().Select(static name => (name, Name(TypeReference.RichText)))),
        PageShape page => page.Properties.Select(static p => (p.Name, Name(p.Type))),
        AlternativesShape any => any.Alternatives.Select(static a => ("As" + a.Name, Name(a.Type))),
        OpenEnumShape values => values.Values.Select(static v => (v.Name, CSharpText.FormatLiteral(v.Value))),
        _ => [],
    };

    private static string Text(ParameterShape parameter) => Name(parameter.Type) + (parameter.IsRequired ? " " : "? ") + parameter.Name;

    private static string Result(OperationShape operation) => operation.Response.Kind == TypeKind.Nothing
        ? "Task"
        : $"Task<{Name(operation.Response)}{(operation.IsResponseOptional ? "?" : "")}>";

    private static string Marks(OperationShape operation) =>
        (operation.IsDeprecated ? " [deprecated]" : "") + (operation.IsExperimental ? " [experimental]" : "");

    private static string Pages(OperationShape operation) =>
        operation.Enumeration is { } pages
            ? $" => {operation.EnumeratorName} of {Name(pages.Page.Item)} by {pages.BodyMember?.WireName ?? pages.Position.WireName}"
                + Steps(pages.Window)
                + $" in {(pages.Page.Envelope is { } envelope ? envelope.WireName + "." : "")}{pages.Page.Items?.WireName ?? "the response itself"}"
                + string.Concat(new[] { pages.Page.IsLast, pages.Page.Total, pages.Page.Next, pages.Page.Links }.Select(static p => p is null ? "" : ", " + p.WireName))
            : operation.UnpagedReason is { } reason ? $" => no pages: {reason}"
            : "";

    private static string Steps(WindowShape? window) => window is not { Facts: { } facts } ? ""
        : $" in steps of {window.Size.WireName} ({facts.Usual.ToString(CultureInfo.InvariantCulture)})"
            + (facts.Bound is { } bound ? " up to " + bound.ToString(CultureInfo.InvariantCulture) : "")
            + (facts.IsFiltered ? ", filtered," : "");

    private static string Line(TypeShape type) => type switch
    {
        ModelShape model => $"class {model.Name}{(model.Union is { } union ? " : " + union.BaseName : "")} {{ {Properties(model.Properties, model.IsRequestOnly)} }}",
        PageShape page => $"class {page.Name}<T> {{ {Properties(page.Properties, false)} }}",
        UnionShape union => $"union {union.Name} by {union.Discriminator} {{ {string.Join(", ", union.Branches.Select(b => b.Value + ": " + b.ModelName))} }}",
        AlternativesShape any => $"any {any.Name} {{ {string.Join(" | ", any.Alternatives.Select(a => Name(a.Type)))} }}",
        OpenEnumShape values => $"enum {values.Name} {{ {string.Join(", ", values.Values.Select(v => v.Name + " = " + CSharpText.FormatLiteral(v.Value)))} }}",
        _ => throw new InvalidOperationException(type.GetType().Name),
    };

    private static string Properties(IEnumerable<PropertyShape> properties, bool isRequestOnly) => string.Join(", ", properties.Select(p =>
        $"{Name(p.Type)} {p.Name}{(IsInput(p, isRequestOnly) ? "!" : "")}{(p.Document is { } document ? " as " + document.Name : "")}"));

    private static bool IsInput(PropertyShape property, bool isRequestOnly) => isRequestOnly && property.IsRequired && !property.IsReadOnly;

    private static string Name(TypeReference type) => string.Concat(CSharpTypeName.Format(type).Select(static c => Wrapping.IsMark(c) ? Wrapping.Flatten(c) : c.ToString()))
        .Replace("global::System.Collections.Generic.", "")
        .Replace("global::System.IO.", "")
        .Replace("global::System.", "")
        .Replace("global::Leeway.Json.", "")
        .Replace("global::Leeway.Fields.", "")
        .Replace("global::Leeway.RichText.", "")
        .Replace("global::Leeway.Queries.", "")
        .Replace("global::Leeway.", "");
}
