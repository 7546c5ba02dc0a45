using System.Text.Json.Nodes;

namespace Leeway.Cli.Dev.Specs.Comparison;

/// <summary>Compares two editions of one operation.</summary>
internal sealed class OperationComparison(Edition was, Edition now, SchemaComparison schemas)
{
    public void Compare(ChangeLog log, EditionOperation oldOperation, EditionOperation newOperation)
    {
        if (oldOperation.Route != newOperation.Route)
        {
            // Only the value of a route parameter is sent, not its name.
            bool isSame = oldOperation.RouteWithoutNames == newOperation.RouteWithoutNames;
            log.Add(
                isSame ? ChangeSeverity.Attention : ChangeSeverity.Breaking,
                isSame ? ChangeKind.PathParameterRenamed : ChangeKind.RouteChanged,
                "",
                oldOperation.Key,
                newOperation.Key);
        }

        if (oldOperation.Id != newOperation.Id)
        {
            log.Add(ChangeSeverity.Attention, ChangeKind.OperationIdChanged, "", oldOperation.Id, newOperation.Id);
        }

        string oldServers = Edition.DescribeServers(oldOperation.Servers);
        string newServers = Edition.DescribeServers(newOperation.Servers);
        if (oldServers != newServers)
        {
            log.Add(ChangeSeverity.Breaking, ChangeKind.ServersChanged, "", oldServers, newServers);
        }

        string oldTags = JoinNames(oldOperation.Facts["tags"]);
        string newTags = JoinNames(newOperation.Facts["tags"]);
        if (oldTags != newTags)
        {
            log.Add(ChangeSeverity.Attention, ChangeKind.TagsChanged, "", oldTags, newTags);
        }

        CompareFlag(log, "", oldOperation.Facts["deprecated"], newOperation.Facts["deprecated"], ChangeKind.Deprecated, ChangeSeverity.Attention, ChangeKind.NoLongerDeprecated);
        CompareFlag(log, "", oldOperation.Facts["x-experimental"], newOperation.Facts["x-experimental"], ChangeKind.Experimental, ChangeSeverity.Attention, ChangeKind.NoLongerExperimental);
        CompareRepetition(log, oldOperation.Facts, newOperation.Facts);
        CompareScopes(log, oldOperation, newOperation);
        ComparePaging(log, oldOperation, newOperation);
        CompareParameters(log.For(Directions.Request), oldOperation, newOperation);
        CompareBody(log.For(Directions.Request), oldOperation.Body, newOperation.Body);
        CompareResponses(log.For(Directions.Response), oldOperation.Responses, newOperation.Responses);
        if (log.IsEmpty && ToText(oldOperation) != ToText(newOperation))
        {
            log.Add(ChangeSeverity.Attention, ChangeKind.OtherwiseChanged, "");
        }
    }

    private static void ComparePaging(ChangeLog log, EditionOperation oldOperation, EditionOperation newOperation)
    {
        const string Paging = "x-leeway-paging";
        JsonNode? oldPaging = oldOperation.Facts[Paging];
        JsonNode? newPaging = newOperation.Facts[Paging];
        if (Canonical.Of(oldPaging) != Canonical.Of(newPaging))
        {
            log.Add(ChangeSeverity.Attention, ChangeKind.PagingChanged, "", ToText(oldPaging), ToText(newPaging));
        }

        static string? ToText(JsonNode? paging) => paging is null ? null : StrictJson.ToCompactText(paging);
    }

    private static void CompareRepetition(ChangeLog log, JsonObject was, JsonObject now)
    {
        if (Describe(was) is var before && Describe(now) is var after && before != after)
        {
            log.Add(ChangeSeverity.Attention, ChangeKind.RepetitionChanged, "", before, after);
        }

        static string Describe(JsonObject operation)
        {
            string repeat = operation["x-leeway-repeat"].AsString() ?? "nothing stated";
            string effect = operation["x-leeway-repeat-effect"].AsString() is { } text ? $" ({text})" : "";
            return repeat + (IsTrue(operation["x-leeway-reads"]) ? ", reads" : "") + effect;
        }
    }

    private static void CompareScopes(ChangeLog log, EditionOperation oldOperation, EditionOperation newOperation)
    {
        // Neither the alternatives nor the scopes of an alternative have an order.
        if (Canonical.OfUnordered(oldOperation.Security) != Canonical.OfUnordered(newOperation.Security))
        {
            log.Add(ChangeSeverity.Attention, ChangeKind.SecurityChanged, "", Alternatives(oldOperation.Security), Alternatives(newOperation.Security));
        }

        const string Scopes = "x-atlassian-oauth2-scopes";
        if (Canonical.OfUnordered(oldOperation.Facts[Scopes]) != Canonical.OfUnordered(newOperation.Facts[Scopes]))
        {
            log.Add(ChangeSeverity.Attention, ChangeKind.ScopesChanged, "", ScopeLists(oldOperation.Facts[Scopes]), ScopeLists(newOperation.Facts[Scopes]));
        }

        static string Alternatives(JsonNode? security) => security is not JsonArray alternatives
            ? "nothing stated"
            : string.Join(" or ", alternatives.Select(static alternative => alternative is JsonObject { Count: > 0 } schemes
                ? string.Join(" and ", schemes.Select(static s => s.Value is JsonArray { Count: > 0 } scopes ? $"{s.Key}: {JoinNames(scopes)}" : s.Key))
                : "anonymous"));

        static string ScopeLists(JsonNode? facts) => facts is not JsonArray lists
            ? "none"
            : string.Join(" or ", lists.Select(static l => $"{l?["state"]}: {JoinNames(l?["scopes"])}"));
    }

