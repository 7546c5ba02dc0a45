using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using Leeway.Generator.Diagnostics;
using Leeway.Generator.Servers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace Leeway.Generator.Reading;

/// <summary>Reads an OpenAPI document into facts. Only this class and <see cref="UnusablePaths"/> depend on Microsoft.OpenApi.</summary>
internal sealed class DocumentReader
{
    /// <summary>The limit is six times the size of the largest published document.</summary>
    public const int MaxTextLength = 16 * 1024 * 1024;

    /// <summary>The extension that states what a value means beyond its schema.</summary>
    private const string ValueType = "x-leeway-type";

    /// <summary>The longest name in <c>x-leeway-name</c>.</summary>
    private const int MaxNameLength = 100;

    /// <summary>The extension with a sentence about an operation or a parameter.</summary>
    private const string Summary = "x-leeway-summary";

    private readonly string _path;
    private readonly CancellationToken _cancellation;
    private readonly List<(DiagnosticDescriptor Descriptor, string Pointer, string Argument)> _faults = [];
    private readonly Stack<string> _pointer = new();
    private readonly OpenApiDocument _document;
    private readonly Dictionary<string, string> _meanings;

    private DocumentReader(string path, OpenApiDocument document, Dictionary<string, string> meanings, CancellationToken cancellation)
    {
        _path = path;
        _document = document;
        _meanings = meanings;
        _cancellation = cancellation;
    }

    /// <summary>Reads a document. Each error becomes a diagnostic at its position.</summary>
    public static DocumentResult Read(DocumentText file, CancellationToken cancellation)
    {
        string path = file.Path;
        if (file.Source is not { } source)
        {
            return DocumentResult.CreateFailed(DiagnosticInfo.Create(DiagnosticDescriptors.InvalidJson, path, "the file cannot be opened as text"));
        }

        if (source.Length > MaxTextLength)
        {
            return DocumentResult.CreateFailed(DiagnosticInfo.Create(DiagnosticDescriptors.TooLarge, path, source.Length.ToString(CultureInfo.InvariantCulture), MaxTextLength.ToString(CultureInfo.InvariantCulture)));
        }

        string text = source.ToString();
        var json = new JsonText(text);
        if (json.FindFault() is { } fault)
        {
            return DocumentResult.CreateFailed(DiagnosticInfo.Create(DiagnosticDescriptors.InvalidJson, path, fault.Position, fault.Reason));
        }

        cancellation.ThrowIfCancellationRequested();
        try
        {
            return Read(path, text, json, cancellation);
        }
        catch (ArgumentException) when (json.FindDuplicate() is not null)
        {
            JsonFault duplicate = json.FindDuplicate()!;
            return DocumentResult.CreateFailed(DiagnosticInfo.Create(DiagnosticDescriptors.InvalidJson, path, duplicate.Position, duplicate.Reason));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The reader throws exceptions of many types for documents that it does not expect. They all mean that the document is not valid.
            return DocumentResult.CreateFailed(DiagnosticInfo.Create(DiagnosticDescriptors.NotOpenApi, path, TrimEnd(exception.Message)));
        }
    }

