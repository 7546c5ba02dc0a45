using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Leeway.Generator.Reading;
using Leeway.Generator.Shaping;

namespace Leeway.Generator.Emission;

/// <summary>Writes extension methods of an interface that read all pages of lists.</summary>
/// <remarks>
/// They are extension methods, because Refit's generator must understand the members of the interface. They call only the methods of the
/// interface, so they work with any implementation. They use only the position in the links of a page, never the address.
/// </remarks>
internal static class EnumerationEmitter
{
    private const string Paging = "global::Leeway.Paging.";
    private const string Generated = "global::Leeway.Generated.";
    private const string Find = Generated + "PagedOperation.FindUnread(";
    private const string Invariant = "global::System.Globalization.CultureInfo.InvariantCulture";

    public static void Emit(InterfaceShape shape, SourceWriter writer)
    {
        if (shape.Operations.Any(static o => o.Enumeration is not null))
        {
            writer.Write($$"""

                /// <summary>Reads all pages of the lists of <see cref="{{CSharpText.EscapeIdentifier(shape.InterfaceName)}}"/>.</summary>
                {{GeneratedFile.Mark}}
                {{GeneratedFile.NonUserType}}
                {{shape.Api.Accessibility}} static class {{CSharpText.EscapeIdentifier(shape.ClientName + "Pages")}}
                {
                    {{w => w.WriteEach(shape.Operations.Where(static o => o.Enumeration is not null), (writer, o) => Emit(shape, o, o.Enumeration!, writer))}}
                }
                """);
        }
    }

    private static void Emit(InterfaceShape shape, OperationShape operation, EnumerationShape enumeration, SourceWriter writer)
    {
        string item = CSharpTypeName.Format(enumeration.Page.Item);
        string api = MethodSignature.MakeUnique("api", operation);
        writer.Write($$"""
            {{w => EmitDocs(operation, enumeration, w)}}
            {{FormatSignature(shape, operation, enumeration, api)}} =>
                {{Generated}}PagedOperation.{{(enumeration.LinkedPosition is null ? "By" + enumeration.Style : "ByLink")}}(
                    {{w => EmitArguments([.. ListArguments(operation, enumeration, api, item)], w)}}
            """);
        if (operation.WithTypedQueries() is { } overload)
        {
            IEnumerable<string> arguments = SelectParameters(operation, enumeration).Select(MethodSignature.FormatTextArgument);
            writer.Write($$"""

                {{w => EmitDocs(overload, enumeration, w)}}
                {{FormatSignature(shape, overload, enumeration, api)}} =>
                    {{CSharpText.EscapeIdentifier(operation.EnumeratorName)}}({{Wrapping.Fill(new[] { api }.Concat(arguments))}});
                """);
        }
    }

    private static void EmitDocs(OperationShape operation, EnumerationShape enumeration, SourceWriter writer) => writer.Write($"""
        {DocComment.FormatSummary("Reads all items of <c>" + CSharpText.EscapeComment(operation.Verb + " " + operation.Route) + "</c>, page by page.")}
        {w => OperationDocs.EmitParameters(SelectParameters(operation, enumeration), w)}
        {DocComment.FormatRemarks(DescribeWindow(enumeration))}
        {w => OperationDocs.EmitAttributes(operation, w)}
        """);

    private static string FormatSignature(InterfaceShape shape, OperationShape operation, EnumerationShape enumeration, string api)
    {
        IEnumerable<string> parameters = SelectParameters(operation, enumeration).Select(MethodSignature.FormatOptionalParameter);
        parameters = new[] { "this " + CSharpText.EscapeIdentifier(shape.InterfaceName) + " " + api }.Concat(parameters);
        return $"public static {Paging}PagedItems<{CSharpTypeName.Format(enumeration.Page.Item)}>"
            + $"{Wrapping.Defer(CSharpText.EscapeIdentifier(operation.EnumeratorName))}({Wrapping.Stack(parameters)})";
    }

    /// <summary>Selects the parameters that callers pass: all but the one that requests the next page, unless they set its first value.</summary>
    private static IEnumerable<ParameterShape> SelectParameters(OperationShape operation, EnumerationShape enumeration) =>
        operation.Parameters.Where(p => enumeration.BodyMember is not null || enumeration.IsSetByCaller || p != enumeration.Position);

