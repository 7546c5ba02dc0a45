using System;
using System.Collections.Generic;
using System.Linq;
using Leeway.Generator.Shaping;
using Microsoft.CodeAnalysis.Text;

namespace Leeway.Generator.Emission;

/// <summary>Writes the interface of a tag. It is a Refit interface, and <see cref="ClientEmitter"/> writes its implementation.</summary>
internal static class InterfaceEmitter
{
    private const string Refit = "global::Refit.";

    /// <summary>The exceptions of every method, documented once on the interface. On each method, they would be half of the text.</summary>
    private const string Exceptions =
        "Methods throw <see cref=\"global::Leeway.AtlassianApiException\"/> if the server returns an error. <see cref=\"global::Leeway.Calls.AtlassianCaller\"/> lists the other exceptions.";

    public static SourceText Emit(InterfaceShape shape)
    {
        SourceWriter writer = GeneratedFile.Begin(shape.Api).Write($$"""
            {{DocComment.FormatSummary(CSharpText.EscapeComment(shape.Tag) + ".")}}
            {{DocComment.FormatRemarks(FormatServers(shape) + Exceptions)}}
            {{GeneratedFile.Mark}}
            [{{Refit}}Headers("Accept: application/json")]
            {{shape.Api.Accessibility}} partial interface {{CSharpText.EscapeIdentifier(shape.InterfaceName)}}
            {
                {{w => w.WriteEach(shape.Operations.SelectMany(ListMethods), Emit)}}
            }
            """);
        EnumerationEmitter.Emit(shape, writer);
        LongTaskEmitter.Emit(shape, writer);
        ShortcutEmitter.Emit(shape, writer);
        return writer.Complete();
    }

    /// <summary>Returns an operation, and the overload with typed queries if it has one.</summary>
    private static IEnumerable<OperationShape> ListMethods(OperationShape operation) =>
        operation.WithTypedQueries() is { } overload ? [operation, overload] : [operation];

    /// <summary>Returns a sentence with the addresses to which the routes are relative, or nothing for a site.</summary>
    private static string FormatServers(InterfaceShape shape)
    {
        List<string> servers = [.. shape.Operations.Select(static o => o.Server).OfType<string>().Distinct().Select(static s => "<c>" + CSharpText.EscapeComment(s) + "</c>")];
        return servers.Count == 0 ? "" : "Routes are relative to " + string.Join(" or ", servers) + ". ";
    }

    private static void Emit(SourceWriter writer, OperationShape operation)
    {
        Dictionary<string, string> placeholders = RefitNames.NamePlaceholders(operation);
        bool isForm = operation.Parameters.Any(static p => p.Place == ParameterPlace.Part);
        string token = MethodSignature.CancellationToken + " " + MethodSignature.MakeUnique("cancellationToken", operation) + " = default";
        IEnumerable<string> parameters = operation.Parameters.Select(p => FormatParameter(p, placeholders, isForm)).Concat([token]);
        List<string> headers = ListHeaders(operation);
        writer.Write($$"""
            {{w => OperationDocs.Emit(operation, w)}}
            [{{Refit}}{{ClientEmitter.GetMethodName(operation.Verb)}}({{CSharpText.FormatLiteral(RefitNames.FormatRoute(operation, placeholders))}})]
            {{(headers.Count > 0 ? "[" + Refit + "Headers(" + Wrapping.Fill(headers.Select(CSharpText.FormatLiteral)) + ")]" : "")}}
            {{(isForm ? "[" + Refit + "Multipart]" : "")}}
            {{w => OperationDocs.EmitAttributes(operation, w)}}
            {{MethodSignature.FormatResult(operation)}}{{Wrapping.Defer(CSharpText.EscapeIdentifier(operation.MethodName))}}({{Wrapping.Stack(parameters)}});
            """);
    }

    private static string FormatParameter(ParameterShape parameter, Dictionary<string, string> placeholders, bool isForm) =>
        FormatBinding(parameter, placeholders, isForm) is { } binding
            ? "[" + binding + "]" + Wrapping.Defer(MethodSignature.FormatOptionalParameter(parameter))
            : MethodSignature.FormatOptionalParameter(parameter);

    /// <summary>Lists the constant headers, and the headers that differ from those of the interface.</summary>
    private static List<string> ListHeaders(OperationShape operation)
    {
        List<string> headers = [.. operation.Headers.Select(static h => h.Name + ": " + h.Value)];
        if (operation.Response.Kind is TypeKind.Download or TypeKind.String
            && !operation.Headers.Any(static h => h.Name.Equals("Accept", StringComparison.OrdinalIgnoreCase)))
        {
            headers.Add("Accept: */*");
        }

        ParameterShape? body = operation.Parameters.FirstOrDefault(static p => p.Place == ParameterPlace.Body);
        if (body is not null && body.Type.Kind != TypeKind.Upload && RequestBody.GetMediaType(body) is var mediaType
            && mediaType is not ("application/json" or "text/plain"))
        {
            headers.Add("Content-Type: " + mediaType);
        }

        return headers;
    }

    /// <summary>Returns the attributes that Refit needs to place a parameter, or null if it needs none.</summary>
    private static string? FormatBinding(ParameterShape parameter, Dictionary<string, string> placeholders, bool isForm)
    {
        string? alias = null;
        string wireName = parameter.Place == ParameterPlace.Path ? placeholders[parameter.Name] : parameter.WireName;
        if (wireName != parameter.Name)
        {
            alias = Refit + "AliasAs(" + CSharpText.FormatLiteral(wireName) + ")";
        }

        string? place = parameter.Place switch
        {
            ParameterPlace.Header => Refit + "Header(" + CSharpText.FormatLiteral(parameter.WireName) + ")",
            ParameterPlace.Body when RequestBody.IsJson(parameter) && parameter.Type.Kind == TypeKind.String =>
                Refit + "Body(" + Refit + "BodySerializationMethod.Serialized)",
            ParameterPlace.Body => Refit + "Body",
            ParameterPlace.QueryMap => Refit + "Query",
            ParameterPlace.Query when parameter.Type.Kind == TypeKind.List =>
                Refit + "Query(" + Refit + "CollectionFormat." + (parameter.Form == ArrayForm.Comma ? "Csv" : "Multi") + ")",

            // By default, Refit writes a time in a form that servers do not read.
            ParameterPlace.Query when parameter.Type.Kind == TypeKind.DateTime => Refit + "Query(Format = \"O\")",

            // In a form, a parameter without an attribute is a part.
            ParameterPlace.Query when isForm => Refit + "Query",
            _ => null,
        };

        bool hasNoName = parameter.Place is ParameterPlace.Header or ParameterPlace.Body or ParameterPlace.QueryMap;
        return place is null ? alias
            : alias is null || hasNoName ? place
            : alias + "," + Wrapping.Defer(place);
    }
}