    private static DocumentResult Read(string path, string text, JsonText json, CancellationToken cancellation)
    {
        var root = (JsonObject)JsonNode.Parse(text)!;
        if (root["openapi"] is not JsonValue)
        {
            json.Find(["#/swagger"]).TryGetValue("#/swagger", out LinePosition position);
            string fault = root["swagger"] is JsonValue version
                ? $"it is a Swagger {version} document"
                : "it has no member 'openapi' with the version of the format";
            return DocumentResult.CreateFailed(DiagnosticInfo.Create(DiagnosticDescriptors.NotOpenApi, path, position, fault));
        }

        Dictionary<string, string> meanings = ReadMeanings(root);
        DocumentNormalizer.Normalize(root);
        List<OperationFacts> unusable = UnusablePaths.Remove(root);
        ReadResult parsed;
        try
        {
            parsed = UnusablePaths.Parse(root);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            parsed = new ReadResult { Diagnostic = new OpenApiDiagnostic { Errors = [new OpenApiError("#", exception.Message)] } };
        }

        if (parsed.Diagnostic?.Errors is { Count: > 0 } && UnusablePaths.RemoveOperations(root) is { Count: > 0 } operations)
        {
            unusable.AddRange(operations);
            parsed = UnusablePaths.Parse(root);
        }

        if (parsed.Document is null)
        {
            string reason = parsed.Diagnostic?.Errors.FirstOrDefault()?.Message ?? "it has no content";
            return DocumentResult.CreateFailed(DiagnosticInfo.Create(DiagnosticDescriptors.NotOpenApi, path, TrimEnd(reason)));
        }

        var reader = new DocumentReader(path, parsed.Document, meanings, cancellation);
        foreach (OpenApiError error in parsed.Diagnostic?.Errors ?? [])
        {
            reader._faults.Add((DiagnosticDescriptors.NotOpenApi, error.Pointer ?? "#", TrimEnd(error.Message)));
        }

        ApiDocument document;
        try
        {
            document = reader.ReadDocument(unusable);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Some parts of a malformed document fail when they are accessed, not when they are parsed.
            reader._faults.Add((DiagnosticDescriptors.NotOpenApi, reader.FormatPointer(), TrimEnd(exception.Message)));
            return new DocumentResult(path, null, reader.CreateDiagnostics(json));
        }

        if (document.Operations.IsEmpty && reader._faults.Count == 0)
        {
            reader._faults.Add((DiagnosticDescriptors.NoOperations, "#", ""));
        }

        return new DocumentResult(path, document, reader.CreateDiagnostics(json));
    }

    private EquatableArray<DiagnosticInfo> CreateDiagnostics(JsonText json)
    {
        if (_faults.Count == 0)
        {
            return [];
        }

        Dictionary<string, LinePosition> positions = json.Find(_faults.Select(static f => f.Pointer).ToList());

        // A fault in a schema that was copied is found twice. Only the original has a position.
        HashSet<(DiagnosticDescriptor, string)> placed = [.. _faults.Where(f => positions.ContainsKey(f.Pointer)).Select(static f => (f.Descriptor, f.Argument))];
        return _faults
            .Where(f => positions.ContainsKey(f.Pointer) || !placed.Contains((f.Descriptor, f.Argument)))
            .Select(f => DiagnosticInfo.Create(f.Descriptor, _path, positions.TryGetValue(f.Pointer, out LinePosition p) ? p : LinePosition.Zero, f.Argument))
            .Distinct()
            .ToEquatableArray();
    }

    /// <summary>Removes the period of a message of the reader, which becomes a part of a sentence.</summary>
    private static string TrimEnd(string message) => message.TrimEnd(' ', '.');

    private string FormatPointer() => _pointer.Count == 0 ? "#" : "#/" + string.Join("/", _pointer.Reverse());

    private ApiDocument ReadDocument(List<OperationFacts> unusable)
    {
        var operations = new List<OperationFacts>(unusable);
        _pointer.Push("paths");
        foreach (KeyValuePair<string, IOpenApiPathItem> path in _document.Paths ?? [])
        {
            _cancellation.ThrowIfCancellationRequested();
            _pointer.Push(JsonText.Escape(path.Key));
            foreach (KeyValuePair<System.Net.Http.HttpMethod, OpenApiOperation> operation in path.Value.Operations ?? [])
            {
                string method = operation.Key.Method.ToUpperInvariant();
                int depth = _pointer.Count;
                _pointer.Push(method.ToLowerInvariant());
                try
                {
                    operations.Add(ReadOperation(path.Key, method, path.Value, operation.Value));
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    operations.Add(OperationFacts.CreateUnusable(path.Key, method, operation.Value.OperationId, FindFirstTag(operation.Value), exception.Message));
                }

                while (_pointer.Count > depth)
                {
                    _pointer.Pop();
                }
            }

            _pointer.Pop();
        }

        _pointer.Pop();
        var schemas = new List<NamedSchema>();
        _pointer.Push("components");
        _pointer.Push("schemas");
        foreach (KeyValuePair<string, IOpenApiSchema> schema in _document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>())
        {
            _cancellation.ThrowIfCancellationRequested();
            schemas.Add(new NamedSchema(schema.Key, ReadSchema(schema.Value, JsonText.Escape(schema.Key))));
        }

        _pointer.Pop();
        _pointer.Pop();
        return new ApiDocument(ReadServers(_document.Servers), operations.ToEquatableArray(), schemas.ToEquatableArray());
    }

