using System.Text.Json.Nodes;
using Leeway.Cli.Specs;

namespace Leeway.Cli.Dev.Specs;

/// <summary>
/// Decides which parts of an OpenAPI 3.0 document are facts. The order of the rules is the order of the keywords in <c>specs/*.json</c>.
/// Paths, members, parameters and enum values keep the order of the document, because generated names and signatures depend on it.
/// </summary>
internal static class OpenApiFacts
{
    private static readonly FactRule s_subschema = new SubschemaRule();

    private static readonly FactRule s_schema = new ObjectRule(
        [
            ("title", FactRule.Text),
            ("type", FactRule.Text),
            ("format", FactRule.Text),
            ("nullable", FactRule.Flag),
            ("readOnly", FactRule.Flag),
            ("writeOnly", FactRule.Flag),
            ("deprecated", FactRule.Flag),
            ("x-leeway-name", FactRule.Text),
            ("x-leeway-null", FactRule.OneOf("clears")),
            ("x-leeway-type", FactRule.Text),
            ("enum", FactRule.List(FactRule.Verbatim, isStatedWhenEmpty: true)),
            ("default", FactRule.Verbatim),
            ("pattern", FactRule.Text),
            ("minimum", FactRule.Verbatim),
            ("exclusiveMinimum", FactRule.Flag),
            ("maximum", FactRule.Verbatim),
            ("exclusiveMaximum", FactRule.Flag),
            ("multipleOf", FactRule.Verbatim),
            ("minLength", FactRule.Verbatim),
            ("maxLength", FactRule.Verbatim),
            ("minItems", FactRule.Verbatim),
            ("maxItems", FactRule.Verbatim),
            ("uniqueItems", FactRule.Flag),
            ("minProperties", FactRule.Verbatim),
            ("maxProperties", FactRule.Verbatim),
            ("items", s_subschema),
            ("required", FactRule.List(FactRule.Text)),
            ("properties", FactRule.Map(s_subschema)),
            ("additionalProperties", s_subschema),
            ("discriminator", FactRule.Verbatim),
            ("allOf", FactRule.List(s_subschema)),
            ("oneOf", FactRule.List(s_subschema)),
            ("anyOf", FactRule.List(s_subschema)),
            ("not", s_subschema),
        ],
        "description", "example", "externalDocs", "xml")
    {
        MayBeReference = true,
    };

    private static readonly FactRule s_content = FactRule.Map(
        new ObjectRule([("schema", s_schema), ("encoding", FactRule.Verbatim)], "example", "examples"));

    private static readonly FactRule s_parameter = new ObjectRule(
        [
            ("name", FactRule.Text),
            ("in", FactRule.Text),
            ("required", FactRule.Flag),
            ("deprecated", FactRule.Flag),
            ("allowEmptyValue", FactRule.Flag),
            ("style", FactRule.Text),
            ("explode", FactRule.Verbatim),
            ("allowReserved", FactRule.Flag),
            ("x-leeway-summary", FactRule.Text),
            ("x-leeway-type", FactRule.OneOf("jql", "cql")),
            ("schema", s_schema),
            ("content", s_content),
        ],
        "description", "example", "examples")
    {
        MayBeReference = true,
    };

    private static readonly FactRule s_parameters = FactRule.List(s_parameter);

    private static readonly FactRule s_requestBody = new ObjectRule(
        [("required", FactRule.Flag), ("content", s_content)],
        "description")
    {
        MayBeReference = true,
    };

    private static readonly FactRule s_header = new ObjectRule(
        [("required", FactRule.Flag), ("deprecated", FactRule.Flag), ("schema", s_schema)],
        "description", "example", "examples")
    {
        MayBeReference = true,
    };

    private static readonly FactRule s_response = new ObjectRule(
        [
            ("description", FactRule.Blank),
            ("headers", FactRule.Map(s_header)),
            ("content", s_content),
        ],
        "links")
    {
        MayBeReference = true,
        Required = "description",
    };

    // An empty list means that an operation is public. An empty alternative means that it can also be called anonymously.
    private static readonly FactRule s_security = FactRule.List(
        FactRule.Map(FactRule.List(FactRule.Text, isStatedWhenEmpty: true), isStatedWhenEmpty: true),
        isStatedWhenEmpty: true);

    private static readonly FactRule s_scopes = new ObjectRule(
        [("scheme", FactRule.Text), ("state", FactRule.Text), ("scopes", FactRule.List(FactRule.Text, isStatedWhenEmpty: true))]);

    private static readonly FactRule s_server = new ObjectRule(
        [
            ("url", FactRule.Text),
            ("variables", FactRule.Map(new ObjectRule([("enum", FactRule.Verbatim), ("default", FactRule.Verbatim)], "description"))),
        ],
        "description");

    private static readonly FactRule s_servers = FactRule.List(s_server);

    /// <summary>How lists are paged, if parameters and responses do not show it. The overlays state it.</summary>
    private static readonly FactRule s_paging = new ObjectRule(
        [
            ("items", FactRule.Text),
            ("position", FactRule.Text),
            ("next", FactRule.Text),
            ("link", FactRule.Text),
            ("last", FactRule.Text),
            ("window", new ObjectRule(
                [
                    ("size", FactRule.Text),
                    ("usual", FactRule.Verbatim),
                    ("largest", FactRule.Verbatim),
                    ("bound", FactRule.Verbatim),
                    ("filtered", FactRule.Flag),
                    ("instead", FactRule.Text),
                ])),
            ("single", new ObjectRule(
                [
                    ("most", FactRule.Verbatim),
                    ("each", FactRule.Flag),
                    ("instead", FactRule.Text),
                    ("continue", new ObjectRule([("parameter", FactRule.Text), ("member", FactRule.Text), ("item", FactRule.Text)])),
                ])),
        ]);

