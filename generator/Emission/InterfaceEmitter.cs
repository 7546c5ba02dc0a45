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
    private const string Remarks =
        "/// <remarks>Methods throw <see cref=\"global::Leeway.AtlassianApiException\"/> if the server returns an error. <see cref=\"global::Leeway.Calls.AtlassianCaller\"/> lists the other exceptions.</remarks>";

    public static SourceText Emit(InterfaceShape shape)
    {
        SourceWriter writer = GeneratedFile.Begin(shape.Api);
        writer.Line("/// <summary>" + CSharpText.DocText(shape.Tag) + ".</summary>");
        writer.Line(Remarks);
        writer.Line(GeneratedFile.Mark);
        writer.Line("[" + Refit + "Headers(\"Accept: application/json\")]");
        writer.Line(shape.Api.Accessibility + " partial interface " + CSharpText.Identifier(shape.InterfaceName)).Open();
        bool isFirst = true;
        foreach (OperationShape operation in shape.Operations)
        {
            if (!isFirst)
            {
                writer.Line();
            }

            isFirst = false;
            Emit(operation, writer);
        }

        writer.Close();
        EnumerationEmitter.Emit(shape, writer);
        return writer.ToSourceText();
    }

    private static void Emit(OperationShape operation, SourceWriter writer)
    {
        Dictionary<ParameterShape, string> placeholders = RefitNames.Placeholders(operation);
        bool isForm = operation.Parameters.Any(static p => p.Place == ParameterPlace.Part);
        OperationDocs.Emit(operation, writer);
        string verb = operation.Verb[0] + operation.Verb.Substring(1).ToLowerInvariant();
        writer.Line("[" + Refit + verb + "(" + CSharpText.Literal(RefitNames.Route(operation, placeholders)) + ")]");
        List<string> headers = ListHeaders(operation);
        if (headers.Count > 0)
        {
            writer.Line("[" + Refit + "Headers(" + string.Join(", ", headers.Select(CSharpText.Literal)) + ")]");
        }

        if (isForm)
        {
            writer.Line("[" + Refit + "Multipart]");
        }

        OperationDocs.EmitScopes(operation, writer);
        OperationDocs.EmitMarks(operation, writer);

        writer.StartLine(MethodSignature.Result(operation)).Append(" ").Append(CSharpText.Identifier(operation.MethodName)).Append("(");
        foreach (ParameterShape parameter in operation.Parameters)
        {
            if (FormatBinding(parameter, placeholders, isForm) is { } binding)
            {
                writer.Append("[").Append(binding).Append("] ");
            }

            writer.Append(MethodSignature.TypeOf(parameter)).Append(" ").Append(CSharpText.Identifier(parameter.Name));
            writer.Append(parameter.IsRequired ? ", " : " = null, ");
        }

        writer.Append(MethodSignature.CancellationToken).Append(" ")
            .Append(MethodSignature.Distinct("cancellationToken", operation)).EndLine(" = default);");
    }

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
        if (body is not null && body.Type.Kind != TypeKind.Upload && RequestBody.MediaTypeOf(body) is var mediaType
            && mediaType is not ("application/json" or "text/plain"))
        {
            headers.Add("Content-Type: " + mediaType);
        }

        return headers;
    }

    /// <summary>Returns the attributes that Refit needs to place a parameter, or null if it needs none.</summary>
    private static string? FormatBinding(ParameterShape parameter, Dictionary<ParameterShape, string> placeholders, bool isForm)
    {
        string? alias = null;
        string wireName = parameter.Place == ParameterPlace.Path ? placeholders[parameter] : parameter.WireName;
        if (wireName != parameter.Name)
        {
            alias = Refit + "AliasAs(" + CSharpText.Literal(wireName) + ")";
        }

        string? place = parameter.Place switch
        {
            ParameterPlace.Header => Refit + "Header(" + CSharpText.Literal(parameter.WireName) + ")",
            ParameterPlace.Body when RequestBody.IsJson(parameter) && parameter.Type.Kind == TypeKind.String =>
                Refit + "Body(" + Refit + "BodySerializationMethod.Serialized)",
            ParameterPlace.Body => Refit + "Body",
            ParameterPlace.QueryMap => Refit + "Query",
            ParameterPlace.Query when parameter.Type.Kind == TypeKind.List =>
                Refit + "Query(" + Refit + "CollectionFormat." + (parameter.Form == ArrayForm.Comma ? "Csv" : "Multi") + ")",

            // In a form, a parameter without an attribute is a part.
            ParameterPlace.Query when isForm => Refit + "Query",
            _ => null,
        };

        bool hasNoName = parameter.Place is ParameterPlace.Header or ParameterPlace.Body or ParameterPlace.QueryMap;
        return place is null ? alias
            : alias is null || hasNoName ? place
            : alias + ", " + place;
    }
}
