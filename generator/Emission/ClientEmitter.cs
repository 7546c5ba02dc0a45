using System.Collections.Generic;
using System.Linq;
using Leeway.Generator.Shaping;
using Microsoft.CodeAnalysis.Text;

namespace Leeway.Generator.Emission;

/// <summary>Writes the class that implements an interface over <c>Leeway.Calls</c>.</summary>
/// <remarks>
/// Routes are split when the code is generated, not when a call is made. The methods are not <c>async</c>: they return the caller's task,
/// and throw exceptions about arguments before they return.
/// </remarks>
internal static class ClientEmitter
{
    private const string Calls = "global::Leeway.Calls.";
    private const string Generated = "global::Leeway.Generated.";

    public static SourceText Emit(InterfaceShape shape)
    {
        SourceWriter writer = GeneratedFile.Begin(shape.Api);
        writer.Line(GeneratedFile.Mark);
        writer.Line("internal sealed class " + CSharpText.Identifier(shape.ClientName) + "(" + Calls + "AtlassianCaller caller) : "
            + CSharpText.Identifier(shape.InterfaceName)).Open();
        foreach (OperationShape operation in shape.Operations)
        {
            EmitDescriptor(operation, shape.Api, writer);
        }

        writer.Line().Line("private readonly " + Calls + "AtlassianCaller _caller = caller;");
        foreach (OperationShape operation in shape.Operations)
        {
            writer.Line();
            EmitMethod(operation, writer);
        }

        return writer.Close().ToSourceText();
    }

    private static void EmitDescriptor(OperationShape operation, ApiShape api, SourceWriter writer)
    {
        writer.StartLine("private static readonly ").Append(Calls).Append("OperationDescriptor ").Append(GetDescriptorName(operation))
            .Append(" = new(").Append(CSharpText.Literal(operation.Id))
            .Append(", global::System.Net.Http.HttpMethod.").Append(operation.Verb[0] + operation.Verb.Substring(1).ToLowerInvariant())
            .Append(", ").Append(CSharpText.Literal(operation.Route))
            .Append(", ").Append(CSharpText.Literal(api.Gateway))
            .Append(", ").Append(CSharpText.Literal(api.Product))
            .Append(", [").Append(string.Join(", ", operation.Statuses)).Append("]");
        AppendScopes(", classicScopes: ", operation.ClassicScopes);
        AppendScopes(", granularScopes: ", operation.GranularScopes);
        List<string> marks = [.. ListMarks(operation).Select(static m => Calls + "OperationMarks." + m)];
        if (marks.Count > 0)
        {
            writer.Append(", marks: ").Append(string.Join(" | ", marks));
        }

        if (operation.Paging != PagingKind.None)
        {
            writer.Append(", paging: ").Append(Calls).Append("PagingStyle.").Append(operation.Paging.ToString());
        }

        if (operation.Repeat is { } repeat)
        {
            writer.Append(", repeat: ").Append(Calls).Append("RepeatRule.").Append(
                repeat.ForbiddenMember.Length > 0 ? "UnlessBody(" + CSharpText.Literal(repeat.ForbiddenMember) + ")"
                : repeat.IsAllowed ? "Always"
                : "Never");
        }

        writer.EndLine(");");

        void AppendScopes(string name, EquatableArray<string> scopes)
        {
            if (!scopes.IsEmpty)
            {
                writer.Append(name).Append(CSharpText.Literal(string.Join(" ", scopes)));
            }
        }
    }

    private static IEnumerable<string> ListMarks(OperationShape operation)
    {
        if (operation.IsExperimental)
        {
            yield return "Experimental";
        }

        if (operation.IsDeprecated)
        {
            yield return "Deprecated";
        }

        if (operation.IsReadOnly)
        {
            yield return "ReadOnly";
        }
    }

    private static void EmitMethod(OperationShape operation, SourceWriter writer)
    {
        string token = MethodSignature.Distinct("cancellationToken", operation);
        writer.StartLine("public ").Append(MethodSignature.Result(operation)).Append(" ")
            .Append(CSharpText.Identifier(operation.MethodName)).Append("(");
        foreach (ParameterShape parameter in operation.Parameters)
        {
            writer.Append(MethodSignature.TypeOf(parameter)).Append(" ").Append(CSharpText.Identifier(parameter.Name)).Append(", ");
        }

        writer.Append(MethodSignature.CancellationToken).Append(" ").Append(token).EndLine(")").Open();
        foreach (ParameterShape parameter in operation.Parameters.Where(NeedsNullCheck))
        {
            writer.Line((NeedsItems(parameter) ? Generated + "RequiredArgument.ThrowIfEmpty(" : "global::System.ArgumentNullException.ThrowIfNull(") + FormatArgument(parameter) + ");");
        }

        string uri = EmitUri(operation, writer);
        string? content = EmitContent(operation, writer);
        string request = EmitRequest(operation, uri, content, writer);
        writer.Line("return this._caller." + GetSendMethod(operation) + "(" + request + ", " + token + ");").Close();
    }