    private void CompareParameters(ChangeLog log, EditionOperation oldOperation, EditionOperation newOperation)
    {
        Dictionary<string, JsonObject> oldParameters = ByPlace(oldOperation, RenamesInPath(oldOperation, newOperation));
        Dictionary<string, JsonObject> newParameters = ByPlace(newOperation, []);
        bool isRouteChanged = oldOperation.Route != newOperation.Route;
        foreach ((string place, JsonObject parameter) in oldParameters)
        {
            if (newParameters.TryGetValue(place, out JsonObject? newParameter))
            {
                CompareParameter(log, place, parameter, newParameter);
            }
            else if (!isRouteChanged || !IsInPath(parameter))
            {
                log.Add(ChangeSeverity.Breaking, ChangeKind.ParameterRemoved, place);
            }
        }

        foreach ((string place, JsonObject parameter) in newParameters)
        {
            // A changed route already reports its parameters.
            if (!oldParameters.ContainsKey(place) && (!isRouteChanged || !IsInPath(parameter)))
            {
                bool isRequired = IsTrue(parameter["required"]);
                log.Add(
                    isRequired ? ChangeSeverity.Breaking : ChangeSeverity.Addition,
                    isRequired ? ChangeKind.RequiredParameterAdded : ChangeKind.ParameterAdded,
                    place,
                    now: SchemaComparison.TypeOf(parameter["schema"]));
            }
        }

        if (!oldParameters.Keys.Where(newParameters.ContainsKey).SequenceEqual(newParameters.Keys.Where(oldParameters.ContainsKey)))
        {
            log.Add(ChangeSeverity.Attention, ChangeKind.ParametersReordered, "");
        }

        static Dictionary<string, JsonObject> ByPlace(EditionOperation operation, Dictionary<string, string> renames)
        {
            Dictionary<string, JsonObject> byPlace = new(StringComparer.Ordinal);
            foreach (JsonObject parameter in operation.Parameters)
            {
                string name = parameter["name"].AsString() ?? "";
                byPlace[$"{parameter["in"]} {(IsInPath(parameter) ? renames.GetValueOrDefault(name, name) : name)}"] = parameter;
            }

            return byPlace;
        }

        // Parameters at the same position of a route correspond to each other.
        static Dictionary<string, string> RenamesInPath(EditionOperation was, EditionOperation now) =>
            was.RouteWithoutNames == now.RouteWithoutNames
                ? was.NamesInRoute.Zip(now.NamesInRoute).DistinctBy(static p => p.First).ToDictionary(static p => p.First, static p => p.Second, StringComparer.Ordinal)
                : [];

        static bool IsInPath(JsonObject parameter) => parameter["in"].AsString() == "path";
    }

    private void CompareParameter(ChangeLog log, string place, JsonObject oldParameter, JsonObject newParameter)
    {
        CompareFlag(log, place, oldParameter["required"], newParameter["required"], ChangeKind.BecameRequired, ChangeSeverity.Breaking, ChangeKind.BecameOptional);
        CompareFlag(log, place, oldParameter["deprecated"], newParameter["deprecated"], ChangeKind.Deprecated, ChangeSeverity.Attention, ChangeKind.NoLongerDeprecated);
        foreach (string keyword in (string[])["style", "explode", "allowReserved", "allowEmptyValue"])
        {
            if (ReadWireForm(oldParameter, keyword) != ReadWireForm(newParameter, keyword))
            {
                log.Add(
                    keyword == "allowEmptyValue" && IsTrue(newParameter[keyword]) ? ChangeSeverity.Addition : ChangeSeverity.Breaking,
                    ChangeKind.WireFormChanged,
                    place,
                    $"{keyword} {oldParameter[keyword] ?? "unstated"}",
                    $"{keyword} {newParameter[keyword] ?? "unstated"}");
            }
        }

        SchemaComparison.CompareMeaning(log, place, oldParameter, newParameter);
        schemas.Compare(log, place, oldParameter["schema"], newParameter["schema"]);
        CompareContent(log, place, oldParameter["content"], newParameter["content"], ChangeSeverity.Breaking);
    }

    /// <summary>Returns the value of a keyword, or its default if it is absent.</summary>
    private static string ReadWireForm(JsonObject parameter, string keyword) => Canonical.Of(parameter[keyword] ?? keyword switch
    {
        "style" => JsonValue.Create(parameter["in"].AsString() is "query" or "cookie" ? "form" : "simple"),
        "explode" => JsonValue.Create(ReadWireForm(parameter, "style") == Canonical.Of("form")),
        _ => JsonValue.Create(false),
    });

