using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Leeway.Cli.Tests.Specs;

/// <summary>The documents state which values are rich text, and which are queries.</summary>
public sealed partial class ValueTypeTests
{
    private const string ValueType = "x-leeway-type";

    /// <summary>Properties whose description mentions ADF, although their value is something else.</summary>
    private static readonly string[] s_onlyMentioned =
    [
        // Strings of fields that are not rich text.
        "jira.json MandatoryFieldValue.value",
        // The list of the fields whose values are rich text.
        "jira.json JiraIssueFields.richTextFields",
        // A pointer into rich text.
        "jira.json RedactionPosition.adfPointer",
        // The form whose answers are rich text, and whether fields of any type are.
        "jira-service-management.json RequestCreateDTO.form", "jira-service-management.json RequestCreateDTO.isAdfRequest",
    ];

    public static TheoryData<string> Names => [.. CommittedDocument.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryPropertyThatIsDescribedAsRichTextShouldSayIt(string name)
    {
        string published = Path.GetFileNameWithoutExtension((string)CommittedDocument.Sources[name]!["published"]!);
        JsonObject document = StrictJson.ReadObject(Repository.RequirePublished(published));
        JsonObject committed = CommittedDocument.Read(name);

        IEnumerable<string> found = JsonPath.Select(document, "$.components.schemas.*.properties.*")
            .Where(static place => place.Value!["description"].AsString() is { } text && RichText().IsMatch(text))
            .Where(place => FindProperty(committed, place)?[ValueType] is null)
            .Select(place => $"{name} {SchemaOf(place)}.{place.Name}");

        Assert.Equal(s_onlyMentioned.Where(text => text.StartsWith(name + " ", StringComparison.Ordinal)).Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryBodyThatMayBeRichTextShouldSayWhen(string name)
    {
        JsonObject document = CommittedDocument.Read(name);
        var schemas = (JsonObject)document["components"]!["schemas"]!;
        HashSet<string> ofMembers = [.. JsonPath.Select(document, "$.components.schemas..properties.atlas_doc_format['$ref']").Select(static place => place.Value.AsString()!.Split('/')[^1])];

        foreach ((string schema, JsonNode? facts) in schemas)
        {
            if (facts!["properties"]?["value"] is { } value && facts["properties"]!["representation"] is { } representation)
            {
                bool isRichText = ofMembers.Contains(schema)
                    || representation["enum"] is JsonArray values && values.Any(static v => v.AsString() == "atlas_doc_format");
                Assert.True((isRichText ? "adf-if:representation=atlas_doc_format" : null) == value[ValueType].AsString(), schema);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryQueryShouldStateItsLanguage(string name) => Assert.All(CommittedDocument.Parameters(CommittedDocument.Read(name)), static parameter =>
    {
        // The context is an object, not a query.
        string? language = parameter["in"].AsString() != "query" || parameter["name"].AsString() is not { } query || query == "cqlcontext" ? null
            : query.Contains("jql", StringComparison.OrdinalIgnoreCase) ? "jql"
            : query.Contains("cql", StringComparison.OrdinalIgnoreCase) ? "cql"
            : null;

        Assert.Equal(language, parameter[ValueType].AsString());
    });

    [Fact]
    public void NoQueryShouldBeMissing() => Assert.Equal(
        26, CommittedDocument.Names.SelectMany(static name => CommittedDocument.Parameters(CommittedDocument.Read(name))).Count(static parameter => parameter.ContainsKey(ValueType)));

    private static string SchemaOf(JsonPlace property) => property.Owner!.Parent!.GetPropertyName();

    private static JsonNode? FindProperty(JsonObject document, JsonPlace property) =>
        document["components"]!["schemas"]![SchemaOf(property)]?["properties"]?[property.Name!];

    [GeneratedRegex(@"Atlassian Document Format|\bADF\b")]
    private static partial Regex RichText();
}
