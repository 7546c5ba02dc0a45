using System.Linq;
using System.Text;
using Leeway.Generator.Diagnostics;
using Leeway.Generator.Reading;
using Leeway.Generator.Shaping;

namespace Leeway.Generator.Emission;

/// <summary>Writes the documentation comments of a method.</summary>
internal static class OperationDocs
{
    public static void Emit(OperationShape operation, SourceWriter writer)
    {
        string route = "<c>" + CSharpText.DocText(operation.Verb + " " + operation.Route) + "</c>";
        string? summary = Escape(operation.Summary);
        writer.StartLine("/// <summary>").Append(summary ?? route).EndLine("</summary>");
        foreach (ParameterShape parameter in operation.Parameters)
        {
            Emit(parameter, writer);
        }

        if (MethodSignature.IsResultNullable(operation))
        {
            writer.Line("/// <returns>The value, or null if the response is a success without a value.</returns>");
        }

        string remarks = FormatRemarks(operation, summary is null ? null : route);
        if (remarks.Length > 0)
        {
            writer.StartLine("/// <remarks>").Append(remarks).EndLine("</remarks>");
        }
    }

    /// <summary>Writes the attributes that warn about the use of an operation.</summary>
    public static void EmitMarks(OperationShape operation, SourceWriter writer)
    {
        if (operation.IsDeprecated)
        {
            writer.Line("[global::System.Obsolete(\"Atlassian has deprecated this operation.\")]");
        }

        if (operation.IsExperimental)
        {
            writer.Line("[global::System.Diagnostics.CodeAnalysis.Experimental(\"LEEWAYX001\", UrlFormat = \"" + DiagnosticDescriptors.Pages + "{0}.md\")]");
        }
    }

    /// <summary>Writes the attribute with the scopes of an operation, which the analyzer reads.</summary>
    public static void EmitScopes(OperationShape operation, SourceWriter writer)
    {
        if (operation.ClassicScopes.IsEmpty && operation.GranularScopes.IsEmpty)
        {
            return;
        }

        string granular = operation.GranularScopes.IsEmpty ? "" : ", " + CSharpText.Literal(string.Join(" ", operation.GranularScopes));
        writer.Line("[global::Leeway.Generated.OperationScopes(" + CSharpText.Literal(string.Join(" ", operation.ClassicScopes)) + granular + ")]");
    }

    private static void Emit(ParameterShape parameter, SourceWriter writer)
    {
        string? summary = Escape(parameter.Summary);
        string? value = Escape(parameter.Default);
        if (summary is null && value is null && !parameter.IsDeprecated)
        {
            return;
        }

        writer.StartLine("/// <param name=\"").Append(parameter.Name).Append("\">").Append(summary ?? "");
        if (value is not null)
        {
            writer.Append(summary is null ? "" : " ").Append("The default is <c>").Append(value).Append("</c>.");
        }

        if (parameter.IsDeprecated)
        {
            writer.Append(summary is null && value is null ? "" : " ").Append("Deprecated.");
        }

        writer.EndLine("</param>");
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
        Add(Escape(operation.Description));
        Add(DescribeOnePage(operation));
        Add(DescribeScopes(operation));
        Add(DescribeRepetition(operation));
        Add(operation.IsExperimental ? "Experimental." : null);
        Add(operation.IsDeprecated ? "Deprecated." : null);
        if (operation.ReferenceUrl is { } url)
        {
            Add("<see href=\"" + CSharpText.DocText(url) + "\">Reference</see>.");
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
            : (facts.IsEach ? "Each list in the response has at most " : "The response has at most ") + Code(maxItems) + " items.";
        string rest = facts switch
        {
            { Instead: { } instead } => Code(instead) + " returns all items.",
            { Parameter: { } parameter, Member: { } member } =>
                "For the next page, pass " + Code(member) + " of the " + (facts.IsOfFirst ? "first" : "last") + " item as " + Code(parameter) + ".",
            _ => "This method does not read the rest.",
        };
        return page + " " + rest;

        static string Code(string name) => "<c>" + CSharpText.DocText(name) + "</c>";
    }

    private static string? DescribeRepetition(OperationShape operation) => (operation.Repeat, Escape(operation.RepeatEffect)) switch
    {
        (null or { IsAllowed: true, ForbiddenMember: "" }, _) or (_, null) => null,
        ({ IsAllowed: false }, { } effect) => "The request is not sent again if its outcome is unknown: a second request " + effect + ".",
        ({ ForbiddenMember: var member }, { } effect) =>
            "The request is not sent again if its outcome is unknown and the body has <c>" + CSharpText.DocText(member) + "</c>: a second request " + effect + ".",
    };

    private static string? DescribeScopes(OperationShape operation)
    {
        static string List(EquatableArray<string> scopes) =>
            string.Join(", ", scopes.Select(static s => "<c>" + CSharpText.DocText(s) + "</c>"));

        return (operation.ClassicScopes.IsEmpty, operation.GranularScopes.IsEmpty) switch
        {
            (true, true) => null,
            (false, true) => "Scopes: " + List(operation.ClassicScopes) + ".",
            (true, false) => "Scopes: " + List(operation.GranularScopes) + ".",
            (false, false) => "Scopes: " + List(operation.ClassicScopes) + ", or the granular scopes " + List(operation.GranularScopes) + ".",
        };
    }

    private static string? Escape(string? text)
    {
        string escaped = CSharpText.DocText(text ?? "");
        return escaped.Length == 0 ? null : escaped;
    }
}