    private static EquatableArray<ServerFacts> ReadServers(IList<OpenApiServer>? servers) =>
        (servers ?? []).Select(static s => new ServerFacts(
            s.Url ?? "",
            (s.Variables ?? new Dictionary<string, OpenApiServerVariable>())
                .Select(static v => new ServerVariableFacts(v.Key, v.Value.Default, (v.Value.Enum ?? []).ToEquatableArray()))
                .ToEquatableArray()))
            .ToEquatableArray();

    private OperationFacts ReadOperation(string path, string method, IOpenApiPathItem item, OpenApiOperation operation)
    {
        _pointer.Push("parameters");
        List<ParameterFacts> parameters = ReadParameters(item, operation);
        _pointer.Pop();
        _pointer.Push("requestBody");
        BodyFacts? body = operation.RequestBody is { } request && CheckTarget(request, (request as OpenApiRequestBodyReference)?.Reference)
            ? new BodyFacts(request.Required, ReadContent(request.Content))
            : null;
        _pointer.Pop();
        _pointer.Push("responses");
        List<ResponseFacts> responses = ReadResponses(operation);
        _pointer.Pop();
        return new OperationFacts(
            path,
            method,
            operation.OperationId ?? "",
            FindFirstTag(operation) ?? "",
            parameters.ToEquatableArray(),
            body,
            responses.ToEquatableArray(),
            ReadScopeSets(operation),
            operation.Deprecated,
            IsTrue(FindExtension(operation.Extensions, "x-experimental")),
            ReadRepetition(operation),
            ReadString(FindExtension(operation.Extensions, "x-leeway-repeat-effect")),
            IsTrue(FindExtension(operation.Extensions, "x-leeway-reads")),
            ReadString(FindExtension(operation.Extensions, Summary)) ?? operation.Summary,
            operation.Description)
        {
            Servers = ReadServers(operation.Servers is { Count: > 0 } own ? own : item.Servers),
            Successor = ReadString(FindExtension(operation.Extensions, "x-leeway-successor")),
            Paging = PagingReader.Read(FindExtension(operation.Extensions, "x-leeway-paging")),
            Name = ReadName(operation.Extensions, isMethod: true),
            LongTask = ReadExtension(operation, LongTaskReader.Task, LongTaskReader.ReadTask),
            Shortcut = ReadExtension(operation, ShortcutReader.Shortcut, ShortcutReader.Read),
            StartsLongTask = ReadExtension(operation, LongTaskReader.Starts, LongTaskReader.ReadStart),
        };
    }

    private List<ParameterFacts> ReadParameters(IOpenApiPathItem item, OpenApiOperation operation)
    {
        var parameters = new List<ParameterFacts>();
        List<IOpenApiParameter> own = [.. operation.Parameters ?? []];
        IEnumerable<IOpenApiParameter> shared = (item.Parameters ?? []).Where(p => !own.Any(o => o.Name == p.Name && o.In == p.In));
        int index = 0;
        foreach (IOpenApiParameter parameter in own.Concat(shared))
        {
            if (CheckTarget(parameter, (parameter as OpenApiParameterReference)?.Reference, index.ToString(CultureInfo.InvariantCulture)))
            {
                parameters.Add(ReadParameter(parameter, index));
            }

            index++;
        }

        return parameters;
    }

