using System;
using System.Collections.Generic;
using System.Globalization;
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

    public static SourceText Emit(InterfaceShape shape) => GeneratedFile.Begin(shape.Api).Write($$"""
        {{GeneratedFile.Mark}}
        {{GeneratedFile.NonUserType}}
        internal sealed class {{CSharpText.EscapeIdentifier(shape.ClientName)}}({{Calls}}AtlassianCaller caller) :{{Wrapping.Defer(CSharpText.EscapeIdentifier(shape.InterfaceName))}}
        {
            {{w => EmitDescriptors(shape, w)}}

            private readonly {{Calls}}AtlassianCaller _caller = caller;

            {{w => w.WriteEach(shape.Operations, EmitMethods)}}
        }
        """).Complete();

    private static void EmitDescriptors(InterfaceShape shape, SourceWriter writer)
    {
        // Static fields are initialized in the order of the text, so the servers precede the descriptors.
        Dictionary<string, string> servers = NameServers(shape);
        foreach (KeyValuePair<string, string> server in servers)
        {
            writer.Write($"private static readonly {Calls}ServerAddress {server.Value} = new({Wrapping.Fill(CSharpText.FormatLiteral(server.Key))});");
        }

        foreach (OperationShape operation in shape.Operations)
        {
            string? server = operation.Server is { } address ? servers[address] : null;
            writer.Write($"private static readonly {Calls}OperationDescriptor {GetDescriptorName(operation)} = new({Wrapping.Fill(ListFacts(operation, shape.Api, server))});");
        }
    }

    /// <summary>Names the fields of the servers, by address.</summary>
    private static Dictionary<string, string> NameServers(InterfaceShape shape)
    {
        var taken = new HashSet<string>(shape.Operations.Select(GetDescriptorName), StringComparer.Ordinal);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string address in shape.Operations.Select(static o => o.Server).OfType<string>().Distinct())
        {
            string name = "s_server";
            for (int number = 2; !taken.Add(name); number++)
            {
                name = "s_server" + number.ToString(CultureInfo.InvariantCulture);
            }

            names.Add(address, name);
        }

        return names;
    }

    /// <summary>Lists the arguments of the constructor of a descriptor.</summary>
    private static IEnumerable<string> ListFacts(OperationShape operation, ApiShape api, string? server)
    {
        yield return CSharpText.FormatLiteral(operation.Id);
        yield return "global::System.Net.Http.HttpMethod." + GetMethodName(operation.Verb);
        yield return CSharpText.FormatLiteral(operation.Route);
        yield return CSharpText.FormatLiteral(server is null ? api.Gateway : "");
        yield return CSharpText.FormatLiteral(api.Product);
        yield return "[" + string.Join(", ", operation.Statuses) + "]";
        if (!operation.ClassicScopes.IsEmpty)
        {
            yield return "classicScopes: " + CSharpText.FormatLiteral(string.Join(" ", operation.ClassicScopes));
        }

        if (!operation.GranularScopes.IsEmpty)
        {
            yield return "granularScopes: " + CSharpText.FormatLiteral(string.Join(" ", operation.GranularScopes));
        }

        List<string> marks = [.. ListMarks(operation).Select(static m => Calls + "OperationMarks." + m)];
        if (marks.Count > 0)
        {
            yield return "marks: " + string.Join(" | ", marks);
        }

        if (operation.Paging != PagingKind.None)
        {
            yield return "paging: " + Calls + "PagingStyle." + operation.Paging;
        }

        if (operation.Repeat is { } repeat)
        {
            yield return "repeat: " + Calls + "RepeatRule."
                + (repeat.ForbiddenMember.Length > 0 ? "UnlessBody(" + CSharpText.FormatLiteral(repeat.ForbiddenMember) + ")"
                    : repeat.IsAllowed ? "Always"
                    : "Never");
        }

        if (server is not null)
        {
            yield return "server: " + server;
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

        if (operation.IsHtml)
        {
            yield return "Html";
        }
    }

    private static void EmitMethods(SourceWriter writer, OperationShape operation)
    {
        EmitMethod(writer, operation);
        if (operation.WithTypedQueries() is { } overload)
        {
            string token = MethodSignature.MakeUnique("cancellationToken", operation);
            IEnumerable<string> parameters = overload.Parameters.Select(MethodSignature.FormatParameter).Concat([MethodSignature.CancellationToken + " " + token]);
            IEnumerable<string> arguments = operation.Parameters.Select(MethodSignature.FormatTextArgument).Concat([token]);
            string method = CSharpText.EscapeIdentifier(operation.MethodName);
            writer.Write($"""

                public {MethodSignature.FormatResult(operation)}{Wrapping.Defer(method)}({Wrapping.Fill(parameters)}) =>
                    {method}({Wrapping.Fill(arguments)});
                """);
        }
    }

    private static void EmitMethod(SourceWriter writer, OperationShape operation)
    {
        string token = MethodSignature.MakeUnique("cancellationToken", operation);
        IEnumerable<string> parameters = operation.Parameters.Select(MethodSignature.FormatParameter).Concat([MethodSignature.CancellationToken + " " + token]);

        List<RoutePiece> route = RouteTemplate.Split(operation);

        // A parameter of this name would hide the field.
        string caller = MethodSignature.HasParameter(operation, "_caller") ? "this._caller" : "_caller";
        writer.Write($$"""
            public {{MethodSignature.FormatResult(operation)}}{{Wrapping.Defer(CSharpText.EscapeIdentifier(operation.MethodName))}}({{Wrapping.Fill(parameters)}})
            {
                {{w => EmitChecks(operation, w)}}
                {{w => EmitUri(operation, route, w)}}
                {{w => EmitForm(operation, w)}}
                {{w => EmitHeaders(operation, route, w)}}
                return {{caller}}.{{GetSendMethod(operation)}}({{Wrapping.Fill(FormatRequest(operation, route), token)}});
            }
            """);
    }

    private static void EmitChecks(OperationShape operation, SourceWriter writer)
    {
        foreach (ParameterShape parameter in operation.Parameters.Where(NeedsNullCheck))
        {
            writer.Write($"{(NeedsItems(parameter) ? Generated + "RequiredArgument.ThrowIfEmpty" : "global::System.ArgumentNullException.ThrowIfNull")}({FormatArgument(parameter)});");
        }

        foreach (ParameterShape parameter in operation.Parameters.Where(NeedsInteger))
        {
            writer.Write($"{Generated}NumericIdArgument.ThrowIfInvalid({FormatArgument(parameter)});");
        }
    }

    /// <summary>Whether the argument is an id, or a list of ids, that must be an integer.</summary>
    private static bool NeedsInteger(ParameterShape parameter) => (parameter.Type.Element ?? parameter.Type).Kind == TypeKind.NumericId;

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
        string argument = CSharpText.EscapeVariable(parameter.Name);
        return argument == parameter.Name || parameter.Type.Kind == TypeKind.Boolean
            ? argument
            : argument + ", " + CSharpText.FormatLiteral(parameter.Name);
    }

    /// <summary>Returns a query parameter as an argument. Lists of booleans need no name, because no exception reports it.</summary>
    private static string FormatQueryArgument(ParameterShape parameter) =>
        parameter.Type.Element?.Kind == TypeKind.Boolean && parameter.Place == ParameterPlace.Query ? CSharpText.EscapeVariable(parameter.Name) : FormatArgument(parameter);

    /// <summary>Writes the statements that build the address, unless it is constant.</summary>
    private static void EmitUri(OperationShape operation, List<RoutePiece> route, SourceWriter writer)
    {
        if (IsUriConstant(operation, route))
        {
            return;
        }

        string uri = MethodSignature.MakeUnique("uri", operation);
        writer.Write($"{Generated}RequestUri {uri} = new(stackalloc char[256]);");
        foreach (RoutePiece piece in route)
        {
            writer.Write($"{uri}.{(piece.Parameter is { } parameter ? "AppendSegment(" + FormatArgument(parameter) : "AppendLiteral(" + CSharpText.FormatLiteral(piece.Literal))});");
        }

        foreach (ParameterShape parameter in operation.Parameters.Where(IsInQuery))
        {
            string argument = FormatQueryArgument(parameter);
            string method = parameter.Type.Kind != TypeKind.List ? "AppendQuery"
                : parameter.Form == ArrayForm.Comma ? "AppendQueryJoined"
                : "AppendQueryEach";
            writer.Write($"{uri}.{(parameter.Place == ParameterPlace.QueryMap
                ? "AppendQueryMap(" + argument
                : method + "(" + CSharpText.FormatLiteral(WireText.EncodeQueryName(parameter.WireName)) + ", " + argument)});");
        }
    }

    private static bool IsUriConstant(OperationShape operation, List<RoutePiece> route) =>
        !operation.Parameters.Any(IsInQuery) && route.TrueForAll(static p => p.Parameter is null);

    private static bool IsInQuery(ParameterShape parameter) => parameter.Place is ParameterPlace.Query or ParameterPlace.QueryMap;

    /// <summary>Returns the address after <see cref="EmitUri"/>.</summary>
    private static string FormatUri(OperationShape operation, List<RoutePiece> route) => IsUriConstant(operation, route)
        ? CSharpText.FormatLiteral(string.Concat(route.Select(static p => p.Literal)))
        : MethodSignature.MakeUnique("uri", operation) + ".Build()";

    /// <summary>Writes the statements that build a form, if the body is one.</summary>
    private static void EmitForm(OperationShape operation, SourceWriter writer)
    {
        if (!HasForm(operation))
        {
            return;
        }

        string form = MethodSignature.MakeUnique("form", operation);
        writer.Write($"{Generated}MultipartBody {form} = new();");
        foreach (ParameterShape part in operation.Parameters.Where(static p => p.Place == ParameterPlace.Part))
        {
            writer.Write($"{form}.{GetPartMethod(part.Type)}({Wrapping.Fill(CSharpText.FormatLiteral(part.WireName), CSharpText.EscapeVariable(part.Name))});");
        }
    }

    private static bool HasForm(OperationShape operation) => operation.Parameters.Any(static p => p.Place == ParameterPlace.Part);

    /// <summary>Returns the body after <see cref="EmitForm"/>, or null if there is none.</summary>
    private static string? FormatContent(OperationShape operation) =>
        HasForm(operation) ? MethodSignature.MakeUnique("form", operation)
        : operation.Parameters.FirstOrDefault(static p => p.Place == ParameterPlace.Body) is { } body ? FormatContent(body)
        : null;

    /// <summary>Returns the method that adds a part, or a part for each item of a list. Values with one text form are sent as text, others as JSON.</summary>
    private static string GetPartMethod(TypeReference type)
    {
        TypeReference item = type.Kind == TypeKind.List ? type.Element! : type;
        bool isText = item.Kind is TypeKind.Upload or TypeKind.String or TypeKind.NumericId or TypeKind.NumberOrTextId or TypeKind.Int32
            or TypeKind.Int64 or TypeKind.Double or TypeKind.DateTime or TypeKind.Date or TypeKind.Guid or TypeKind.OpenEnum || type.Kind == TypeKind.Boolean;
        return isText ? "Add"
            : type.Kind == TypeKind.List ? "AddJsonList<" + CSharpTypeName.FormatElementAndCodec(type) + ">"
            : "AddJson<" + Wrapping.Fill(CSharpTypeName.Format(type), CSharpTypeName.FormatCodec(type)) + ">";
    }

    private static string FormatContent(ParameterShape body)
    {
        string name = CSharpText.EscapeVariable(body.Name);
        string value = !body.IsRequired && RequestBody.IsJson(body) && CSharpTypeName.IsValueType(body.Type) ? name + ".Value" : name;
        string mediaType = RequestBody.GetMediaType(body);
        string content = body.Type.Kind == TypeKind.Upload
            ? "new " + Generated + "UploadBody(" + value + ")"
            : RequestBody.IsJson(body)
            ? Generated + "JsonBody.Create" + FormatTypeArguments(body.Type) + "("
                + (mediaType == "application/json" ? value : Wrapping.Fill(value, CSharpText.FormatLiteral(mediaType))) + ")"
            : "new global::System.Net.Http.StringContent(" + Wrapping.Fill(value, "global::System.Text.Encoding.UTF8", CSharpText.FormatLiteral(mediaType)) + ")";
        return body.IsRequired ? content : name + " is null ? null :" + Wrapping.Defer(content);
    }

    /// <summary>Writes the statements that create the request and add headers to it, if it has any.</summary>
    private static void EmitHeaders(OperationShape operation, List<RoutePiece> route, SourceWriter writer)
    {
        if (!HasHeaders(operation))
        {
            return;
        }

        string request = MethodSignature.MakeUnique("request", operation);
        writer.Write($"global::System.Net.Http.HttpRequestMessage {request} = {FormatCreation(operation, route)};");
        foreach (HeaderShape header in operation.Headers)
        {
            EmitHeader(header.Name, CSharpText.FormatLiteral(header.Value));
        }

        foreach (ParameterShape header in operation.Parameters.Where(static p => p.Place == ParameterPlace.Header))
        {
            EmitHeader(header.WireName, FormatArgument(header));
        }

        void EmitHeader(string name, string value) =>
            writer.Write($"{Generated}RequestHeaders.Add({Wrapping.Fill(request, CSharpText.FormatLiteral(name), value)});");
    }

    private static bool HasHeaders(OperationShape operation) =>
        !operation.Headers.IsEmpty || operation.Parameters.Any(static p => p.Place == ParameterPlace.Header);

    /// <summary>Returns the request after <see cref="EmitHeaders"/>.</summary>
    private static string FormatRequest(OperationShape operation, List<RoutePiece> route) =>
        HasHeaders(operation) ? MethodSignature.MakeUnique("request", operation) : FormatCreation(operation, route);

    private static string FormatCreation(OperationShape operation, List<RoutePiece> route)
    {
        string uri = FormatUri(operation, route);
        return GetDescriptorName(operation) + ".CreateRequest("
            + (FormatContent(operation) is { } content ? Wrapping.Fill(uri, content) : Wrapping.Fill(uri)) + ")";
    }

    /// <summary>Returns the method of the caller that reads a response of this kind.</summary>
    private static string GetSendMethod(OperationShape operation) => operation.Response.Kind switch
    {
        TypeKind.Nothing => "SendAsync",
        TypeKind.Download => "DownloadAsync",
        TypeKind.String => "SendTextAsync",
        _ when !MethodSignature.IsResultNullable(operation) => "SendAsync" + FormatTypeArguments(operation.Response),
        _ when CSharpTypeName.IsValueType(operation.Response) => "SendOptionalAsync<"
            + Wrapping.Fill(CSharpTypeName.Format(operation.Response) + "?", CSharpTypeName.FormatNullableCodec(operation.Response)) + ">",
        _ => "SendOptionalAsync" + FormatTypeArguments(operation.Response),
    };

    /// <summary>Returns the type arguments for a value: its type, and the codec if the type does not read itself.</summary>
    private static string FormatTypeArguments(TypeReference type) => CSharpTypeName.ReadsItself(type)
        ? "<" + CSharpTypeName.Format(type) + ">"
        : "<" + Wrapping.Fill(CSharpTypeName.Format(type), CSharpTypeName.FormatCodec(type)) + ">";

    /// <summary>Returns the name of an HTTP method as .NET and Refit write it.</summary>
    internal static string GetMethodName(string verb) => verb[0] + verb.Substring(1).ToLowerInvariant();

    private static string GetDescriptorName(OperationShape operation)
    {
        const string Suffix = "Async";
        string method = operation.MethodName;
        string name = method.EndsWith(Suffix, StringComparison.Ordinal) ? method.Substring(0, method.Length - Suffix.Length) : method;
        return MethodSignature.MakeUnique("s_" + CSharpText.LowerFirst(name), operation);
    }
}
