using System.Text.Encodings.Web;
using System.Text.Json;
using Leeway.Generator.Emission;
using Leeway.Generator.Reading;
using Leeway.Generator.Shaping;

namespace Leeway.OperationTables;

/// <summary>Writes the facts of an operation as JSON. The tool reads it in <c>OperationFacts</c>.</summary>
internal sealed class OperationWriter(ClientShape client)
{
    private static readonly JsonWriterOptions s_format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<string, OpenEnumShape> _enums = client.Types.OfType<OpenEnumShape>().ToDictionary(static t => t.Name, StringComparer.Ordinal);
    private readonly CSharpExample _examples = new(client);

    public byte[] Write(InterfaceShape tag, OperationShape operation)
    {
        using MemoryStream text = new();
        using (Utf8JsonWriter json = new(text, s_format))
        {
            json.WriteStartObject();
            WriteRequest(json, operation);
            WriteParameters(json, operation);
            if (operation.Enumeration is { } enumeration)
            {
                json.WritePropertyName("pages");
                WritePages(json, enumeration);
            }

            WriteNotes(json, tag, operation);
            json.WriteEndObject();
        }

        return text.ToArray();
    }

    private void WriteRequest(Utf8JsonWriter json, OperationShape operation)
    {
        json.WriteString("product", client.Api.Product);
        json.WriteString("gateway", operation.Server is null ? client.Api.Gateway : "");
        WriteText(json, "server", operation.Server);
        json.WriteStartArray("pieces");
        bool isLiteralNext = true;
        foreach (RoutePiece piece in RouteTemplate.Split(operation))
        {
            if (piece.Parameter is null != isLiteralNext)
            {
                // Literals and parameters alternate.
                json.WriteStringValue("");
                isLiteralNext = !isLiteralNext;
            }

            json.WriteStringValue(piece.Parameter?.WireName ?? piece.Literal);
            isLiteralNext = !isLiteralNext;
        }

        json.WriteEndArray();
        json.WriteStartArray("statuses");
        foreach (int status in operation.Statuses)
        {
            json.WriteNumberValue(status);
        }

        json.WriteEndArray();
        WriteText(json, "classicScopes", string.Join(' ', operation.ClassicScopes));
        WriteText(json, "granularScopes", string.Join(' ', operation.GranularScopes));
        WriteText(json, "marks", string.Join(',', ListMarks(operation)));
        WriteText(json, "paging", operation.Paging == PagingKind.None ? null : operation.Paging.ToString());
        WriteText(json, "repeat", operation.Repeat is not { } repeat ? null
            : repeat.ForbiddenMember.Length > 0 ? repeat.ForbiddenMember
            : repeat.IsAllowed ? "always" : "never");
        if (!operation.Headers.IsEmpty)
        {
            json.WriteStartObject("headers");
            foreach (HeaderShape header in operation.Headers)
            {
                json.WriteString(header.Name, header.Value);
            }

            json.WriteEndObject();
        }

        json.WriteString("response", operation.Response.Kind switch
        {
            TypeKind.Nothing => "Nothing",
            TypeKind.Download => "Bytes",
            TypeKind.String => "Text",
            _ => MethodSignature.IsResultNullable(operation) ? "OptionalJson" : "Json",
        });
    }

    private static IEnumerable<string> ListMarks(OperationShape operation)
    {
        foreach ((bool isSet, string mark) in new[]
        {
            (operation.IsExperimental, "Experimental"), (operation.IsDeprecated, "Deprecated"), (operation.IsReadOnly, "ReadOnly"), (operation.IsHtml, "Html"),
        })
        {
            if (isSet)
            {
                yield return mark;
            }
        }
    }

