using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Leeway.Generator.Reading;
using Leeway.Generator.Shaping;

namespace Leeway.Generator.Emission;

/// <summary>Writes, beside an interface, the methods that read lists to their end.</summary>
/// <remarks>
/// They extend the interface, whose own members Refit's generator has to understand, and call its plain methods. So they work over any
/// implementation, and a page's links contribute nothing but a position.
/// </remarks>
internal static class EnumerationEmitter
{
    private const string Paging = "global::Leeway.Paging.";
    private const string Find = Paging + "PagedOperation.FindUnread(";
    private const string Invariant = "global::System.Globalization.CultureInfo.InvariantCulture";

    public static void Emit(InterfaceShape shape, SourceWriter writer)
    {
        List<OperationShape> operations = [.. shape.Operations.Where(static o => o.Enumeration is not null)];
        if (operations.Count == 0)
        {
            return;
        }

        writer.Line();
        writer.Line("/// <summary>Reads the lists of <see cref=\"" + CSharpText.Identifier(shape.InterfaceName) + "\"/> to their end.</summary>");
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
        writer.StartLine("    ").Append(Paging).Append("PagedOperation.").Append(enumeration.LinkedPosition is null ? "By" + enumeration.Style : "ByLink").EndLine("(");
        List<string> arguments = [.. Arguments(operation, enumeration, api, item)];
        for (int i = 0; i < arguments.Count; i++)
        {
            writer.Line("        " + arguments[i] + (i < arguments.Count - 1 ? "," : ");"));
        }
    }

    private static IEnumerable<string> Arguments(OperationShape operation, EnumerationShape enumeration, string api, string item)
    {
        yield return CSharpText.Literal(operation.Id);
        yield return enumeration.Window is { } window
            ? Window(window.Facts) + ", " + CSharpText.Identifier(window.Size.Name)
            : CSharpText.Literal(enumeration.BodyMember?.WireName ?? enumeration.Position.WireName)
                + (enumeration.LinkedPosition is { } linked ? ", " + CSharpText.Literal(linked.WireName) : "");
        yield return Fetch(operation, enumeration, api);
        string page = MethodSignature.Distinct("page", operation);
        string written = MethodSignature.Distinct("item", operation);
        yield return "static " + page + " => new " + Paging + "PageFacts<" + item + "> { " + string.Join(", ", Facts(enumeration.Page, page)) + " }";
        yield return "static " + written + " => global::Leeway.Json.RawJson.From<" + item + ", " + CSharpTypeName.CodecOf(enumeration.Page.Item) + ">(" + written + ")";
        if (enumeration is { Style: EnumerationStyle.Position, BodyMember: { } member })
        {
            yield return Paging + "PagedBody.PositionOf(" + CSharpText.Identifier(enumeration.Position.Name) + ", " + CSharpText.Literal(member.WireName) + ")";
        }
    }

    /// <summary>The call of the plain method that asks for a page.</summary>
    private static string Fetch(OperationShape operation, EnumerationShape enumeration, string api)
    {
        string position = MethodSignature.Distinct("position", operation);
        string size = MethodSignature.Distinct("size", operation);
        string token = MethodSignature.Distinct("cancellation", operation);
        IEnumerable<string> arguments = operation.Parameters
            .Select(p => enumeration.LinkedPosition is { } linked && (p == enumeration.Position || p == linked) ? LinkedArgument(p, linked, position)
                : p == enumeration.Position ? Argument(enumeration, position)
                : p == enumeration.Window?.Size ? size
                : CSharpText.Identifier(p.Name))
            .Concat([token]);
        string inputs = enumeration.Window is null ? position : position + ", " + size;
        return "(" + inputs + ", " + token + ") => " + api + "." + CSharpText.Identifier(operation.MethodName) + "(" + string.Join(", ", arguments) + ")";
    }

    /// <summary>The argument that asks for the page of a place, which names it by a token, a position, or both.</summary>
    private static string LinkedArgument(ParameterShape parameter, ParameterShape linked, string place)
    {
        if (parameter != linked)
        {
            return place + ".Token";
        }

        string position = parameter.Type.Kind == TypeKind.Int32 ? "checked((int?)" + place + ".Position)" : place + ".Position";
        return position + " ?? (" + place + ".Token is null ? " + CSharpText.Identifier(parameter.Name) + " : null)";
    }

