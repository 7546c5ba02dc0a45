using Leeway.Generator.Shaping;

namespace Leeway.Generator.Tests.Emission;

/// <summary>A client with few operations that use every construct of a method.</summary>
internal static class HandMadeClient
{
    public static readonly ApiShape Api = new("Made.By.Hand", "Shop", "jira", "public");

    private static readonly TypeReference s_item = new(TypeKind.Model, "Item");
    private static readonly TypeReference s_color = new(TypeKind.OpenEnum, "Color");

    public static ClientShape Shape { get; } = new(
        Api,
        [
            new InterfaceShape(
                Api,
                "Items",
                "IItemsApi",
                "ItemsApi",
                "Items",
                [
                    Operation("getItem", "GET", "/rest/items/{itemId}/parts/{part-no}", s_item,
                        Path("itemId", TypeReference.String), Path("part-no", TypeReference.Int64, "partNo")),
                    Operation("findItems", "GET", "/rest/items", TypeReference.CreateList(s_item),
                        Query("text", TypeReference.String, isRequired: true),
                        Query("each", TypeReference.CreateList(TypeReference.String), form: ArrayForm.Exploded),
                        Query("joined", TypeReference.CreateList(TypeReference.Int64), form: ArrayForm.Comma),
                        Query("color", s_color),
                        Query("colors", TypeReference.CreateList(s_color), form: ArrayForm.Exploded),
                        Query("flag", TypeReference.Boolean),
                        Query("limit", TypeReference.Int32) with { Default = "50", Summary = "How many at most." },
                        Query("ratio", TypeReference.Double),
                        Query("since", TypeReference.DateTime),
                        Query("day", TypeReference.Date),
                        Query("id", TypeReference.Guid),
                        Query("odd name&=", TypeReference.String, "oddName"),
                        Query("class", TypeReference.String) with { IsDeprecated = true }) with { Paging = PagingKind.Offset },
                    Operation("findByProperties", "GET", "/rest/items/by", TypeReference.Nothing,
                        new ParameterShape("params", "params", ParameterPlace.QueryMap, TypeReference.CreateMap(TypeReference.String), ArrayForm.None, IsRequired: false, IsDeprecated: false, null, null, null)),
                    Operation("getColored", "GET", "/rest/items/{color}/{day}/{flag}", TypeReference.Nothing,
                        Path("color", s_color), Path("day", TypeReference.Date), Path("flag", TypeReference.Boolean)),
                    Operation("sameNames", "GET", "/rest/items/{id}/{a.b}", TypeReference.Nothing,
                        Path("id", TypeReference.String), Path("a.b", TypeReference.String, "ab"), Query("ID", TypeReference.String, "id2")),
                    Operation("getKind", "GET", "/rest/items/{class}", TypeReference.Nothing,
                        Path("class", TypeReference.String), Query("for", TypeReference.String, isRequired: true), Header("If", TypeReference.String, "if")),
                    Operation("getNumbered", "GET", "/rest/items/{no-id}/parts", TypeReference.Nothing,
                        Path("no-id", TypeReference.NumericId, "noId"),
                        Query("each-id", TypeReference.CreateList(TypeReference.NumericId), "eachId", ArrayForm.Comma, isRequired: true),
                        Query("ids", TypeReference.CreateList(TypeReference.NumericId), form: ArrayForm.Exploded),
                        Query("ID", TypeReference.NumericId, "class"),
                        Header("X-Id", TypeReference.NumericId, "xId")),
                    Operation("createItem", "POST", "/rest/items", s_item, Body(s_item)) with { Statuses = [201] },
                    Operation("patchItem", "PATCH", "/rest/items", TypeReference.Nothing, Body(TypeReference.Json, "application/json-patch+json; charset=utf-8")),
                    Operation("setName", "PUT", "/rest/items/name", TypeReference.Nothing, Body(TypeReference.String)),
                    Operation("setNote", "PUT", "/rest/items/note", TypeReference.Nothing, Body(TypeReference.String, "text/plain")),
                    Operation("setMany", "PUT", "/rest/items/many", TypeReference.Nothing, Body(TypeReference.CreateMap(TypeReference.CreateList(s_item)), isRequired: false)),
                    Operation("setAny", "PUT", "/rest/items/any", TypeReference.Nothing, Body(TypeReference.Json, isRequired: false)),
                    Operation("setPicture", "PUT", "/rest/items/picture", TypeReference.Nothing, Body(TypeReference.Upload, null)),
                    Operation("deleteItems", "DELETE", "/rest/items", TypeReference.Nothing, Body(TypeReference.CreateList(TypeReference.String))),
                    Operation("attach", "POST", "/rest/items/files", TypeReference.Nothing,
                        Part("file", TypeReference.CreateList(TypeReference.Upload)),
                        Part("minorEdit", TypeReference.Boolean),
                        Part("my comment", TypeReference.String, "myComment", isRequired: false),
                        Part("color", s_color, isRequired: false),
                        Part("tags", TypeReference.CreateList(TypeReference.String), isRequired: false),
                        Part("sizes", TypeReference.CreateList(TypeReference.Int32), isRequired: false),
                        Part("items", TypeReference.CreateList(s_item), isRequired: false),
                        Query("status", TypeReference.String)) with { Headers = [new HeaderShape("X-Atlassian-Token", "no-check")] },
                    Operation("withHeaders", "GET", "/rest/items/headers", TypeReference.Nothing,
                        Header("Atlassian-Transfer-Id", TypeReference.Guid, "atlassianTransferId", isRequired: true),
                        Header("X-Note", TypeReference.String, "xNote"),
                        Header("X-Flag", TypeReference.Boolean, "xFlag")) with { Headers = [new HeaderShape("X-ExperimentalApi", "opt-in")] },
                    Operation("download", "GET", "/rest/items/file", TypeReference.Download),
                    Operation("getText", "GET", "/rest/items/text", TypeReference.String),
                    Operation("getCount", "GET", "/rest/items/count", TypeReference.Int64),
                    Operation("getMaybe", "GET", "/rest/items/maybe", s_item) with { Statuses = [200, 204], IsResponseOptional = true },
                    Operation("head", "HEAD", "/rest/items", TypeReference.Nothing),
                    Operation("options", "OPTIONS", "/rest/items", TypeReference.Nothing),
                    Operation("clashes", "GET", "/rest/items/{uri}", s_item,
                        Path("uri", TypeReference.String), Query("request", TypeReference.String), Query("form", TypeReference.String),
                        Query("cancellationToken", TypeReference.String), Query("caller", TypeReference.String), Query("_caller", TypeReference.String),
                        Query("s_clashes", TypeReference.String), Header("X-A", TypeReference.String, "value")),
                    Operation("old", "GET", "/rest/items/old", TypeReference.Nothing) with
                    {
                        IsDeprecated = true,
                        IsExperimental = true,
                        ClassicScopes = ["read:jira-work", "write:jira-work"],
                        GranularScopes = ["read:issue:jira"],
                        Summary = "Old <things> & more.",
                        Description = "Use the\nnew ones.",
                        ReferenceUrl = "https://developer.atlassian.com/cloud/x/?a=b&c=d",
                    },
                ]),
            new InterfaceShape(Api, "Nothing else", "INothingElseApi", "NothingElseApi", "NothingElse", [Operation("ping", "GET", "/ping", TypeReference.Nothing)]),
        ],
        [
            new ModelShape(
                Api,
                "Item",
                null,
                [new PropertyShape("name", "Name", TypeReference.String, IsRequired: false, IsReadOnly: false, IsDeprecated: false, IsClearedByNull: false, null)],
                null,
                IsRequestOnly: false,
                IsDeprecated: false),
            new OpenEnumShape(Api, "Color", null, [new EnumValueShape("Red", "red"), new EnumValueShape("SlashedGreen", "green/blue")]),
        ]);