    private void WriteParameters(Utf8JsonWriter json, OperationShape operation)
    {
        json.WriteStartArray("parameters");
        foreach (ParameterShape parameter in operation.Parameters)
        {
            TypeReference type = parameter.Type;
            bool isWhole = parameter.Place == ParameterPlace.Body;
            TypeReference item = type.Kind == TypeKind.List && !isWhole ? type.Element! : type;
            json.WriteStartObject();
            json.WriteString("name", parameter.WireName);
            json.WriteString("place", parameter.Place.ToString());
            json.WriteString("type", GetValueKind(parameter, item));
            if (type.Kind == TypeKind.List && !isWhole)
            {
                json.WriteString("list", parameter.Form == ArrayForm.Comma ? "Comma" : "Exploded");
            }

            WriteFlag(json, "required", parameter.IsRequired);
            WriteFlag(json, "deprecated", parameter.IsDeprecated);
            WriteText(json, "mediaType", isWhole && type.Kind != TypeKind.Upload ? RequestBody.GetMediaType(parameter) : null);
            WriteText(json, "default", parameter.Default);
            WriteText(json, "query", parameter.Language == QueryLanguage.None ? null : parameter.Language.ToString().ToUpperInvariant());
            WriteText(json, "model", isWhole ? CSharpExample.FormatType(type) : null);
            if (_enums.TryGetValue(item.Name, out OpenEnumShape? values) && item.Kind == TypeKind.OpenEnum)
            {
                json.WriteStartArray("values");
                foreach (EnumValueShape value in values.Values)
                {
                    json.WriteStringValue(value.Value);
                }

                json.WriteEndArray();
            }

            WriteText(json, "summary", parameter.Summary);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Returns how the value of a parameter is written on the command line and in the request.</summary>
    private static string GetValueKind(ParameterShape parameter, TypeReference item) => item.Kind switch
    {
        TypeKind.Upload => "File",
        TypeKind.String when parameter.Place == ParameterPlace.Body && !RequestBody.IsJson(parameter) => "Text",
        _ when parameter.Place == ParameterPlace.Body => "Json",
        TypeKind.Boolean when parameter is { Place: ParameterPlace.Part, Type.Kind: TypeKind.List } => "Json",
        TypeKind.String or TypeKind.NumberOrTextId => "Text",
        TypeKind.Boolean or TypeKind.Int32 or TypeKind.Int64 or TypeKind.Double or TypeKind.DateTime or TypeKind.Date or TypeKind.Guid or TypeKind.NumericId => item.Kind.ToString(),
        TypeKind.OpenEnum => "Choice",
        _ when parameter.Place == ParameterPlace.QueryMap => "Text",
        _ => "Json",
    };

    private static void WritePages(Utf8JsonWriter json, EnumerationShape pages)
    {
        json.WriteStartObject();
        json.WriteString("style", pages.Style.ToString());
        json.WriteString("parameter", pages.Position.WireName);
        WriteText(json, "bodyMember", pages.BodyMember?.WireName);
        WriteFlag(json, "isSetByCaller", pages.IsSetByCaller);
        WriteText(json, "linkedPosition", pages.LinkedPosition?.WireName);
        if (pages.Window is { Facts: { } facts } window)
        {
            json.WriteString("size", window.Size.WireName);
            json.WriteNumber("usual", facts.Usual);
            WriteNumber(json, "largest", facts.MaxSize);
            WriteNumber(json, "bound", facts.Bound);
            WriteFlag(json, "isFiltered", facts.IsFiltered);
            WriteText(json, "instead", facts.Instead);
        }

        PageMembers page = pages.Page;
        WriteText(json, "envelope", page.Envelope?.WireName);
        WriteText(json, "items", page.Items?.WireName);
        WriteText(json, "isLast", page.IsLast?.WireName);
        WriteFlag(json, "isLastMayBeWrong", page.IsLastMayBeWrong);
        WriteText(json, "total", page.Total?.WireName);
        WriteText(json, "pageSize", page.Size?.WireName);
        WriteText(json, "nextHolder", page.NextHolder?.WireName);
        WriteText(json, "next", page.Next?.WireName);
        WriteText(json, "links", page.Links?.WireName);
        WriteText(json, "nextLink", page.NextLink?.WireName);
        json.WriteEndObject();
    }

    private void WriteNotes(Utf8JsonWriter json, InterfaceShape tag, OperationShape operation)
    {
        json.WriteString("line", _examples.FormatCall(tag, operation));
        WriteText(json, "enumeration", operation.Enumeration is null ? null : _examples.FormatEnumeration(tag, operation));
        WriteText(json, "reference", operation.ReferenceUrl);
        WriteText(json, "successor", operation.Successor);
        WriteText(json, "repeatEffect", operation.RepeatEffect);
        if (operation.PagingFacts?.Single is { } single)
        {
            WriteText(json, "maxItems", single.MaxItems);
            WriteText(json, "allItems", single.Instead);
        }
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(name, value);
        }
    }

    private static void WriteFlag(Utf8JsonWriter json, string name, bool value)
    {
        if (value)
        {
            json.WriteBoolean(name, true);
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }
}