    private List<ResponseFacts> ReadResponses(OpenApiOperation operation)
    {
        var responses = new List<ResponseFacts>();
        bool hasSuccess = operation.Responses?.Keys.Any(IsSuccess) == true;
        foreach (KeyValuePair<string, IOpenApiResponse> response in operation.Responses ?? [])
        {
            _pointer.Push(JsonText.Escape(response.Key));
            bool isRead = (IsSuccess(response.Key) || (!hasSuccess && response.Key == "default")) && CheckTarget(response.Value, (response.Value as OpenApiResponseReference)?.Reference);
            responses.Add(new ResponseFacts(response.Key, isRead ? ReadContent(response.Value.Content) : []));
            _pointer.Pop();
        }

        return responses;
    }

    private RepeatFacts? ReadRepetition(OpenApiOperation operation)
    {
        const string Name = "x-leeway-repeat";
        if (operation.Extensions?.ContainsKey(Name) != true)
        {
            return null;
        }

        JsonNode? value = FindExtension(operation.Extensions, Name);
        if (ReadString(value) is { } text && RepeatFacts.Parse(text) is { } verdict)
        {
            return verdict;
        }

        ReportExtension(DiagnosticDescriptors.UnreadableRepetition, Name, value);
        return RepeatFacts.Never;
    }

