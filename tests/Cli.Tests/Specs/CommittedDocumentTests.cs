using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Leeway.Cli.Dev.Specs;
using Leeway.Cli.Specs;

namespace Leeway.Cli.Tests.Specs;

public sealed class CommittedDocumentTests
{
    public static TheoryData<string> Names => [.. CommittedDocument.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void TrimmingThePublishedDocumentShouldProduceTheCommittedBytes(string name)
    {
        string published = Path.GetFileNameWithoutExtension((string)CommittedDocument.Sources[name]!["published"]!);
        byte[] text = File.ReadAllBytes(Repository.RequirePublished(published));
        IReadOnlyList<Overlay> overlays = SpecsFolder.Open(Repository.Specs).ReadOverlays(name);

        Assert.Equal((string)CommittedDocument.Sources[name]!["sha256"]!, Convert.ToHexStringLower(SHA256.HashData(text)));
        Assert.Equal(File.ReadAllBytes(Path.Combine(Repository.Specs, name)), Trimming.Trim(text, name, overlays));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NoOperationShouldBeMissing(string name)
    {
        PackageDocument document = PackageDocument.All.Single(d => d.Name + ".json" == name);

        Assert.Equal(document.Operations, CommittedDocument.Operations(CommittedDocument.Read(name)).Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheRepositoryShouldContainNoProse(string name) =>
        Assert.Empty(CommittedDocument.ReadPlaces(name).Where(IsProse).Select(static place => place.Path));

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryReferenceShouldResolve(string name)
    {
        JsonObject document = CommittedDocument.Read(name);
        IEnumerable<string> references = new JsonPlace(document).DescendantsAndSelf()
            .Where(static p => p.Name == "$ref" || IsIn(p, "mapping"))
            .Select(static p => p.Value.AsString())
            .OfType<string>();

        foreach (string reference in references)
        {
            Assert.StartsWith("#/components/", reference, StringComparison.Ordinal);
            JsonNode? target = reference[2..].Split('/').Aggregate((JsonNode?)document, static (node, key) => node?[key]);
            Assert.True(target is JsonObject, reference);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheSourceShouldBeStated(string name)
    {
        JsonNode source = CommittedDocument.Sources[name]!;

        Assert.Equal((string)CommittedDocument.Read(name)["info"]!["version"]!, (string)source["version"]!);
        Assert.Matches("^https://dac-static\\.atlassian\\.com/cloud/[a-z0-9/.-]+\\.json$", (string)source["address"]!);
        Assert.Matches("^[0-9a-f]{64}$", (string)source["sha256"]!);
        Assert.Matches("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", (string)source["date"]!);
        if (source["copy"] is { } copy)
        {
            Assert.Matches("^https://github\\.com/[^/]+/[^/]+$", (string)copy["repository"]!);
            Assert.Matches("^[0-9a-f]{40}$", (string)copy["commit"]!);
            Assert.EndsWith(".json", (string)copy["path"]!, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryCorrectionShouldStateItsReason(string name)
    {
        string folder = Path.Combine(Repository.Specs, "overlays");
        IEnumerable<string> files = ((string[])[".json", ".repeat.json", ".names.json"]).Select(kind => Path.Combine(folder, Path.ChangeExtension(name, kind)));
        Assert.All(files.Where(File.Exists), file =>
        {
            JsonObject overlay = StrictJson.ReadObject(file);

            Assert.Equal((string)CommittedDocument.Sources[name]!["address"]!, (string)overlay["extends"]!);
            Assert.All((JsonArray)overlay["actions"]!, static action =>
            {
                string? reason = (string?)action!["description"];
                Assert.True(reason is { Length: > 10 } && !reason.Contains('\n', StringComparison.Ordinal), action.ToString());
            });
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryOperationShouldHaveOneTagAndAnId(string name)
    {
        Assert.All(CommittedDocument.Operations(CommittedDocument.Read(name)), static operation =>
        {
            Assert.Single((JsonArray)operation["tags"]!);
            Assert.NotEqual("", (string)operation["operationId"]!);
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NoResponseWithoutContentShouldDeclareABody(string name)
    {
        Assert.Empty(JsonPath.Select(CommittedDocument.Read(name), "$.paths.*.*.responses['204'].content"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryBodyOfASuccessShouldHaveASchema(string name)
    {
        foreach (JsonObject operation in CommittedDocument.Operations(CommittedDocument.Read(name)))
        {
            foreach ((_, JsonNode? response) in ((JsonObject)operation["responses"]!).Where(static r => r.Key[0] is '2' or '3'))
            {
                Assert.All(JsonPath.Select(response!, "$.content.*"), media => Assert.True(media.Value!["schema"] is JsonObject, media.Path));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryParameterShouldBeSerializable(string name)
    {
        Assert.All(CommittedDocument.Parameters(CommittedDocument.Read(name)), static parameter =>
        {
            Assert.NotEqual(("header", "Authorization"), ((string?)parameter["in"], (string?)parameter["name"]));

            // An object that allows no members cannot be serialized; one that allows any members is serialized as a query of its own.
            Assert.Empty(JsonPath.Select(parameter, "$..[?(@.additionalProperties == false)]"));
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryFormShouldNameItsParts(string name)
    {
        JsonObject document = CommittedDocument.Read(name);
        Assert.All(JsonPath.Select(document, "$.paths.*.*.requestBody.content['multipart/form-data'].schema"), form =>
        {
            JsonNode schema = (string?)form.Value!["$ref"] is { } reference
                ? document["components"]!["schemas"]![reference[(reference.LastIndexOf('/') + 1)..]]!
                : form.Value;
            Assert.Equal("object", (string?)schema["type"]);
            Assert.NotEmpty((JsonObject)schema["properties"]!);
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryUploadToASiteShouldBeMarkedAsIntended(string name)
    {
        JsonObject document = CommittedDocument.Read(name);
        bool isOfASite = !((string)document["servers"]![0]!["url"]!).StartsWith("https://api.", StringComparison.Ordinal);
        IEnumerable<JsonObject> uploads = CommittedDocument.Operations(document).Where(operation =>
            isOfASite && JsonPath.Select(operation, "$.requestBody..[?(@.format == 'binary')]").Any());

        Assert.All(uploads, static operation => Assert.Equal(
            "no-check",
            Assert.Single(JsonPath.Select(operation, "$.parameters[?(@.name == 'X-Atlassian-Token' && @.required == true)].schema.enum[0]")).Value.AsString()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryServerShouldHaveAScheme(string name)
    {
        Assert.All((JsonArray)CommittedDocument.Read(name)["servers"]!, static server =>
            Assert.StartsWith("https://", (string)server!["url"]!, StringComparison.Ordinal));
    }

    /// <summary>
    /// Names, titles and values have a few words at most. The effects of retries are written for this project.
    /// </summary>
    /// <summary>Whether a value is a text of Atlassian. The texts in Leeway's own keywords come from the overlays.</summary>
    private static bool IsProse(JsonPlace place) => place.Name switch
    {
        _ when IsIn(place, "x-leeway-parameters") => false,
        "description" or "summary" when !IsIn(place, "properties") => place.Value.AsString() is { Length: > 0 },
        "example" or "examples" or "externalDocs" when !IsIn(place, "properties") => true,
        "x-leeway-repeat-effect" or "x-leeway-summary" => false,
        _ => place.Value.AsString() is { } words && words.Split(' ').Length > 6,
    };

    private static bool IsIn(JsonPlace place, string member) =>
        place.Owner is { Parent: JsonObject } owner && owner.GetPropertyName() == member;
}