    private void CompareBody(ChangeLog log, JsonObject? oldBody, JsonObject? newBody)
    {
        switch (oldBody, newBody)
        {
            case (null, null):
                break;
            case (_, null):
                log.Add(ChangeSeverity.Breaking, ChangeKind.BodyRemoved, "body");
                break;
            case (null, _):
                bool isRequired = IsTrue(newBody["required"]);
                log.Add(
                    isRequired ? ChangeSeverity.Breaking : ChangeSeverity.Addition,
                    isRequired ? ChangeKind.RequiredBodyAdded : ChangeKind.BodyAdded,
                    "body");
                break;
            default:
                CompareFlag(log, "body", oldBody["required"], newBody["required"], ChangeKind.BecameRequired, ChangeSeverity.Breaking, ChangeKind.BecameOptional);
                CompareContent(log, "body", oldBody["content"], newBody["content"], ChangeSeverity.Breaking);
                break;
        }
    }

    private void CompareResponses(ChangeLog log, IReadOnlyDictionary<string, JsonObject> oldResponses, IReadOnlyDictionary<string, JsonObject> newResponses)
    {
        foreach ((string status, JsonObject response) in oldResponses)
        {
            // Callers depend less on the body of an error than on that of a success.
            ChangeSeverity severity = status.StartsWith('2') ? ChangeSeverity.Breaking : ChangeSeverity.Attention;
            if (!newResponses.TryGetValue(status, out JsonObject? newResponse))
            {
                log.Add(severity, ChangeKind.ResponseRemoved, status);
                continue;
            }

            CompareContent(log, status, response["content"], newResponse["content"], severity);
            CompareHeaders(log, status, response["headers"] as JsonObject ?? [], newResponse["headers"] as JsonObject ?? []);
        }

        foreach (string status in newResponses.Keys.Where(s => !oldResponses.ContainsKey(s)))
        {
            log.Add(ChangeSeverity.Addition, ChangeKind.ResponseAdded, status);
        }
    }

    private void CompareHeaders(ChangeLog log, string place, JsonObject oldHeaders, JsonObject newHeaders)
    {
        foreach ((string name, JsonNode? header) in oldHeaders)
        {
            if (newHeaders[name] is { } newHeader)
            {
                schemas.Compare(log, $"{place} header {name}", was.Resolve(header!)["schema"], now.Resolve(newHeader)["schema"]);
            }
            else
            {
                log.Add(ChangeSeverity.Attention, ChangeKind.HeaderRemoved, $"{place} header {name}");
            }
        }

        foreach ((string name, _) in newHeaders.Where(h => !oldHeaders.ContainsKey(h.Key)))
        {
            log.Add(ChangeSeverity.Addition, ChangeKind.HeaderAdded, $"{place} header {name}");
        }
    }

    private void CompareContent(ChangeLog log, string place, JsonNode? oldContent, JsonNode? newContent, ChangeSeverity removal)
    {
        JsonObject oldMedia = oldContent as JsonObject ?? [];
        JsonObject newMedia = newContent as JsonObject ?? [];
        foreach ((string name, JsonNode? media) in oldMedia)
        {
            string mediaPlace = $"{place} {name}";
            if (newMedia[name] is not { } newFacts)
            {
                log.Add(removal, ChangeKind.MediaTypeRemoved, mediaPlace);
                continue;
            }

            schemas.Compare(log, mediaPlace, media!["schema"], newFacts["schema"]);
            if (Canonical.Of(media["encoding"]) != Canonical.Of(newFacts["encoding"]))
            {
                log.Add(ChangeSeverity.Attention, ChangeKind.EncodingChanged, mediaPlace);
            }
        }

        foreach ((string name, _) in newMedia.Where(m => !oldMedia.ContainsKey(m.Key)))
        {
            log.Add(ChangeSeverity.Addition, ChangeKind.MediaTypeAdded, $"{place} {name}");
        }
    }

    private static void CompareFlag(ChangeLog log, string place, JsonNode? oldFlag, JsonNode? newFlag, ChangeKind raised, ChangeSeverity severity, ChangeKind lowered)
    {
        switch (IsTrue(oldFlag), IsTrue(newFlag))
        {
            case (false, true):
                log.Add(severity, raised, place);
                break;
            case (true, false):
                log.Add(ChangeSeverity.Addition, lowered, place);
                break;
        }
    }

    private static string JoinNames(JsonNode? list) => string.Join(", ", list as JsonArray ?? []);

    /// <summary>Returns the text of the parts that are compared one by one. It differs where the parts have a difference that is not
    /// reported.</summary>
    private static string ToText(EditionOperation operation) => string.Join(
        '\n',
        [
            .. operation.Parameters.Select(Canonical.Of),
            Canonical.Of(operation.Body),
            .. operation.Responses.OrderBy(static r => r.Key, StringComparer.Ordinal).Select(static r => Canonical.Of(r.Value)),
        ]);

    private static bool IsTrue(JsonNode? value) => value.AsBoolean() == true;
}
