using System.Collections.Generic;
using System.Linq;
using System.Text;
using Leeway.Generator.Diagnostics;
using Leeway.Generator.Reading;
using Leeway.Generator.Shaping;

namespace Leeway.Generator.Emission;

/// <summary>Writes the documentation comments of a method, and its attributes that describe the operation.</summary>
internal static class OperationDocs
{
    private const string Experimental =
        "[global::System.Diagnostics.CodeAnalysis.Experimental(\"LEEWAYX001\", UrlFormat = \"" + DiagnosticDescriptors.Pages + "{0}.md\")]";

    public static void Emit(OperationShape operation, SourceWriter writer)
    {
        string route = "<c>" + CSharpText.EscapeComment(operation.Verb + " " + operation.Route) + "</c>";
        string? summary = Escape(operation.Summary);
        writer.Write($"{DocComment.FormatSummary(summary ?? route)}");
        EmitParameters(operation.Parameters, writer);
        writer.Write($"""
            {(MethodSignature.IsResultNullable(operation) ? "/// <returns>The value, or null if the response is a success without a value.</returns>" : "")}
            {DocComment.FormatRemarks(FormatRemarks(operation, summary is null ? null : route))}
            """);
    }

    /// <summary>Writes what the document says about parameters.</summary>
    public static void EmitParameters(IEnumerable<ParameterShape> parameters, SourceWriter writer)
    {
        foreach (ParameterShape parameter in parameters)
        {
            writer.Write($"{Describe(parameter)}");
        }
    }

    /// <summary>Writes the attribute with the scopes of an operation, which the analyzer reads, and those that warn about its use.</summary>
    public static void EmitAttributes(OperationShape operation, SourceWriter writer) => writer.Write($$"""
        {{FormatScopes(operation)}}
        {{(operation.IsDeprecated ? "[global::System.Obsolete(" + CSharpText.FormatLiteral(DescribeDeprecation(operation)) + ")]" : "")}}
        {{(operation.IsExperimental ? Experimental : "")}}
        """);

    private static string DescribeDeprecation(OperationShape operation) =>
        "Atlassian has deprecated this operation." + (operation.Successor is { } successor ? " Use " + successor + " instead." : "");

    private static string FormatScopes(OperationShape operation) => operation.ClassicScopes.IsEmpty && operation.GranularScopes.IsEmpty ? ""
        : "[global::Leeway.Generated.OperationScopes(" + CSharpText.FormatLiteral(string.Join(" ", operation.ClassicScopes))
            + (operation.GranularScopes.IsEmpty ? "" : ", " + CSharpText.FormatLiteral(string.Join(" ", operation.GranularScopes))) + ")]";

    /// <summary>Returns the description of a parameter; empty if the document has nothing to say about it.</summary>
    private static string Describe(ParameterShape parameter)
    {
        IEnumerable<string?> sentences =
        [
            Escape(parameter.Summary),
            parameter.Type.Kind is TypeKind.Jql or TypeKind.Cql ? "The query, from <see cref=\"" + CSharpTypeName.Format(parameter.Type) + ".Query\"/>." : null,
            Escape(parameter.Default) is { } value ? "The default is <c>" + value + "</c>." : null,
            parameter.IsDeprecated ? "Deprecated." : null,
        ];
        string text = string.Join(" ", sentences.Where(static sentence => sentence is not null));
        return text.Length == 0 ? "" : "/// <param name=\"" + parameter.Name + "\">" + text + "</param>";
    }

    private static string FormatRemarks(OperationShape operation, string? route)
    {
        var text = new StringBuilder();
        void Add(string? sentence)
        {
            if (sentence is not null)
            {
                text.Append(text.Length == 0 ? "" : " ").Append(sentence);
            }
        }

        Add(route is null ? null : route + ".");
        Add(DescribeId(operation));
        Add(Escape(operation.Description));
        Add(DescribeOnePage(operation));
        Add(DescribeScopes(operation));
        Add(DescribeRepetition(operation));
        Add(operation.IsExperimental ? "Experimental." : null);
        Add(operation.IsDeprecated ? Escape(DescribeDeprecation(operation)) : null);
        if (operation.ReferenceUrl is { } url)
        {
            Add("<see href=\"" + CSharpText.EscapeComment(url) + "\">Reference</see>.");
        }

        return text.ToString();
    }

    /// <summary>Documents that the response may not be the whole list, if no method reads the other pages.</summary>
    private static string? DescribeOnePage(OperationShape operation)
    {
        if (operation.UnpagedReason is null)
        {
            return null;
        }

        SinglePageFacts? facts = operation.PagingFacts?.Single;
        string page = facts?.MaxItems is not { } maxItems ? "The response is one page, which may not be the whole list."
            : (facts.IsEach ? "Each list in the response has at most " : "The response has at most ") + FormatCode(maxItems) + " items.";
        string rest = facts switch
        {
            { Instead: { } instead } => FormatCode(instead) + " returns all items.",
            { Parameter: { } parameter, Member: { } member } =>
                "For the next page, pass " + FormatCode(member) + " of the " + (facts.IsFromFirst ? "first" : "last") + " item as " + FormatCode(parameter) + ".",
            _ => "This method does not read the rest.",
        };
        return page + " " + rest;

        static string FormatCode(string name) => "<c>" + CSharpText.EscapeComment(name) + "</c>";
    }

    /// <summary>Documents the operation's id if the name of the method does not show it.</summary>
    private static string? DescribeId(OperationShape operation) =>
        CSharpNames.ToPascalCase(operation.Id) + "Async" == operation.MethodName || operation.Id.StartsWith(operation.Verb + " /", System.StringComparison.Ordinal)
            ? null
            : "Operation <c>" + CSharpText.EscapeComment(operation.Id) + "</c>.";

    private static string? DescribeRepetition(OperationShape operation) => (operation.Repeat, Escape(operation.RepeatEffect)) switch
    {
        (null or { IsAllowed: true, ForbiddenMember: "" }, _) or (_, null) => null,
        ({ IsAllowed: false }, { } effect) => "The request is not sent again if its outcome is unknown: a second request " + effect + ".",
        ({ ForbiddenMember: var member }, { } effect) =>
            "The request is not sent again if its outcome is unknown and the body has <c>" + CSharpText.EscapeComment(member) + "</c>: a second request " + effect + ".",
    };

    private static string? DescribeScopes(OperationShape operation)
    {
        static string FormatList(EquatableArray<string> scopes) =>
            string.Join(", ", scopes.Select(static s => "<c>" + CSharpText.EscapeComment(s) + "</c>"));

        return (operation.ClassicScopes.IsEmpty, operation.GranularScopes.IsEmpty) switch
        {
            (true, true) => null,
            (false, true) => "Scopes: " + FormatList(operation.ClassicScopes) + ".",
            (true, false) => "Scopes: " + FormatList(operation.GranularScopes) + ".",
            (false, false) => "Scopes: " + FormatList(operation.ClassicScopes) + ", or the granular scopes " + FormatList(operation.GranularScopes) + ".",
        };
    }

    private static string? Escape(string? text)
    {
        string escaped = CSharpText.EscapeComment(text ?? "");
        return escaped.Length == 0 ? null : escaped;
    }
}