    /// <summary>Whether the method must check for null, because no other code rejects it.</summary>
    private static bool NeedsNullCheck(ParameterShape parameter) =>
        parameter.IsRequired
        && (parameter.Place == ParameterPlace.QueryMap || !CSharpTypeName.IsValueType(parameter.Type))
        && parameter.Place != ParameterPlace.Path
        && !(parameter.Place == ParameterPlace.Body && RequestBody.IsJson(parameter));

    /// <summary>Whether the method must reject an empty argument, because it would not appear in the request.</summary>
    private static bool NeedsItems(ParameterShape parameter) =>
        parameter.Place == ParameterPlace.QueryMap || (parameter.Type.Kind == TypeKind.List && parameter.Place is ParameterPlace.Query or ParameterPlace.Part);

    /// <summary>
    /// Returns a parameter as an argument whose name an exception reports. The compiler passes the name, but with the @ of an escaped keyword.
    /// </summary>
    private static string FormatArgument(ParameterShape parameter)
    {
        string argument = CSharpText.Identifier(parameter.Name);
        return argument == parameter.Name || parameter.Type.Kind == TypeKind.Boolean
            ? argument
            : argument + ", " + CSharpText.Literal(parameter.Name);
    }

    /// <summary>Returns a query parameter as an argument. Lists of booleans need no name, because no exception reports it.</summary>
    private static string FormatQueryArgument(ParameterShape parameter) =>
        parameter.Type.Element?.Kind == TypeKind.Boolean && parameter.Place == ParameterPlace.Query ? CSharpText.Identifier(parameter.Name) : FormatArgument(parameter);

    /// <summary>Writes the code that builds the address, and returns the expression of the address.</summary>
    private static string EmitUri(OperationShape operation, SourceWriter writer)
    {
        List<RoutePiece> pieces = RouteTemplate.Cut(operation);
        List<ParameterShape> query =
            [.. operation.Parameters.Where(static p => p.Place is ParameterPlace.Query or ParameterPlace.QueryMap)];
        if (query.Count == 0 && pieces.TrueForAll(static p => p.Parameter is null))
        {
            return CSharpText.Literal(string.Concat(pieces.Select(static p => p.Literal)));
        }

        string uri = MethodSignature.Distinct("uri", operation);
        writer.Line(Generated + "RequestUri " + uri + " = new(stackalloc char[256]);");
        foreach (RoutePiece piece in pieces)
        {
            writer.Line(piece.Parameter is { } parameter
                ? uri + ".Segment(" + FormatArgument(parameter) + ");"
                : uri + ".Literal(" + CSharpText.Literal(piece.Literal) + ");");
        }

        foreach (ParameterShape parameter in query)
        {
            string name = FormatQueryArgument(parameter);
            string method = parameter.Type.Kind != TypeKind.List ? "Query"
                : parameter.Form == ArrayForm.Comma ? "QueryJoined"
                : "QueryEach";
            writer.Line(parameter.Place == ParameterPlace.QueryMap
                ? uri + ".QueryMap(" + name + ");"
                : uri + "." + method + "(" + CSharpText.Literal(WireText.QueryName(parameter.WireName)) + ", " + name + ");");
        }

        return uri + ".Build()";
    }

    /// <summary>Writes the code that builds the body, and returns the expression of the body, or null if there is none.</summary>
    private static string? EmitContent(OperationShape operation, SourceWriter writer)
    {
        List<ParameterShape> parts = [.. operation.Parameters.Where(static p => p.Place == ParameterPlace.Part)];
        if (parts.Count > 0)
        {
            string form = MethodSignature.Distinct("form", operation);
            writer.Line(Generated + "MultipartBody " + form + " = new();");
            foreach (ParameterShape part in parts)
            {
                string name = CSharpText.Literal(part.WireName);
                writer.Line(form + "." + GetPartMethod(part.Type) + "(" + name + ", " + CSharpText.Identifier(part.Name) + ");");
            }

            return form;
        }

        ParameterShape? body = operation.Parameters.FirstOrDefault(static p => p.Place == ParameterPlace.Body);
        return body is null ? null : FormatContent(body);
    }