    /// <summary>The argument that asks for the page at a position or a token.</summary>
    private static string Argument(EnumerationShape enumeration, string position)
    {
        ParameterShape parameter = enumeration.Position;
        string name = CSharpText.Identifier(parameter.Name);
        return enumeration switch
        {
            { BodyMember: { } member } => Paging + "PagedBody.At(" + name + ", " + CSharpText.Literal(member.WireName) + ", " + position + ")",
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

    private static string Window(WindowFacts facts)
    {
        List<string> members = ["Usual = " + Text(facts.Usual)];
        if (facts.Largest is { } largest)
        {
            members.Add("Largest = " + Text(largest));
        }

        if (facts.Bound is { } bound)
        {
            members.Add("Bound = " + Text(bound));
        }

        if (facts.IsFiltered)
        {
            members.Add("IsFiltered = true");
        }

        if (facts.Instead is { } instead)
        {
            members.Add("Instead = " + CSharpText.Literal(instead));
        }

        return "new " + Paging + "PageWindow { " + string.Join(", ", members) + " }";
    }

    private static IEnumerable<string> Facts(PageMembers members, string response)
    {
        if (members.Items is not { } items)
        {
            yield return "Items = " + response;
            yield break;
        }

        string page = members.Envelope is { } envelope ? response + "." + CSharpText.Identifier(envelope.Name) + "?." : response + ".";
        string? envelopeName = members.Envelope is { } e ? "." + CSharpText.Identifier(e.Name) : null;
        yield return "Items = " + (members.IsItemPage
            ? "((" + Paging + "IItemPage<" + CSharpTypeName.Of(members.Item) + ">" + (envelopeName is null ? ")" : "?)") + response + envelopeName + ")" + (envelopeName is null ? "." : "?.") + "Items"
            : page + CSharpText.Identifier(items.Name));
        foreach ((string fact, PropertyShape? member) in new[] { ("IsLast", members.IsLast), ("Total", members.Total), ("Size", members.Size) })
        {
            if (member is not null)
            {
                // Beside a token, only the claim that more follows can be relied on.
                bool isClaim = member == members.IsLast && members.IsLastMayBeWrong;
                yield return fact + " = " + page + CSharpText.Identifier(member.Name) + (isClaim ? " is false ? false : null" : "");
            }
        }

        if (members.Next is { } token)
        {
            yield return "Token = " + page + CSharpText.Identifier(token.Name) + (token.Type.Kind == TypeKind.String ? "" : "?.ToString(" + Invariant + ")");
        }

        if (members.Links is { } links)
        {
            string held = page + CSharpText.Identifier(links.Name);
            yield return "HasLinks = " + held + " is not null";
            yield return "Link = " + Paging + "PagedOperation.FindNextLink(" + response + ", "
                + held + (members.NextLink is { } next ? "?." + CSharpText.Identifier(next.Name) : "") + ")";
        }

        yield return "Unread = " + (members.Envelope is null ? "" : Find + response + ", " + CSharpText.Literal(members.Envelope.WireName) + ") ?? ")
            + Find + response + envelopeName + ", " + CSharpText.Literal(items.WireName) + ")";
        if ((members.Next ?? members.Links) is { } lead)
        {
            yield return "UnreadNext = " + Find + response + envelopeName + ", " + CSharpText.Literal(lead.WireName) + ")"
                + (members is { Links: { } parent, NextLink: { } link }
                    ? " ?? " + Find + page + CSharpText.Identifier(parent.Name) + ", " + CSharpText.Literal(link.WireName) + ")" : "");
        }
    }

    private static void EmitDocs(OperationShape operation, EnumerationShape enumeration, SourceWriter writer)
    {
        writer.Line("/// <summary>All items of <c>" + CSharpText.DocText(operation.Verb + " " + operation.Route) + "</c>, page by page.</summary>");
        if (enumeration.Window is not { Facts: { } facts } window)
        {
            return;
        }

        string size = "<paramref name=\"" + window.Size.Name + "\"/>";
        writer.Line("/// <remarks>");
        if (facts.IsFiltered)
        {
            writer.Line("/// Each page covers " + size + " positions (" + Text(facts.Usual) + " by default) of a list that the server filters afterwards, so pages may be short or empty.");
        }
        else
        {
            writer.Line("/// Each page covers " + size + " positions (" + Text(facts.Usual) + " by default).");
        }

        if (facts.Bound is { } bound)
        {
            writer.Line("/// The server looks at the first " + Text(bound) + " positions only" + (facts.IsFiltered ? ", and all of them are read: ask for larger pages to send fewer requests." : "."));
            writer.Line("/// Where there are items up to the last of these positions, the enumeration returns them and then throws a <see cref=\"global::Leeway.Paging.PagingException\"/>,");
            writer.Line("/// because others may be missing." + (facts.Instead is { } instead ? " To have them all, read <c>" + CSharpText.DocText(instead) + "</c> and filter its items." : ""));
        }

        writer.Line("/// </remarks>");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
