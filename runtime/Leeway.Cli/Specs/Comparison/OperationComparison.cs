using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Leeway.Cli.Specs.Comparison;

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
        JToken? oldPaging = oldOperation.Facts[Paging];
        JToken? newPaging = newOperation.Facts[Paging];
        if (Canonical.Of(oldPaging) != Canonical.Of(newPaging))
        {
            log.Add(ChangeSeverity.Attention, ChangeKind.PagingChanged, "", oldPaging?.ToString(Formatting.None), newPaging?.ToString(Formatting.None));
        }
    }

    private static void CompareRepetition(ChangeLog log, JObject was, JObject now)
    {
        if (Describe(was) is var before && Describe(now) is var after && before != after)
        {
            log.Add(ChangeSeverity.Attention, ChangeKind.RepetitionChanged, "", before, after);
        }

        static string Describe(JObject operation)
        {
            string repeat = (string?)operation["x-leeway-repeat"] ?? "nothing stated";
            string effect = (string?)operation["x-leeway-repeat-effect"] is { } text ? $" ({text})" : "";
            return repeat + (IsTrue(operation["x-leeway-reads"]) ? ", reads" : "") + effect;
        }
    }

    private static void CompareScopes(ChangeLog log, EditionOperation oldOperation, EditionOperation newOperation)
    {
        if (Set(oldOperation.Security) != Set(newOperation.Security))
        {
            log.Add(ChangeSeverity.Attention, ChangeKind.SecurityChanged, "", Alternatives(oldOperation.Security), Alternatives(newOperation.Security));
        }

        const string Scopes = "x-atlassian-oauth2-scopes";
        if (Set(oldOperation.Facts[Scopes]) != Set(newOperation.Facts[Scopes]))
        {
            log.Add(ChangeSeverity.Attention, ChangeKind.ScopesChanged, "", ScopeLists(oldOperation.Facts[Scopes]), ScopeLists(newOperation.Facts[Scopes]));
        }

        // Neither the alternatives nor the scopes of an alternative have an order.
        static string Set(JToken? alternatives)
        {
            if (alternatives is not JArray list)
            {
                return "";
            }

            JArray copy = (JArray)list.DeepClone();
            foreach (JArray scopes in copy.Descendants().OfType<JArray>().ToList())
            {
                scopes.ReplaceAll(Canonical.Sorted(scopes).Children().ToList());
            }

            return Canonical.Of(Canonical.Sorted(copy));
        }

        static string Alternatives(JToken? security) => security is null
            ? "nothing stated"
            : string.Join(" or ", security.Select(static alternative => alternative is JObject { HasValues: true } schemes
                ? string.Join(" and ", schemes.Properties().Select(static s => s.Value.HasValues ? $"{s.Name}: {JoinNames(s.Value)}" : s.Name))
                : "anonymous"));

        static string ScopeLists(JToken? lists) => lists is null
            ? "none"
            : string.Join(" or ", lists.Select(static l => $"{l["state"]}: {JoinNames(l["scopes"])}"));
    }

    private void CompareParameters(ChangeLog log, EditionOperation oldOperation, EditionOperation newOperation)
    {
        Dictionary<string, JObject> oldParameters = ByPlace(oldOperation, RenamesInPath(oldOperation, newOperation));
        Dictionary<string, JObject> newParameters = ByPlace(newOperation, []);
        bool isRouteChanged = oldOperation.Route != newOperation.Route;
        foreach ((string place, JObject parameter) in oldParameters)
        {
            if (newParameters.TryGetValue(place, out JObject? newParameter))
            {
                CompareParameter(log, place, parameter, newParameter);
            }
            else if (!isRouteChanged || !IsInPath(parameter))
            {
                log.Add(ChangeSeverity.Breaking, ChangeKind.ParameterRemoved, place);
            }
        }

        foreach ((string place, JObject parameter) in newParameters)
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

        static Dictionary<string, JObject> ByPlace(EditionOperation operation, Dictionary<string, string> renames)
        {
            Dictionary<string, JObject> byPlace = new(StringComparer.Ordinal);
            foreach (JObject parameter in operation.Parameters)
            {
                string name = (string?)parameter["name"] ?? "";
                byPlace[$"{parameter["in"]} {(IsInPath(parameter) ? renames.GetValueOrDefault(name, name) : name)}"] = parameter;
            }

            return byPlace;
        }

        // Parameters at the same position of a route correspond to each other.
        static Dictionary<string, string> RenamesInPath(EditionOperation was, EditionOperation now) =>
            was.RouteWithoutNames == now.RouteWithoutNames
                ? was.NamesInRoute.Zip(now.NamesInRoute).DistinctBy(static p => p.First).ToDictionary(static p => p.First, static p => p.Second, StringComparer.Ordinal)
                : [];

        static bool IsInPath(JObject parameter) => (string?)parameter["in"] == "path";
    }

    private void CompareParameter(ChangeLog log, string place, JObject oldParameter, JObject newParameter)
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

        schemas.Compare(log, place, oldParameter["schema"], newParameter["schema"]);
        CompareContent(log, place, oldParameter["content"], newParameter["content"], ChangeSeverity.Breaking);
    }

    /// <summary>Returns the value of a keyword, or its default if it is absent.</summary>
    private static string ReadWireForm(JObject parameter, string keyword) => Canonical.Of(parameter[keyword] ?? keyword switch
    {
        "style" => new JValue((string?)parameter["in"] is "query" or "cookie" ? "form" : "simple"),
        "explode" => new JValue(ReadWireForm(parameter, "style") == Canonical.Of("form")),
        _ => new JValue(false),
    });

    private void CompareBody(ChangeLog log, JObject? oldBody, JObject? newBody)
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

    private void CompareResponses(ChangeLog log, IReadOnlyDictionary<string, JObject> oldResponses, IReadOnlyDictionary<string, JObject> newResponses)
    {
        foreach ((string status, JObject response) in oldResponses)
        {
            // Callers depend less on the body of an error than on that of a success.
            ChangeSeverity severity = status.StartsWith('2') ? ChangeSeverity.Breaking : ChangeSeverity.Attention;
            if (!newResponses.TryGetValue(status, out JObject? newResponse))
            {
                log.Add(severity, ChangeKind.ResponseRemoved, status);
                continue;
            }

            CompareContent(log, status, response["content"], newResponse["content"], severity);
            CompareHeaders(log, status, response["headers"] as JObject ?? [], newResponse["headers"] as JObject ?? []);
        }

        foreach (string status in newResponses.Keys.Where(s => !oldResponses.ContainsKey(s)))
        {
            log.Add(ChangeSeverity.Addition, ChangeKind.ResponseAdded, status);
        }
    }

    private void CompareHeaders(ChangeLog log, string place, JObject oldHeaders, JObject newHeaders)
    {
        foreach (JProperty header in oldHeaders.Properties())
        {
            if (newHeaders[header.Name] is { } newHeader)
            {
                schemas.Compare(log, $"{place} header {header.Name}", was.Resolve(header.Value)["schema"], now.Resolve(newHeader)["schema"]);
            }
            else
            {
                log.Add(ChangeSeverity.Attention, ChangeKind.HeaderRemoved, $"{place} header {header.Name}");
            }
        }

        foreach (JProperty header in newHeaders.Properties().Where(h => !oldHeaders.ContainsKey(h.Name)))
        {
            log.Add(ChangeSeverity.Addition, ChangeKind.HeaderAdded, $"{place} header {header.Name}");
        }
    }

    private void CompareContent(ChangeLog log, string place, JToken? oldContent, JToken? newContent, ChangeSeverity removal)
    {
        JObject oldMedia = oldContent as JObject ?? [];
        JObject newMedia = newContent as JObject ?? [];
        foreach (JProperty media in oldMedia.Properties())
        {
            string mediaPlace = $"{place} {media.Name}";
            if (newMedia[media.Name] is not { } newFacts)
            {
                log.Add(removal, ChangeKind.MediaTypeRemoved, mediaPlace);
                continue;
            }

            schemas.Compare(log, mediaPlace, media.Value["schema"], newFacts["schema"]);
            if (Canonical.Of(media.Value["encoding"]) != Canonical.Of(newFacts["encoding"]))
            {
                log.Add(ChangeSeverity.Attention, ChangeKind.EncodingChanged, mediaPlace);
            }
        }

        foreach (JProperty media in newMedia.Properties().Where(m => !oldMedia.ContainsKey(m.Name)))
        {
            log.Add(ChangeSeverity.Addition, ChangeKind.MediaTypeAdded, $"{place} {media.Name}");
        }
    }

    private static void CompareFlag(ChangeLog log, string place, JToken? oldFlag, JToken? newFlag, ChangeKind raised, ChangeSeverity severity, ChangeKind lowered)
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

    private static string JoinNames(JToken? list) => string.Join(", ", list ?? new JArray());

    /// <summary>Returns the text of the parts that are compared one by one. It differs where the parts have a difference that is not
    /// reported.</summary>
    private static string ToText(EditionOperation operation) => string.Join(
        '\n',
        [
            Canonical.Of(new JArray(operation.Parameters)),
            Canonical.Of(operation.Body),
            .. operation.Responses.OrderBy(static r => r.Key, StringComparer.Ordinal).Select(static r => Canonical.Of(r.Value)),
        ]);

    private static bool IsTrue(JToken? value) => value is JValue { Value: true };
}
