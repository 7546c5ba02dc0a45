using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Leeway.Generator.Reading;

namespace Leeway.Generator.Shaping;

/// <summary>Converts operations to methods.</summary>
internal sealed class OperationShaper(TypeGraph graph, ReferencePages pages)
{
    private static readonly string[] s_verbs = ["GET", "PUT", "POST", "DELETE", "HEAD", "OPTIONS", "PATCH"];

    /// <summary>OpenAPI describes these headers in other ways, and specifies that parameters with these names are ignored.</summary>
    private static readonly HashSet<string> s_ignoredHeaders = new(["Accept", "Content-Type", "Authorization"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The statuses that 2XX includes. The statuses without content are included only if the response has no content.</summary>
    private static readonly int[] s_successes = [200, 201, 202, 203, 206, 207, 208, 226];
    private static readonly int[] s_emptySuccesses = [204, 205];

    /// <summary>Creates the shape of an operation. It refers to types by placeholders.</summary>
    /// <param name="place">Where it is called.</param>
    /// <param name="methodName">The method's name without <c>Async</c>.</param>
    /// <param name="interfaceName">The name of the tag, which makes names of types unique.</param>
    /// <param name="fault">The reason why there is none.</param>
    public OperationShape? Shape(OperationFacts operation, OperationPlace place, string methodName, string interfaceName, out string? fault)
    {
        string route = place.Route;
        fault = FindFault(operation, route);
        if (fault is not null)
        {
            return null;
        }

        NamingContext context = NamingContext.CreateRoot(methodName, interfaceName + methodName);
        var parameters = new List<ParameterShape>();
        var headers = new List<HeaderShape>();
        foreach (string name in FindPathNames(route))
        {
            ParameterFacts? parameter = operation.Parameters.FirstOrDefault(p => p.Location == "path" && p.Name == name);
            parameters.Add(parameter is null
                ? new ParameterShape(name, name, ParameterPlace.Path, TypeReference.String, ArrayForm.None, IsRequired: true, IsDeprecated: false, null, null, null)
                : ShapeParameter(parameter, ParameterPlace.Path, context));
        }

        foreach (ParameterFacts parameter in operation.Parameters)
        {
            switch (parameter.Location)
            {
                case "header" when s_ignoredHeaders.Contains(parameter.Name):
                    break;
                case "header" when parameter is { IsRequired: true, Schema.Values.Count: 1 }:
                    headers.Add(new HeaderShape(parameter.Name, parameter.Schema.Values[0]));
                    break;
                case "header":
                    parameters.Add(ShapeParameter(parameter, ParameterPlace.Header, context));
                    break;
                case "query":
                    parameters.Add(ShapeParameter(parameter, ParameterPlace.Query, context));
                    break;
            }
        }

        AddBody(operation, context, parameters, headers);
        TypeReference response = ShapeResponse(operation, context, out EquatableArray<int> statuses, out bool isOptional);
        (EquatableArray<string> classic, EquatableArray<string> granular) = SelectScopes(place.HasAtlassianScopes ? operation.ScopeSets : []);
        return new OperationShape(
            operation.OperationId.Length > 0 ? operation.OperationId : operation.Method + " " + operation.Path,
            methodName + "Async",
            operation.Method,
            route,
            Order(parameters),
            response,
            statuses,
            headers.ToEquatableArray(),
            classic,
            granular,
            operation.IsExperimental,
            operation.IsDeprecated,
            operation.Summary,
            operation.Description,
            pages.CreateAddress(operation))
        {
            Server = place.Server,
            IsResponseOptional = isOptional,
            Successor = operation.Successor,
            PagingFacts = operation.Paging,
            LongTaskFacts = operation.LongTask,
            Shortcut = operation.Shortcut,
            LongTaskStart = operation.StartsLongTask,
            Repeat = operation.Repeat ?? (operation.IsReadOnly ? RepeatFacts.Always : null),
            RepeatEffect = operation.RepeatEffect,
            IsHtml = ListSuccesses(operation).Any(static s => s.Response.Content.Any(static c => c.Essence is "text/html" or "application/xhtml+xml")),
            IsReadOnly = operation.IsReadOnly && operation.Method is not ("GET" or "HEAD" or "OPTIONS"),
        };
    }

    /// <summary>
    /// Selects the classic set and the granular one. Sets that contain another set are ignored. If both have the same form, the current one,
    /// which is first, is the classic one.
    /// </summary>
    private static (EquatableArray<string> Classic, EquatableArray<string> Granular) SelectScopes(EquatableArray<EquatableArray<string>> sets)
    {
        List<EquatableArray<string>> least = [.. sets.Where((set, index) => !sets
            .Where((other, otherIndex) => other.Count < set.Count || (other.Count == set.Count && otherIndex < index))
            .Any(other => other.All(set.Contains)))];
        int classic = least.FindIndex(static set => !set.Any(IsGranular));
        if (classic < 0 && least.Count > 1)
        {
            classic = 0;
        }

        int granular = classic == 0 ? 1 : 0;
        return (classic < 0 ? [] : least[classic], granular < least.Count ? least[granular] : []);
    }

    /// <summary>Whether a scope is granular, such as <c>read:issue:jira</c>. <c>read:jira-work</c> is classic.</summary>
    /// <remarks>https://developer.atlassian.com/cloud/jira/platform/scopes-for-oauth-2-3LO-and-forge-apps/</remarks>
    private static bool IsGranular(string scope) => scope.Count(static c => c == ':') > 1;

    private static string? FindFault(OperationFacts operation, string route)
    {
        if (operation.Fault is not null)
        {
            return operation.Fault;
        }

        if (!s_verbs.Contains(operation.Method))
        {
            return "its HTTP method is not one of " + string.Join(", ", s_verbs);
        }

        if (route.Length == 0 || route[0] != '/' || !route.All(static c => c is > ' ' and <= '~' and not ('?' or '#' or '\\' or '"' or '<' or '>' or '^' or '`' or '|')))
        {
            return "its path is not a valid path of a URI";
        }

        // Two slashes at the start would introduce a host name.
        if (route.StartsWith("//", StringComparison.Ordinal) || route.Split('/').Any(static s => s is "." or ".."))
        {
            return "its path begins with two slashes or has dot segments";
        }

        string outside = route;
        foreach (string name in FindPathNames(route))
        {
            outside = outside.Replace("{" + name + "}", "");
        }

        if (outside.IndexOfAny(['{', '}']) >= 0)
        {
            return "the braces in its path are not balanced";
        }

        ParameterFacts? header = operation.Parameters.FirstOrDefault(static p => p.Location == "header" && !IsToken(p.Name));
        if (header is not null)
        {
            return "'" + header.Name + "' is not a valid header name";
        }

        ParameterFacts? constant = operation.Parameters.FirstOrDefault(
            static p => p is { Location: "header", IsRequired: true, Schema.Values.Count: 1 } && !p.Schema.Values[0].All(static c => c is >= ' ' and <= '~'));
        return constant is null ? null : "the constant value of the header '" + constant.Name + "' contains characters that are not allowed in headers";
    }

    /// <summary>Whether a name is a token of RFC 9110.</summary>
    private static bool IsToken(string name) =>
        name.Length > 0 && name.All(static c => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' || "!#$%&'*+-.^_`|~".IndexOf(c) >= 0);

    private static List<string> FindPathNames(string route)
    {
        var names = new List<string>();
        for (int open = route.IndexOf('{'); open >= 0; open = route.IndexOf('{', open + 1))
        {
            int close = route.IndexOf('}', open);
            if (close > open + 1 && route.IndexOf('{', open + 1, close - open - 1) < 0)
            {
                string name = route.Substring(open + 1, close - open - 1);
                if (!names.Contains(name))
                {
                    names.Add(name);
                }
            }
        }

        return names;
    }

    private ParameterShape ShapeParameter(ParameterFacts parameter, ParameterPlace place, NamingContext context)
    {
        TypeReference type = ToScalar(graph.ResolveMember(parameter.Name, parameter.Schema, context), allowsLists: place == ParameterPlace.Query);
        if (type.Kind == TypeKind.Map)
        {
            place = ParameterPlace.QueryMap;
            type = TypeReference.CreateMap(TypeReference.String);
        }

        ArrayForm form = type.Kind != TypeKind.List ? ArrayForm.None : parameter.IsExploded ? ArrayForm.Exploded : ArrayForm.Comma;
        return new ParameterShape(
            parameter.Name,
            parameter.Name,
            place,
            type,
            form,
            place == ParameterPlace.Path || parameter.IsRequired,
            parameter.IsDeprecated,
            MediaType: null,
            parameter.Schema.Default,
            parameter.Description ?? parameter.Schema.Summary)
        {
            Language = place == ParameterPlace.Query && type.Kind == TypeKind.String ? parameter.Language : QueryLanguage.None,
        };
    }

    /// <summary>Converts a type to one that a parameter can have. A URI cannot contain objects, so a type that is not scalar becomes text.</summary>
    private static TypeReference ToScalar(TypeReference type, bool allowsLists) => type.Kind switch
    {
        TypeKind.List when allowsLists => TypeReference.CreateList(ToScalar(type.Element!, allowsLists: false)),
        TypeKind.Json when allowsLists => TypeReference.String,
        TypeKind.Map when allowsLists => type,
        TypeKind.String or TypeKind.Boolean or TypeKind.Int32 or TypeKind.Int64 or TypeKind.NumericId or TypeKind.Double or TypeKind.DateTime or TypeKind.Date
            or TypeKind.Guid or TypeKind.OpenEnum => type,
        _ => TypeReference.String,
    };

    private void AddBody(OperationFacts operation, NamingContext context, List<ParameterShape> parameters, List<HeaderShape> headers)
    {
        if (operation.Body is not { Content.IsEmpty: false } body)
        {
            return;
        }

        ContentFacts content = body.Content.OrderBy(GetBodyRank).First();
        if (content.Essence == "multipart/form-data")
        {
            AddParts(content.Schema ?? SchemaFacts.Any, context, parameters);
            if (!headers.Any(static h => h.Name.Equals("X-Atlassian-Token", StringComparison.OrdinalIgnoreCase)))
            {
                // Atlassian rejects form posts without this header, as a protection against cross-site request forgery.
                headers.Add(new HeaderShape("X-Atlassian-Token", "no-check"));
            }

            return;
        }

        TypeReference type;
        string? mediaType = content.MediaType;
        if (IsJson(content))
        {
            type = graph.Resolve(content.Schema ?? SchemaFacts.Any, context.AppendPart("Request"));
        }
        else if (content.Essence.StartsWith("text/", StringComparison.Ordinal))
        {
            type = TypeReference.String;
        }
        else
        {
            type = TypeReference.Upload;
            mediaType = null;
        }

        parameters.Add(new ParameterShape("body", "body", ParameterPlace.Body, type, ArrayForm.None, body.IsRequired, IsDeprecated: false, mediaType, null, content.Schema?.Summary));
    }

    private void AddParts(SchemaFacts schema, NamingContext context, List<ParameterShape> parameters)
    {
        TypeReference resolved = graph.Resolve(schema, context.AppendPart("Form"));
        EquatableArray<PropertyFacts> properties = schema.Properties;
        if (properties.IsEmpty && resolved.Kind == TypeKind.Model && graph.Nodes.TryGetValue(resolved.Name, out TypeNode? node))
        {
            parameters.AddRange(node.Properties.Select(static p =>
                new ParameterShape(p.WireName, p.WireName, ParameterPlace.Part, ToScalar(p.Type, allowsLists: true), ArrayForm.None, p.IsRequired, p.IsDeprecated, null, null, p.Summary)));
            return;
        }

        if (properties.IsEmpty)
        {
            // The documents describe an internal type of the server here. The name of the part is always 'file'.
            parameters.Add(new ParameterShape("file", "file", ParameterPlace.Part, TypeReference.CreateList(TypeReference.Upload), ArrayForm.None, IsRequired: true, IsDeprecated: false, null, null, schema.Summary));
            return;
        }

        foreach (PropertyFacts property in properties)
        {
            TypeReference type = IsBinary(property.Schema) ? TypeReference.Upload
                : property.Schema.Items is { } items && IsBinary(items) ? TypeReference.CreateList(TypeReference.Upload)
                : ToScalar(graph.ResolveMember(property.Name, property.Schema, context), allowsLists: true);
            parameters.Add(new ParameterShape(
                property.Name, property.Name, ParameterPlace.Part, type, ArrayForm.None, property.IsRequired, property.Schema.IsDeprecated, null, property.Schema.Default, property.Schema.Summary));
        }
    }

    private static int GetBodyRank(ContentFacts content) => IsJson(content) ? 0
        : content.Essence == "multipart/form-data" ? 1
        : content.Essence.StartsWith("text/", StringComparison.Ordinal) ? 2
        : 3;

    private static bool IsJson(ContentFacts content) =>
        content.Essence is "application/json" or "text/json" || content.Essence.EndsWith("+json", StringComparison.Ordinal);

    private static bool IsBinary(SchemaFacts schema) => schema is { Kinds: JsonKinds.String, Format: "binary" };

    private TypeReference ShapeResponse(OperationFacts operation, NamingContext context, out EquatableArray<int> statuses, out bool isOptional)
    {
        List<(int Status, ResponseFacts Response)> answers = ListSuccesses(operation);
        ResponseFacts? others = operation.Responses.FirstOrDefault(static r => r.IsSuccessRange)
            ?? (answers.Count == 0 ? operation.Responses.FirstOrDefault(static r => r.IsDefault) : null);
        TypeReference? type = null;
        bool empty = false;
        foreach ((int status, ResponseFacts response) in answers)
        {
            TypeReference? answer = status is 204 or 205 ? null : ResolveContent(response, context);
            empty |= answer is null;
            type ??= answer;
        }

        IEnumerable<int> declared = answers.Select(static a => a.Status);
        if (others is not null)
        {
            TypeReference? answer = ResolveContent(others, context);
            empty |= answer is null;
            type ??= answer;
            declared = declared.Concat(s_successes).Concat(answer is null ? s_emptySuccesses : []);
        }

        statuses = declared.Distinct().OrderBy(static s => s).ToEquatableArray();

        // The type for any JSON has a value that means none.
        isOptional = type is not null && type.Kind != TypeKind.Json && empty;
        return type ?? TypeReference.Nothing;
    }

    /// <summary>Lists the responses that mean success, ordered by status.</summary>
    private static List<(int Status, ResponseFacts Response)> ListSuccesses(OperationFacts operation)
    {
        List<(int Status, ResponseFacts Response)> successes = [];
        foreach (ResponseFacts response in operation.Responses)
        {
            if (int.TryParse(response.Status, NumberStyles.None, CultureInfo.InvariantCulture, out int status) && status is >= 200 and < 400)
            {
                successes.Add((status, response));
            }
        }

        // A redirection is the response only if the document has no 2xx status, or if the operation redirects to a task that it may start.
        if (operation.StartsLongTask is null && successes.Any(static s => s.Status < 300))
        {
            successes.RemoveAll(static s => s.Status >= 300);
        }

        successes.Sort(static (a, b) => a.Status.CompareTo(b.Status));
        return successes;
    }

    private TypeReference? ResolveContent(ResponseFacts response, NamingContext context)
    {
        ContentFacts? json = response.Content.FirstOrDefault(static c => IsJson(c) && c.Schema is not null && !IsBinary(c.Schema));
        if (json is null && response.Content.Count == 1 && response.Content[0].MediaType == "*/*" && response.Content[0].Schema is { } any && !IsBinary(any))
        {
            json = response.Content[0];
        }

        if (response.Content.Any(content => HasBytes(content, json?.Schema)))
        {
            return TypeReference.Download;
        }

        return json is null
            ? response.Content.Any(IsJson) ? TypeReference.Json : null
            : graph.Resolve(json.Schema!, context.AppendPart("Response"));
    }

    /// <summary>Whether the content is not JSON. Media types with the schema of the JSON are other forms of it.</summary>
    private static bool HasBytes(ContentFacts content, SchemaFacts? json) =>
        (content.Schema is not null && IsBinary(content.Schema))
        || (!IsJson(content) && content.MediaType.Contains('/') && content.MediaType != "*/*" && (json is null || !json.Equals(content.Schema)));

    /// <summary>Orders the parameters, and gives each of them a unique name.</summary>
    private static EquatableArray<ParameterShape> Order(List<ParameterShape> parameters)
    {
        List<ParameterShape> ordered = [.. ParameterShape.Order(parameters)];
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < ordered.Count; i++)
        {
            ParameterShape parameter = ordered[i];
            string name = CSharpNames.ToCamelCase(parameter.WireName);
            bool isBody = parameter.Place == ParameterPlace.Body;
            if ((ReservedNames.IsParameter(name) && !isBody) || names.Contains(name))
            {
                name += parameter.Place is ParameterPlace.QueryMap ? "Query" : parameter.Place.ToString();
            }

            string distinct = name;
            for (int number = 2; !names.Add(distinct); number++)
            {
                distinct = name + number.ToString(CultureInfo.InvariantCulture);
            }

            ordered[i] = parameter with { Name = distinct };
        }

        return ordered.ToEquatableArray();
    }
}