    private static void EmitArguments(List<string> arguments, SourceWriter writer)
    {
        for (int i = 0; i < arguments.Count; i++)
        {
            writer.Write($"{arguments[i]}{(i < arguments.Count - 1 ? "," : ");")}");
        }
    }

    private static IEnumerable<string> ListArguments(OperationShape operation, EnumerationShape enumeration, string api, string item)
    {
        yield return CSharpText.FormatLiteral(operation.Id);
        yield return enumeration.Window is { } window
            ? FormatWindow(window.Facts) + ", " + CSharpText.EscapeVariable(window.Size.Name)
            : CSharpText.FormatLiteral(enumeration.BodyMember?.WireName ?? enumeration.Position.WireName)
                + (enumeration.LinkedPosition is { } linked ? ", " + CSharpText.FormatLiteral(linked.WireName) : "");
        yield return FormatFetch(operation, enumeration, api);
        string page = MethodSignature.MakeUnique("page", operation);
        string written = MethodSignature.MakeUnique("item", operation);
        yield return "static " + page + " => new " + Generated + "PageFacts<" + item + "> { " + Wrapping.Fill(ListFacts(enumeration.Page, page)) + " }";

        // The server may answer with text where the document declares numbers.
        TypeReference form = enumeration.Page.Item.Kind == TypeKind.NumericId ? TypeReference.String : enumeration.Page.Item;
        string arguments = CSharpTypeName.ReadsItself(form) ? "" : "<" + Wrapping.Fill(item, CSharpTypeName.FormatCodec(form)) + ">";
        yield return "static " + written + " =>" + Wrapping.Defer("global::Leeway.Json.RawJson.From" + arguments + "(" + written + ")");
        if (enumeration is { Style: EnumerationStyle.Position, BodyMember: { } member })
        {
            yield return Generated + "PagedBody.PositionOf(" + CSharpText.EscapeVariable(enumeration.Position.Name) + ", " + CSharpText.FormatLiteral(member.WireName) + ")";
        }
    }

    /// <summary>Returns the lambda that calls the method of the interface for one page.</summary>
    private static string FormatFetch(OperationShape operation, EnumerationShape enumeration, string api)
    {
        string position = MethodSignature.MakeUnique("position", operation);
        string size = MethodSignature.MakeUnique("size", operation);
        string token = MethodSignature.MakeUnique("cancellation", operation);
        IEnumerable<string> arguments = operation.Parameters
            .Select(p => enumeration.LinkedPosition is { } linked && (p == enumeration.Position || p == linked) ? FormatLinkedArgument(p, linked, position)
                : p == enumeration.Position ? FormatArgument(enumeration, position)
                : p == enumeration.Window?.Size ? size
                : CSharpText.EscapeVariable(p.Name))
            .Concat([token]);
        string inputs = enumeration.Window is null ? position : position + ", " + size;
        return "(" + inputs + ", " + token + ") => " + api + "." + CSharpText.EscapeIdentifier(operation.MethodName) + "(" + Wrapping.Fill(arguments) + ")";
    }

    /// <summary>Returns the argument that requests the page of a place, which has a token, a position, or both.</summary>
    private static string FormatLinkedArgument(ParameterShape parameter, ParameterShape linked, string place)
    {
        if (parameter != linked)
        {
            return place + ".Token";
        }

        string position = parameter.Type.Kind == TypeKind.Int32 ? "checked((int?)" + place + ".Position)" : place + ".Position";
        return position + " ?? (" + place + ".Token is null ? " + CSharpText.EscapeVariable(parameter.Name) + " : null)";
    }

    /// <summary>Returns the argument that requests the page at a position or a token.</summary>
    private static string FormatArgument(EnumerationShape enumeration, string position)
    {
        ParameterShape parameter = enumeration.Position;
        string name = CSharpText.EscapeVariable(parameter.Name);
        return enumeration switch
        {
            { BodyMember: { } member } => Generated + "PagedBody.At(" + name + ", " + CSharpText.FormatLiteral(member.WireName) + ", " + position + ")",
            { Style: EnumerationStyle.Token } => parameter.Type.Kind switch
            {
                TypeKind.Int32 => position + " is null ? " + (enumeration.IsSetByCaller ? name : "(int?)null") + " : int.Parse(" + position + ", " + Invariant + ")",
                TypeKind.Int64 => position + " is null ? " + (enumeration.IsSetByCaller ? name : "(long?)null") + " : long.Parse(" + position + ", " + Invariant + ")",
                _ => enumeration.IsSetByCaller ? position + " ?? " + name : position,
            },
            _ => parameter.Type.Kind switch
            {
                TypeKind.Int32 => "checked((int)" + position + ")",
                TypeKind.String => position + ".ToString(" + Invariant + ")",
                _ => position,
            },
        };
    }

    private static string FormatWindow(WindowFacts facts)
    {
        List<string> members = ["Usual = " + Format(facts.Usual)];
        if (facts.MaxSize is { } maxSize)
        {
            members.Add("Largest = " + Format(maxSize));
        }

        if (facts.Bound is { } bound)
        {
            members.Add("Bound = " + Format(bound));
        }

        if (facts.IsFiltered)
        {
            members.Add("IsFiltered = true");
        }

        if (facts.Instead is { } instead)
        {
            members.Add("Instead = " + CSharpText.FormatLiteral(instead));
        }

        return "new " + Generated + "PageWindow { " + Wrapping.Fill(members) + " }";
    }

    private static IEnumerable<string> ListFacts(PageMembers members, string response)
    {
        if (members.Items is not { } items)
        {
            yield return "Items = " + response;
            yield break;
        }

        string? envelopeName = members.Envelope is { } envelope ? "." + CSharpText.EscapeIdentifier(envelope.Name) : null;
        string page = response + envelopeName + (envelopeName is null ? "." : "?.");
        yield return "Items = " + (members.IsItemPage ? FormatItems(members, response, envelopeName) : page + CSharpText.EscapeIdentifier(items.Name));
        foreach ((string fact, PropertyShape? member) in new[] { ("IsLast", members.IsLast), ("Total", members.Total), ("Size", members.Size) })
        {
            if (member is not null)
            {
                // If pages have tokens, this member is reliable only when it says that more items follow.
                bool isClaim = member == members.IsLast && members.IsLastMayBeWrong;
                yield return fact + " = " + page + CSharpText.EscapeIdentifier(member.Name) + (isClaim ? " is false ? false : null" : "");
            }
        }

        if (members.Next is { } token)
        {
            yield return "Token = " + FormatToken(page + FormatHolder(members.NextHolder), token);
        }

        if (members.HasLinks)
        {
            yield return "HasLinks = " + (members.Links is { } links ? page + CSharpText.EscapeIdentifier(links.Name) + " is not null" : "true");
            yield return "Link = " + Generated + "PagedOperation.FindNextLink(" + response + ", " + page + FormatNextLink(members) + ")";
        }

        string unread = Find + response + envelopeName + ", " + CSharpText.FormatLiteral(items.WireName) + ")";
        yield return "Unread = " + (members.Envelope is null ? unread
            : Find + response + ", " + CSharpText.FormatLiteral(members.Envelope.WireName) + ") ??" + Wrapping.Defer(unread));
        if (members.Lead is { } lead)
        {
            yield return "UnreadNext = " + FormatUnreadNext(members, lead, response + envelopeName, page);
        }
    }

    private static string FormatItems(PageMembers members, string response, string? envelopeName)
    {
        string type = Generated + "IItemPage<" + CSharpTypeName.Format(members.Item) + ">";
        return envelopeName is null ? "((" + type + ")" + response + ").Items" : "((" + type + "?)" + response + envelopeName + ")?.Items";
    }

    private static string FormatToken(string page, PropertyShape token) =>
        page + CSharpText.EscapeIdentifier(token.Name) + (token.Type.Kind is TypeKind.String or TypeKind.NumericId ? "" : "?.ToString(" + Invariant + ")");

    private static string FormatNextLink(PageMembers members) => members switch
    {
        { NextLink: { } link } => FormatHolder(members.Links) + CSharpText.EscapeIdentifier(link.Name),
        _ => CSharpText.EscapeIdentifier(members.Links!.Name),
    };

    private static string FormatUnreadNext(PageMembers members, PropertyShape lead, string holder, string page)
    {
        return (members.Next is null ? members.Links : members.NextHolder) is { } parent && parent != lead
            ? Find + holder + ", " + CSharpText.FormatLiteral(parent.WireName) + ") ??"
                + Wrapping.Defer(Find + page + CSharpText.EscapeIdentifier(parent.Name) + ", " + CSharpText.FormatLiteral(lead.WireName) + ")")
            : Find + holder + ", " + CSharpText.FormatLiteral(lead.WireName) + ")";
    }

    /// <summary>Returns the access to a property that contains another one; an empty text if there is none.</summary>
    private static string FormatHolder(PropertyShape? holder) => holder is null ? "" : CSharpText.EscapeIdentifier(holder.Name) + "?.";

    private static string DescribeWindow(EnumerationShape enumeration)
    {
        if (enumeration.Window is not { Facts: { } facts } window)
        {
            return "";
        }

        string text = "Each page covers <paramref name=\"" + window.Size.Name + "\"/> positions (" + Format(facts.Usual) + " by default)"
            + (facts.IsFiltered ? " of a list that the server filters afterwards, so pages may be short or empty." : ".");
        if (facts.Bound is { } bound)
        {
            text += " The server searches only the first " + Format(bound) + " positions"
                + (facts.IsFiltered ? ", and the enumeration reads all of them. Larger pages need fewer requests." : ".")
                + " If there are items up to the last of these positions, the enumeration returns them and then throws a"
                + " <see cref=\"global::Leeway.Paging.PagingException\"/>, because items may be missing."
                + (facts.Instead is { } instead ? " To read all items, call <c>" + CSharpText.EscapeComment(instead) + "</c> and filter the result." : "");
        }

        return text;
    }

    private static string Format(int number) => number.ToString(CultureInfo.InvariantCulture);
}
