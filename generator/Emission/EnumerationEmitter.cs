using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Leeway.Generator.Reading;
using Leeway.Generator.Shaping;

namespace Leeway.Generator.Emission;

/// <summary>Writes extension methods of an interface that read all pages of lists.</summary>
/// <remarks>
/// They are extension methods, because Refit's generator must understand the members of the interface. They call only the methods of the
/// interface, so they work with any implementation. Of a page's links they use only the position, never the address.
/// </remarks>
internal static class EnumerationEmitter
{
    private const string Paging = "global::Leeway.Paging.";
    private const string Generated = "global::Leeway.Generated.";
    private const string Find = Generated + "PagedOperation.FindUnread(";
    private const string Invariant = "global::System.Globalization.CultureInfo.InvariantCulture";

    public static void Emit(InterfaceShape shape, SourceWriter writer)
    {
        List<OperationShape> operations = [.. shape.Operations.Where(static o => o.Enumeration is not null)];
        if (operations.Count == 0)
        {
            return;
        }

        writer.Line();
        writer.Line("/// <summary>Reads all pages of the lists of <see cref=\"" + CSharpText.Identifier(shape.InterfaceName) + "\"/>.</summary>");
        writer.Line(GeneratedFile.Mark);
        writer.Line(shape.Api.Accessibility + " static class " + CSharpText.Identifier(shape.ClientName + "Pages")).Open();
        for (int i = 0; i < operations.Count; i++)
        {
            if (i > 0)
            {
                writer.Line();
            }

            Emit(shape, operations[i], operations[i].Enumeration!, writer);
        }

        writer.Close();
    }

    private static void Emit(InterfaceShape shape, OperationShape operation, EnumerationShape enumeration, SourceWriter writer)
    {
        string item = CSharpTypeName.Of(enumeration.Page.Item);
        string api = MethodSignature.Distinct("api", operation);
        EmitDocs(operation, enumeration, writer);
        OperationDocs.EmitScopes(operation, writer);
        OperationDocs.EmitMarks(operation, writer);
        writer.StartLine("public static ").Append(Paging).Append("PagedItems<").Append(item).Append("> ")
            .Append(CSharpText.Identifier(operation.EnumeratorName)).Append("(this ").Append(CSharpText.Identifier(shape.InterfaceName)).Append(" ").Append(api);
        foreach (ParameterShape parameter in operation.Parameters.Where(p => enumeration.BodyMember is not null || enumeration.IsCallers || p != enumeration.Position))
        {
            writer.Append(", ").Append(MethodSignature.TypeOf(parameter)).Append(" ").Append(CSharpText.Identifier(parameter.Name))
                .Append(parameter.IsRequired ? "" : " = null");
        }

        writer.EndLine(") =>");
        writer.StartLine("    ").Append(Generated).Append("PagedOperation.").Append(enumeration.LinkedPosition is null ? "By" + enumeration.Style : "ByLink").EndLine("(");
        List<string> arguments = [.. ListArguments(operation, enumeration, api, item)];
        for (int i = 0; i < arguments.Count; i++)
        {
            writer.Line("        " + arguments[i] + (i < arguments.Count - 1 ? "," : ");"));
        }
    }

    private static IEnumerable<string> ListArguments(OperationShape operation, EnumerationShape enumeration, string api, string item)
    {
        yield return CSharpText.Literal(operation.Id);
        yield return enumeration.Window is { } window
            ? FormatWindow(window.Facts) + ", " + CSharpText.Identifier(window.Size.Name)
            : CSharpText.Literal(enumeration.BodyMember?.WireName ?? enumeration.Position.WireName)
                + (enumeration.LinkedPosition is { } linked ? ", " + CSharpText.Literal(linked.WireName) : "");
        yield return FormatFetch(operation, enumeration, api);
        string page = MethodSignature.Distinct("page", operation);
        string written = MethodSignature.Distinct("item", operation);
        yield return "static " + page + " => new " + Generated + "PageFacts<" + item + "> { " + string.Join(", ", ListFacts(enumeration.Page, page)) + " }";
        yield return "static " + written + " => global::Leeway.Json.RawJson.From<" + item + ", " + CSharpTypeName.CodecOf(enumeration.Page.Item) + ">(" + written + ")";
        if (enumeration is { Style: EnumerationStyle.Position, BodyMember: { } member })
        {
            yield return Generated + "PagedBody.PositionOf(" + CSharpText.Identifier(enumeration.Position.Name) + ", " + CSharpText.Literal(member.WireName) + ")";
        }
    }

    /// <summary>Returns the lambda that calls the method of the interface for one page.</summary>
    private static string FormatFetch(OperationShape operation, EnumerationShape enumeration, string api)
    {
        string position = MethodSignature.Distinct("position", operation);
        string size = MethodSignature.Distinct("size", operation);
        string token = MethodSignature.Distinct("cancellation", operation);
        IEnumerable<string> arguments = operation.Parameters
            .Select(p => enumeration.LinkedPosition is { } linked && (p == enumeration.Position || p == linked) ? FormatLinkedArgument(p, linked, position)
                : p == enumeration.Position ? FormatArgument(enumeration, position)
                : p == enumeration.Window?.Size ? size
                : CSharpText.Identifier(p.Name))
            .Concat([token]);
        string inputs = enumeration.Window is null ? position : position + ", " + size;
        return "(" + inputs + ", " + token + ") => " + api + "." + CSharpText.Identifier(operation.MethodName) + "(" + string.Join(", ", arguments) + ")";
    }