    /// <summary>Reads the C# name that the document gives a method or a type. Reports a value that is not an identifier in Pascal case.</summary>
    private string? ReadName(IDictionary<string, IOpenApiExtension>? extensions, bool isMethod)
    {
        const string Name = "x-leeway-name";
        if (extensions?.ContainsKey(Name) != true)
        {
            return null;
        }

        JsonNode? value = FindExtension(extensions, Name);
        if (ReadString(value) is { Length: > 0 and <= MaxNameLength } name
            && name[0] is >= 'A' and <= 'Z'
            && name.All(static c => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9')
            && !(isMethod && name.EndsWith("Async", StringComparison.Ordinal)))
        {
            return name;
        }

        ReportExtension(DiagnosticDescriptors.UnreadableName, Name, value);
        return null;
    }

    /// <summary>Reads an extension that adds methods. Reports a value that is not valid.</summary>
    private T? ReadExtension<T>(OpenApiOperation operation, string name, Func<JsonNode?, T?> read)
        where T : class
    {
        if (operation.Extensions?.ContainsKey(name) != true)
        {
            return null;
        }

        JsonNode? value = FindExtension(operation.Extensions, name);
        T? facts = read(value);
        if (facts is null)
        {
            ReportExtension(DiagnosticDescriptors.UnreadableAddition, name, value);
        }

        return facts;
    }

    private static string? FindFirstTag(OpenApiOperation operation) => operation.Tags?.FirstOrDefault()?.Reference.Id;

    /// <summary>Whether the status is a success. Error responses are read without a schema at run time, so their schemas are not needed.</summary>
    private static bool IsSuccess(string status) => status.Length > 0 && status[0] is '2' or '3';

    private ParameterFacts ReadParameter(IOpenApiParameter parameter, int index)
    {
        string location = parameter.In switch
        {
            ParameterLocation.Path => "path",
            ParameterLocation.Header => "header",
            ParameterLocation.Cookie => "cookie",
            _ => "query",
        };
        IOpenApiSchema? schema = parameter.Schema ?? parameter.Content?.Values.FirstOrDefault()?.Schema;
        _pointer.Push(index.ToString(CultureInfo.InvariantCulture));
        var facts = new ParameterFacts(
            parameter.Name ?? "",
            location,
            parameter.Required,
            parameter.Deprecated,
            parameter.Explode,
            schema is null ? SchemaFacts.Any : ReadSchema(schema, "schema"),
            parameter.Description ?? ReadString(FindExtension(parameter.Extensions, Summary)) ?? FindMeaning(parameter.Name))
        {
            Language = ReadLanguage(parameter, location),
        };
        _pointer.Pop();
        return facts;
    }

    /// <summary>Reads the sentences that apply to all parameters with a name.</summary>
    private static Dictionary<string, string> ReadMeanings(JsonObject root)
    {
        var meanings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (KeyValuePair<string, JsonNode?> meaning in root["x-leeway-parameters"] as JsonObject ?? [])
        {
            if (ReadString(meaning.Value) is { } text)
            {
                meanings[meaning.Key] = text;
            }
        }

        return meanings;
    }

    private string? FindMeaning(string? name) => name is not null && _meanings.TryGetValue(name, out string? meaning) ? meaning : null;

    private QueryLanguage ReadLanguage(IOpenApiParameter parameter, string location)
    {
        if (parameter.Extensions?.ContainsKey(ValueType) != true)
        {
            return QueryLanguage.None;
        }

        JsonNode? value = FindExtension(parameter.Extensions, ValueType);
        QueryLanguage language = location != "query" ? QueryLanguage.None : ReadString(value) switch
        {
            "jql" => QueryLanguage.Jql,
            "cql" => QueryLanguage.Cql,
            _ => QueryLanguage.None,
        };
        if (language == QueryLanguage.None)
        {
            ReportExtension(DiagnosticDescriptors.UnreadableValueType, ValueType, value);
        }

        return language;
    }

    private (RichTextFacts? RichText, IssueFieldsUse Fields) ReadValueType(IOpenApiSchema schema)
    {
        if (schema.Extensions?.ContainsKey(ValueType) != true)
        {
            return default;
        }

        JsonNode? value = FindExtension(schema.Extensions, ValueType);
        JsonKinds kinds = ReadKinds(schema.Type);
        string text = ReadString(value) ?? "";
        IssueFieldsUse fields = text switch
        {
            "issue-fields" when kinds == JsonKinds.Object => IssueFieldsUse.Whole,
            "issue-fields-changes" when kinds == JsonKinds.Object => IssueFieldsUse.Changes,
            _ => IssueFieldsUse.None,
        };
        RichTextFacts? richText = RichTextFacts.Parse(text);
        if (richText is { IsConditional: true } && kinds != JsonKinds.String)
        {
            richText = null;
        }

        if (richText is null && fields == IssueFieldsUse.None)
        {
            ReportExtension(DiagnosticDescriptors.UnreadableValueType, ValueType, value);
        }

        return (richText, fields);
    }

    /// <summary>Reports the value of an extension that is ignored.</summary>
    private void ReportExtension(DiagnosticDescriptor descriptor, string name, JsonNode? value)
    {
        _pointer.Push(name);
        _faults.Add((descriptor, FormatPointer(), value is null || value.IsJsonNullSentinel() ? "null" : value.ToJsonString()));
        _pointer.Pop();
    }

    private EquatableArray<ContentFacts> ReadContent(IDictionary<string, IOpenApiMediaType>? content)
    {
        if (content is null || content.Count == 0)
        {
            return [];
        }

        var facts = new List<ContentFacts>(content.Count);
        _pointer.Push("content");
        foreach (KeyValuePair<string, IOpenApiMediaType> media in content)
        {
            _pointer.Push(JsonText.Escape(media.Key));
            facts.Add(new ContentFacts(media.Key, media.Value?.Schema is { } schema ? ReadSchema(schema, "schema") : null));
            _pointer.Pop();
        }

        _pointer.Pop();
        return facts.ToEquatableArray();
    }

    private static EquatableArray<EquatableArray<string>> ReadScopeSets(OpenApiOperation operation)
    {
        List<EquatableArray<string>> sets = [.. (operation.Security ?? [])
            .Select(static requirement => requirement.Values.SelectMany(static names => names).Distinct(StringComparer.Ordinal).ToEquatableArray())];
        if (FindExtension(operation.Extensions, "x-atlassian-oauth2-scopes") is JsonArray entries)
        {
            sets.AddRange(entries.OfType<JsonObject>()
                .OrderBy(static entry => ReadString(entry["state"]) == "Current" ? 0 : 1)
                .Select(static entry => (entry["scopes"] as JsonArray ?? []).Select(ReadString).OfType<string>().Distinct(StringComparer.Ordinal).ToEquatableArray()));
        }

        return sets.Where(static set => !set.IsEmpty).Distinct().ToEquatableArray();
    }

    private static string? ReadString(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static bool IsTrue(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.True;

    private static JsonNode? FindExtension(IDictionary<string, IOpenApiExtension>? extensions, string name) =>
        extensions is not null && extensions.TryGetValue(name, out IOpenApiExtension? extension) ? (extension as JsonNodeExtension)?.Node : null;

    private SchemaFacts ReadSchema(IOpenApiSchema schema, string step)
    {
        _pointer.Push(step);
        SchemaFacts facts = schema is OpenApiSchemaReference reference ? ReadReference(reference) : ReadSchema(schema);
        _pointer.Pop();
        return facts;
    }

    private SchemaFacts ReadReference(OpenApiSchemaReference reference)
    {
        if (reference.Reference.IsExternal)
        {
            _faults.Add((DiagnosticDescriptors.RemoteReference, FormatPointer(), reference.Reference.ExternalResource ?? reference.Reference.Id ?? ""));
            return SchemaFacts.Any;
        }

        if (FindComponent(reference.Reference.Id) is { } component)
        {
            return new SchemaFacts { Reference = component };
        }

        string text = DocumentNormalizer.DecodeMissingReference(reference.Reference.Id) ?? reference.Reference.ReferenceV3 ?? "";
        _faults.Add((DiagnosticDescriptors.UnknownReference, FormatPointer(), text));
        return SchemaFacts.Any;
    }

    /// <summary>Finds the component with the name in a reference, which may be encoded. Returns null if there is none.</summary>
    private string? FindComponent(string? id)
    {
        if (id is null || _document.Components?.Schemas is not { } schemas)
        {
            return null;
        }

        return schemas.ContainsKey(id) ? id
            : DocumentNormalizer.Decode(id) is var decoded && schemas.ContainsKey(decoded) ? decoded
            : null;
    }

    /// <summary>Reports a reference without a target. Returns whether the element exists.</summary>
    private bool CheckTarget(object element, BaseOpenApiReference? reference, params string[] steps)
    {
        if (element is not IOpenApiReferenceHolder { UnresolvedReference: true })
        {
            return true;
        }

        string pointer = string.Join("/", new[] { FormatPointer() }.Concat(steps));
        _faults.Add(reference is { IsExternal: true }
            ? (DiagnosticDescriptors.RemoteReference, pointer, reference.ExternalResource ?? "")
            : (DiagnosticDescriptors.UnknownReference, pointer, reference?.ReferenceV3 ?? ""));
        return false;
    }

    private SchemaFacts ReadSchema(IOpenApiSchema schema)
    {
        // A branch of type null only makes the value nullable.
        Func<IOpenApiSchema, bool> isNull = static branch => branch is OpenApiSchema { Type: JsonSchemaType.Null };
        (RichTextFacts? richText, IssueFieldsUse fields) = ReadValueType(schema);
        return new SchemaFacts
        {
            Kinds = ReadKinds(schema.Type),
            Format = schema.Format,
            Title = schema.Title,
            Name = ReadName(schema.Extensions, isMethod: false),
            Summary = schema.Description,
            Default = schema.Default is { } value ? FormatValue(value) : null,
            IsReadOnly = schema.ReadOnly,
            IsDeprecated = schema.Deprecated,
            IsClearedByNull = ReadString(FindExtension(schema.Extensions, "x-leeway-null")) == "clears",
            RichText = richText,
            IssueFields = fields,
            IsNullable = (schema.Type & JsonSchemaType.Null) != 0
                || schema.AnyOf?.Any(isNull) == true
                || schema.OneOf?.Any(isNull) == true,
            Values = ReadValues(schema),
            HasNumericValues = schema.Enum is { Count: > 0 } && ReadKinds(schema.Type) is JsonKinds.Integer or JsonKinds.Number,
            Properties = ReadProperties(schema),
            Items = schema.Items is { } items ? ReadSchema(items, "items") : null,
            AdditionalProperties = schema.AdditionalProperties is { } additional ? ReadSchema(additional, "additionalProperties") : null,
            AllOf = ReadBranches(schema.AllOf, "allOf"),
            Alternatives = schema.OneOf is { Count: > 0 } ? ReadBranches(schema.OneOf, "oneOf", isNull) : ReadBranches(schema.AnyOf, "anyOf", isNull),
            Discriminator = ReadDiscriminator(schema.Discriminator),
        };
    }

    private static JsonKinds ReadKinds(JsonSchemaType? type)
    {
        JsonKinds kinds = JsonKinds.None;
        if (type is { } t)
        {
            kinds |= (t & JsonSchemaType.Object) != 0 ? JsonKinds.Object : JsonKinds.None;
            kinds |= (t & JsonSchemaType.Array) != 0 ? JsonKinds.Array : JsonKinds.None;
            kinds |= (t & JsonSchemaType.String) != 0 ? JsonKinds.String : JsonKinds.None;
            kinds |= (t & JsonSchemaType.Integer) != 0 ? JsonKinds.Integer : JsonKinds.None;
            kinds |= (t & JsonSchemaType.Number) != 0 ? JsonKinds.Number : JsonKinds.None;
            kinds |= (t & JsonSchemaType.Boolean) != 0 ? JsonKinds.Boolean : JsonKinds.None;
        }

        return kinds;
    }

    private static EquatableArray<string> ReadValues(IOpenApiSchema schema)
    {
        if (schema.Enum is not { Count: > 0 } values || ReadKinds(schema.Type) is not (JsonKinds.String or JsonKinds.None))
        {
            return [];
        }

        return values
            .OfType<JsonValue>()
            .Where(static v => v.GetValueKind() == JsonValueKind.String)
            .Select(static v => v.GetValue<string>())
            .Distinct(StringComparer.Ordinal)
            .ToEquatableArray();
    }

    private EquatableArray<PropertyFacts> ReadProperties(IOpenApiSchema schema)
    {
        if (schema.Properties is not { Count: > 0 } properties)
        {
            return [];
        }

        var facts = new List<PropertyFacts>(properties.Count);
        _pointer.Push("properties");
        foreach (KeyValuePair<string, IOpenApiSchema> property in properties)
        {
            facts.Add(new PropertyFacts(property.Key, schema.Required?.Contains(property.Key) == true, ReadSchema(property.Value, JsonText.Escape(property.Key))));
        }

        _pointer.Pop();
        return facts.ToEquatableArray();
    }

    private EquatableArray<SchemaFacts> ReadBranches(IList<IOpenApiSchema>? branches, string step, Func<IOpenApiSchema, bool>? isSkipped = null)
    {
        if (branches is not { Count: > 0 })
        {
            return [];
        }

        var facts = new List<SchemaFacts>(branches.Count);
        _pointer.Push(step);
        for (int i = 0; i < branches.Count; i++)
        {
            if (isSkipped?.Invoke(branches[i]) != true)
            {
                facts.Add(ReadSchema(branches[i], i.ToString(CultureInfo.InvariantCulture)));
            }
        }

        _pointer.Pop();
        return facts.ToEquatableArray();
    }

    private DiscriminatorFacts? ReadDiscriminator(OpenApiDiscriminator? discriminator)
    {
        if (discriminator?.PropertyName is not { Length: > 0 } property)
        {
            return null;
        }

        return new DiscriminatorFacts(
            property,
            (discriminator.Mapping ?? new Dictionary<string, OpenApiSchemaReference>())
                .Select(m => new DiscriminatorMapping(m.Key, FindComponent(m.Value.Reference.Id) ?? ""))
                .ToEquatableArray());
    }

    private static string FormatValue(JsonNode node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : node.ToJsonString();
}