    /// <summary>The client without dates in addresses, which no document has.</summary>
    public static ClientShape WithoutDates => Shape with
    {
        Interfaces = Shape.Interfaces
            .Select(static shape => shape with
            {
                Operations = shape.Operations
                    .Where(static o => !o.Parameters.Any(static p => p is { Place: ParameterPlace.Path, Type.Kind: TypeKind.Date }))
                    .Select(static o => o with { Parameters = o.Parameters.Where(static p => p.Type.Kind is not (TypeKind.Date or TypeKind.DateTime)).ToEquatableArray() })
                    .ToEquatableArray(),
            })
            .ToEquatableArray(),
    };

    public static OperationShape Operation(string id, string verb, string route, TypeReference response, params ParameterShape[] parameters) => new(
        id,
        char.ToUpperInvariant(id[0]) + id[1..] + "Async",
        verb,
        route,
        parameters.ToEquatableArray(),
        response,
        [200],
        [],
        [],
        [],
        IsExperimental: false,
        IsDeprecated: false,
        null,
        null,
        null);

    public static ParameterShape Path(string wireName, TypeReference type, string? name = null) => Parameter(wireName, name, ParameterPlace.Path, type, isRequired: true);

    public static ParameterShape Query(string wireName, TypeReference type, string? name = null, ArrayForm form = ArrayForm.None, bool isRequired = false) =>
        Parameter(wireName, name, ParameterPlace.Query, type, isRequired) with { Form = form };

    public static ParameterShape Header(string wireName, TypeReference type, string? name = null, bool isRequired = false) =>
        Parameter(wireName, name, ParameterPlace.Header, type, isRequired);

    public static ParameterShape Part(string wireName, TypeReference type, string? name = null, bool isRequired = true) =>
        Parameter(wireName, name, ParameterPlace.Part, type, isRequired);

    public static ParameterShape Body(TypeReference type, string? mediaType = "application/json", bool isRequired = true) =>
        Parameter("body", "body", ParameterPlace.Body, type, isRequired) with { MediaType = mediaType };

    private static ParameterShape Parameter(string wireName, string? name, ParameterPlace place, TypeReference type, bool isRequired) =>
        new(wireName, name ?? wireName, place, type, ArrayForm.None, isRequired, IsDeprecated: false, null, null, null);
}