    /// <summary>Returns the argument that requests the page of a place, which has a token, a position, or both.</summary>
    private static string FormatLinkedArgument(ParameterShape parameter, ParameterShape linked, string place)
    {
        if (parameter != linked)
        {
            return place + ".Token";
        }

        string position = parameter.Type.Kind == TypeKind.Int32 ? "checked((int?)" + place + ".Position)" : place + ".Position";
        return position + " ?? (" + place + ".Token is null ? " + CSharpText.Identifier(parameter.Name) + " : null)";
    }

    /// <summary>Returns the argument that requests the page at a position or a token.</summary>
    private static string FormatArgument(EnumerationShape enumeration, string position)
    {
        ParameterShape parameter = enumeration.Position;
        string name = CSharpText.Identifier(parameter.Name);
        return enumeration switch
        {
            { BodyMember: { } member } => Generated + "PagedBody.At(" + name + ", " + CSharpText.Literal(member.WireName) + ", " + position + ")",
            { Style: EnumerationStyle.Token, IsCallers: true } => parameter.Type.Kind switch
            {
                TypeKind.Int32 => position + " is null ? " + name + " : int.Parse(" + position + ", " + Invariant + ")",
                TypeKind.Int64 => position + " is null ? " + name + " : long.Parse(" + position + ", " + Invariant + ")",
                _ => position + " ?? " + name,
            },
            { Style: EnumerationStyle.Token } => position,
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
            members.Add("Instead = " + CSharpText.Literal(instead));
        }

        return "new " + Generated + "PageWindow { " + string.Join(", ", members) + " }";
    }

    private static IEnumerable<string> ListFacts(PageMembers members, string response)
    {
        if (members.Items is not { } items)
        {
            yield return "Items = " + response;
            yield break;
        }

        string? envelopeName = members.Envelope is { } envelope ? "." + CSharpText.Identifier(envelope.Name) : null;
        string page = response + envelopeName + (envelopeName is null ? "." : "?.");
        yield return "Items = " + (members.IsItemPage ? WriteItems(members, response, envelopeName) : page + CSharpText.Identifier(items.Name));
        foreach ((string fact, PropertyShape? member) in new[] { ("IsLast", members.IsLast), ("Total", members.Total), ("Size", members.Size) })
        {
            if (member is not null)
            {
                // If pages have tokens, this member is reliable only when it says that more items follow.
                bool isClaim = member == members.IsLast && members.IsLastMayBeWrong;
                yield return fact + " = " + page + CSharpText.Identifier(member.Name) + (isClaim ? " is false ? false : null" : "");
            }
        }

        if (members.Next is { } token)
        {
            yield return "Token = " + WriteToken(page, token);
        }

        if (members.Links is { } links)
        {
            string held = page + CSharpText.Identifier(links.Name);
            string next = members.NextLink is null ? held : held + "?." + CSharpText.Identifier(members.NextLink.Name);
            yield return "HasLinks = " + held + " is not null";
            yield return "Link = " + Generated + "PagedOperation.FindNextLink(" + response + ", " + next + ")";
        }

        yield return "Unread = " + (members.Envelope is null ? "" : Find + response + ", " + CSharpText.Literal(members.Envelope.WireName) + ") ?? ")
            + Find + response + envelopeName + ", " + CSharpText.Literal(items.WireName) + ")";
        if ((members.Next ?? members.Links) is { } lead)
        {
            yield return "UnreadNext = " + WriteUnreadNext(members, lead, response + envelopeName, page);
        }
    }

    private static string WriteItems(PageMembers members, string response, string? envelopeName)
    {
        string type = Generated + "IItemPage<" + CSharpTypeName.Of(members.Item) + ">";
        return envelopeName is null ? "((" + type + ")" + response + ").Items" : "((" + type + "?)" + response + envelopeName + ")?.Items";
    }

    private static string WriteToken(string page, PropertyShape token) =>
        page + CSharpText.Identifier(token.Name) + (token.Type.Kind == TypeKind.String ? "" : "?.ToString(" + Invariant + ")");

    private static string WriteUnreadNext(PageMembers members, PropertyShape lead, string holder, string page)
    {
        string unread = Find + holder + ", " + CSharpText.Literal(lead.WireName) + ")";
        return members is { Links: { } parent, NextLink: { } link }
            ? unread + " ?? " + Find + page + CSharpText.Identifier(parent.Name) + ", " + CSharpText.Literal(link.WireName) + ")"
            : unread;
    }

    private static void EmitDocs(OperationShape operation, EnumerationShape enumeration, SourceWriter writer)
    {
        writer.Line("/// <summary>Reads all items of <c>" + CSharpText.DocText(operation.Verb + " " + operation.Route) + "</c>, page by page.</summary>");
        if (enumeration.Window is not { Facts: { } facts } window)
        {
            return;
        }

        string size = "<paramref name=\"" + window.Size.Name + "\"/>";
        writer.Line("/// <remarks>");
        if (facts.IsFiltered)
        {
            writer.Line("/// Each page covers " + size + " positions (" + Format(facts.Usual) + " by default) of a list that the server filters afterwards, so pages may be short or empty.");
        }
        else
        {
            writer.Line("/// Each page covers " + size + " positions (" + Format(facts.Usual) + " by default).");
        }

        if (facts.Bound is { } bound)
        {
            writer.Line("/// The server searches only the first " + Format(bound) + " positions" + (facts.IsFiltered ? ", and the enumeration reads all of them. Larger pages need fewer requests." : "."));
            writer.Line("/// If there are items up to the last of these positions, the enumeration returns them and then throws a <see cref=\"global::Leeway.Paging.PagingException\"/>,");
            writer.Line("/// because items may be missing." + (facts.Instead is { } instead ? " To read all items, call <c>" + CSharpText.DocText(instead) + "</c> and filter the result." : ""));
        }

        writer.Line("/// </remarks>");
    }

    private static string Format(int number) => number.ToString(CultureInfo.InvariantCulture);
}