    /// <summary>Returns the method that adds a part, or a part for each item of a list. Values with one text form are sent as text, others as JSON.</summary>
    private static string GetPartMethod(TypeReference type)
    {
        TypeReference item = type.Kind == TypeKind.List ? type.Element! : type;
        bool isText = item.Kind is TypeKind.Upload or TypeKind.String or TypeKind.Int32 or TypeKind.Int64 or TypeKind.Double
            or TypeKind.DateTime or TypeKind.Date or TypeKind.Guid or TypeKind.OpenEnum || type.Kind == TypeKind.Boolean;
        return isText ? "Add"
            : type.Kind == TypeKind.List ? "AddJsonList<" + CSharpTypeName.ElementAndCodec(type) + ">"
            : "AddJson<" + CSharpTypeName.Of(type) + ", " + CSharpTypeName.CodecOf(type) + ">";
    }

    private static string FormatContent(ParameterShape body)
    {
        string name = CSharpText.Identifier(body.Name);
        string value = !body.IsRequired && RequestBody.IsJson(body) && CSharpTypeName.IsValueType(body.Type) ? name + ".Value" : name;
        string mediaType = RequestBody.MediaTypeOf(body);
        string content = body.Type.Kind == TypeKind.Upload
            ? "new " + Generated + "UploadBody(" + value + ")"
            : RequestBody.IsJson(body)
            ? Generated + "JsonBody.Create<" + CSharpTypeName.Of(body.Type) + ", " + CSharpTypeName.CodecOf(body.Type) + ">(" + value
                + (mediaType == "application/json" ? "" : ", " + CSharpText.Literal(mediaType)) + ")"
            : "new global::System.Net.Http.StringContent(" + value + ", global::System.Text.Encoding.UTF8, "
                + CSharpText.Literal(mediaType) + ")";
        return body.IsRequired ? content : name + " is null ? null : " + content;
    }

    /// <summary>Writes the code that adds headers to the request, if any, and returns the expression of the request.</summary>
    private static string EmitRequest(OperationShape operation, string uri, string? content, SourceWriter writer)
    {
        string creation = GetDescriptorName(operation) + ".CreateRequest(" + uri + (content is null ? ")" : ", " + content + ")");
        List<ParameterShape> headers = [.. operation.Parameters.Where(static p => p.Place == ParameterPlace.Header)];
        if (operation.Headers.IsEmpty && headers.Count == 0)
        {
            return creation;
        }

        string request = MethodSignature.Distinct("request", operation);
        writer.Line("global::System.Net.Http.HttpRequestMessage " + request + " = " + creation + ";");
        foreach (HeaderShape header in operation.Headers)
        {
            EmitHeader(header.Name, CSharpText.Literal(header.Value));
        }

        foreach (ParameterShape header in headers)
        {
            EmitHeader(header.WireName, FormatArgument(header));
        }

        return request;

        void EmitHeader(string name, string value) =>
            writer.Line(Generated + "RequestHeaders.Add(" + request + ", " + CSharpText.Literal(name) + ", " + value + ");");
    }

    /// <summary>Returns the method of the caller that reads a response of this kind.</summary>
    private static string GetSendMethod(OperationShape operation) => operation.Response.Kind switch
    {
        TypeKind.Nothing => "SendAsync",
        TypeKind.Download => "DownloadAsync",
        TypeKind.String => "SendTextAsync",
        _ when !MethodSignature.IsResultNullable(operation) => "SendAsync<" + CSharpTypeName.Of(operation.Response) + ", " + CSharpTypeName.CodecOf(operation.Response) + ">",
        _ when CSharpTypeName.IsValueType(operation.Response) => "SendOptionalAsync<" + CSharpTypeName.Of(operation.Response) + "?, "
            + CSharpTypeName.NullableCodecOf(operation.Response) + ">",
        _ => "SendOptionalAsync<" + CSharpTypeName.Of(operation.Response) + ", " + CSharpTypeName.CodecOf(operation.Response) + ">",
    };

    private static string GetDescriptorName(OperationShape operation) => MethodSignature.Distinct("s_" + operation.MethodName, operation);
}