    /// <summary>How an operation reports the state of a long-running task. The overlays state it.</summary>
    private static readonly FactRule s_task = new ObjectRule(
        [
            ("id", FactRule.Text),
            ("status", FactRule.Text),
            ("finished", FactRule.Text),
            ("successful", FactRule.Text),
            ("percent", FactRule.Text),
            ("message", FactRule.Text),
            ("error", FactRule.Text),
            ("result", FactRule.Text),
            ("cancel", FactRule.Text),
            ("kept", FactRule.Verbatim),
        ]);

    private static readonly FactRule s_operation = new ObjectRule(
        [
            ("operationId", FactRule.Text),
            ("x-leeway-name", FactRule.Text),
            ("x-leeway-summary", FactRule.Text),
            ("tags", FactRule.List(FactRule.Text)),
            ("deprecated", FactRule.Flag),
            ("x-leeway-successor", FactRule.Text),
            ("x-experimental", FactRule.Flag),
            ("x-leeway-paging", s_paging),
            ("x-leeway-task", s_task),
            ("x-leeway-shortcut", new ObjectRule([("kind", FactRule.Text), ("find", FactRule.Text), ("update", FactRule.Text)])),
            ("x-leeway-starts", new ObjectRule([("task", FactRule.Text), ("id", FactRule.Text)])),
            ("x-leeway-repeat", FactRule.Text),
            ("x-leeway-repeat-effect", FactRule.Text),
            ("x-leeway-reads", FactRule.Flag),
            ("servers", s_servers),
            ("security", s_security),
            ("x-atlassian-oauth2-scopes", FactRule.List(s_scopes)),
            ("parameters", s_parameters),
            ("requestBody", s_requestBody),
            ("responses", FactRule.Map(s_response, isSorted: true, isStatedWhenEmpty: true)),
        ],
        "summary", "description", "externalDocs");

    private static readonly FactRule s_pathItem = new ObjectRule(
        [
            ("servers", s_servers),
            ("parameters", s_parameters),
            ("get", s_operation),
            ("put", s_operation),
            ("post", s_operation),
            ("delete", s_operation),
            ("options", s_operation),
            ("head", s_operation),
            ("patch", s_operation),
            ("trace", s_operation),
        ],
        "summary", "description");

    private static readonly FactRule s_flow = new ObjectRule(
        [
            ("authorizationUrl", FactRule.Text),
            ("tokenUrl", FactRule.Text),
            ("refreshUrl", FactRule.Text),
            ("scopes", FactRule.Map(FactRule.Blank, isSorted: true, isStatedWhenEmpty: true)),
        ]);

    private static readonly FactRule s_securityScheme = new ObjectRule(
        [
            ("type", FactRule.Text),
            ("scheme", FactRule.Text),
            ("bearerFormat", FactRule.Text),
            ("name", FactRule.Text),
            ("in", FactRule.Text),
            ("flows", FactRule.Map(s_flow)),
            ("openIdConnectUrl", FactRule.Text),
        ],
        "description");

    private static readonly FactRule s_components = new ObjectRule(
        [
            ("securitySchemes", FactRule.Map(s_securityScheme, isSorted: true)),
            ("parameters", FactRule.Map(s_parameter, isSorted: true)),
            ("headers", FactRule.Map(s_header, isSorted: true)),
            ("requestBodies", FactRule.Map(s_requestBody, isSorted: true)),
            ("responses", FactRule.Map(s_response, isSorted: true)),
            ("schemas", FactRule.Map(s_schema, isSorted: true)),
        ],
        "examples", "links", "callbacks");

    private static readonly FactRule s_document = new ObjectRule(
        [
            ("openapi", FactRule.Text),
            ("info", new ObjectRule(
                [("title", FactRule.Text), ("version", FactRule.Text)],
                "description", "termsOfService", "contact", "license")),
            ("servers", s_servers),
            ("security", s_security),
            ("tags", FactRule.List(new ObjectRule([("name", FactRule.Text)], "description", "externalDocs"))),
            ("x-leeway-parameters", FactRule.Map(FactRule.Text, isSorted: true)),
            ("paths", FactRule.Map(s_pathItem, isStatedWhenEmpty: true)),
            ("components", s_components),
        ],
        "externalDocs");

    /// <summary>Returns the facts of the document in canonical order.</summary>
    /// <exception cref="InputException">The value is not an OpenAPI 3.0 document, or has a keyword that the rules do not know.</exception>
    public static JsonNode Trim(JsonObject document)
    {
        OpenApiVersion.Check(document);
        s_document.TryTrim(new JsonPlace(document), out JsonNode? facts);
        return facts!;
    }

    /// <summary>A schema within a schema, or <c>true</c> or <c>false</c> instead of one.</summary>
    private sealed class SubschemaRule : FactRule
    {
        public override bool TryTrim(JsonPlace place, out JsonNode? facts)
        {
            return (place.Value.AsBoolean() is null ? s_schema : Verbatim).TryTrim(place, out facts);
        }
    }
}
