using System.Collections.Generic;
using System.Linq;
using Leeway.Generator.Shaping;

namespace Leeway.Generator.Emission;

/// <summary>Writes, beside an interface, the methods that read lists to their end.</summary>
/// <remarks>
/// They extend the interface, whose own members Refit's generator has to understand, and call its plain methods: so they work over
/// any implementation, and a page's links contribute nothing but a position.
/// </remarks>
internal static class EnumerationEmitter
{
    private const string Paging = "global::Leeway.Paging.";

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
        string item = CSharpTypeName.Of(enumeration.Item);
        string api = MethodSignature.Distinct("api", operation);
        string position = MethodSignature.Distinct("position", operation);
        string token = MethodSignature.Distinct("cancellation", operation);
        bool isBody = enumeration.BodyMember is not null;
        writer.Line("/// <summary>All items of <c>" + CSharpText.DocText(operation.Verb + " " + operation.Route) + "</c>, page by page.</summary>");
        OperationDocs.EmitScopes(operation, writer);
        OperationDocs.EmitMarks(operation, writer);
        writer.StartLine("public static ").Append(Paging).Append("PagedItems<").Append(item).Append("> ")
            .Append(CSharpText.Identifier(operation.EnumeratorName)).Append("(this ").Append(CSharpText.Identifier(shape.InterfaceName)).Append(" ").Append(api);
        foreach (ParameterShape parameter in operation.Parameters.Where(p => isBody || p != enumeration.Position))
        {
            writer.Append(", ").Append(MethodSignature.TypeOf(parameter)).Append(" ").Append(CSharpText.Identifier(parameter.Name))
                .Append(parameter.IsRequired ? "" : " = null");
        }

        bool isToken = enumeration.Style == EnumerationStyle.Token;
        writer.EndLine(") =>");
        writer.StartLine("    ").Append(Paging).Append("PagedOperation.").Append(isToken ? "ByToken" : "ByPosition").Append("(")
            .Append(CSharpText.Literal(operation.Id)).Append(", ")
            .Append(CSharpText.Literal(enumeration.BodyMember?.WireName ?? enumeration.Position.WireName)).Append(", (")
            .Append(position).Append(", ").Append(token).Append(") => ").Append(api).Append(".").Append(CSharpText.Identifier(operation.MethodName)).Append("(");
        foreach (ParameterShape parameter in operation.Parameters)
        {
            writer.Append(parameter != enumeration.Position ? CSharpText.Identifier(parameter.Name)
                : enumeration.BodyMember is { } member ? Body(parameter, member, position)
                : isToken ? position : Position(parameter.Type, position));
            writer.Append(", ");
        }

        writer.Append(token).Append("), static page => new ").Append(Paging).Append("PageFacts<").Append(item).Append("> { ")
            .Append(string.Join(", ", Facts(operation, enumeration))).EndLine(" });");
    }

    /// <summary>A copy of the caller's body that asks for the page.</summary>
    private static string Body(ParameterShape body, PropertyShape member, string position) =>
        Paging + "PagedBody.At(" + CSharpText.Identifier(body.Name) + ", " + CSharpText.Literal(member.WireName) + ", " + position + ")";

    private static string Position(TypeReference type, string position) => type.Kind switch
    {
        TypeKind.Int32 => "checked((int)" + position + ")",
        TypeKind.String => position + ".ToString(global::System.Globalization.CultureInfo.InvariantCulture)",
        _ => position,
    };

    private static IEnumerable<string> Facts(OperationShape operation, EnumerationShape enumeration)
    {
        if (enumeration.Items is not { } items)
        {
            yield return "Items = page";
            yield return "Content = global::Leeway.Json.RawJson.From<" + CSharpTypeName.Of(operation.Response) + ", " + CSharpTypeName.CodecOf(operation.Response) + ">(page)";
            yield break;
        }

        string page = enumeration.Envelope is { } envelope ? "page." + CSharpText.Identifier(envelope.Name) + "?." : "page.";
        yield return "Items = " + page + CSharpText.Identifier(items.Name);
        if (enumeration.IsLast is { } isLast)
        {
            yield return "IsLast = " + page + CSharpText.Identifier(isLast.Name);
        }

        if (enumeration.Total is { } total)
        {
            yield return "Total = " + page + CSharpText.Identifier(total.Name);
        }

        if (enumeration.Token is { } token)
        {
            yield return "Token = " + page + CSharpText.Identifier(token.Name);
        }

        if (enumeration.Links is { } links)
        {
            string held = page + CSharpText.Identifier(links.Name);
            yield return "HasLinks = " + held + " is not null";
            yield return "Link = " + (enumeration.NextLink is { } next
                ? held + "?." + CSharpText.Identifier(next.Name)
                : Paging + "PagedOperation.FindNextLink(" + held + ")");
        }
    }
}
