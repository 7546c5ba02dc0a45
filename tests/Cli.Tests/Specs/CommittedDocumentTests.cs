using System.Security.Cryptography;
using Leeway.Cli.Specs;
using Newtonsoft.Json.Linq;

namespace Leeway.Cli.Tests.Specs;

public sealed class CommittedDocumentTests
{
    public static TheoryData<string> Names => [.. CommittedDocument.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void TrimmingThePublishedDocumentShouldProduceTheCommittedBytes(string name)
    {
        string published = Path.Combine(Repository.PublishedSpecs, (string)CommittedDocument.Sources[name]!["published"]!);
        if (!File.Exists(published))
        {
            Assert.Skip($"The published document is not at '{published}'.");
        }

        byte[] text = File.ReadAllBytes(published);
        IReadOnlyList<Overlay> overlays = SpecsFolder.Open(Repository.Specs).ReadOverlays(name);

        Assert.Equal((string)CommittedDocument.Sources[name]!["sha256"]!, Convert.ToHexStringLower(SHA256.HashData(text)));
        Assert.Equal(File.ReadAllBytes(Path.Combine(Repository.Specs, name)), Trimming.Trim(text, name, overlays));
    }

    [Theory]
    [InlineData("jira.json", 616)]
    [InlineData("jira-software.json", 105)]
    [InlineData("jira-service-management.json", 72)]
    [InlineData("confluence-v1.json", 130)]
    [InlineData("confluence.json", 218)]
    public void NoOperationShouldBeMissing(string name, int count)
    {
        Assert.Equal(count, CommittedDocument.Operations(CommittedDocument.Read(name)).Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheRepositoryShouldContainNoProse(string name)
    {
        foreach (JProperty member in CommittedDocument.Read(name).Descendants().OfType<JProperty>())
        {
            bool namesAMember = member.Parent?.Parent is JProperty { Name: "properties" };
            if (!namesAMember && member.Name is "description" or "summary")
            {
                Assert.Equal("", member.Value.Type == JTokenType.String ? (string)member.Value! : "");
            }

            Assert.False(!namesAMember && member.Name is "example" or "examples" or "externalDocs", member.Path);
        }

        // Names, titles and values have a few words at most. The effects of retries are written for this project.
        IEnumerable<JValue> texts = CommittedDocument.Read(name).Descendants().OfType<JValue>().Where(static v =>
            v.Type == JTokenType.String && v.Parent is not JProperty { Name: "x-leeway-repeat-effect" });
        foreach (JValue text in texts)
        {
            Assert.True(((string)text!).Split(' ').Length <= 6, text.Path);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryReferenceShouldResolve(string name)
    {
        JObject document = CommittedDocument.Read(name);
        IEnumerable<string> references = document.Descendants().OfType<JProperty>()
            .Where(static p => p is { Name: "$ref", Value.Type: JTokenType.String } || p.Parent?.Parent is JProperty { Name: "mapping" })
            .Select(static p => (string)p.Value!);

        foreach (string reference in references)
        {
            Assert.StartsWith("#/components/", reference, StringComparison.Ordinal);
            JToken? target = reference[2..].Split('/').Aggregate((JToken?)document, static (token, key) => token?[key]);
            Assert.True(target is JObject, reference);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheSourceShouldBeStated(string name)
    {
        JToken source = CommittedDocument.Sources[name]!;

        Assert.Equal((string)CommittedDocument.Read(name)["info"]!["version"]!, (string)source["version"]!);
        Assert.Matches("^https://dac-static\\.atlassian\\.com/cloud/[a-z0-9/.-]+\\.json$", (string)source["address"]!);
        Assert.Matches("^[0-9a-f]{64}$", (string)source["sha256"]!);
        Assert.Matches("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", (string)source["date"]!);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryCorrectionShouldStateItsReason(string name)
    {
        Assert.All((string[])[name, Path.ChangeExtension(name, ".repeat.json")], file =>
        {
            JObject overlay = StrictJson.ReadObject(Path.Combine(Repository.Specs, "overlays", file));

            Assert.Equal((string)CommittedDocument.Sources[name]!["address"]!, (string)overlay["extends"]!);
            Assert.All(overlay["actions"]!, static action =>
            {
                string? reason = (string?)action["description"];
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
            Assert.Single((JArray)operation["tags"]!);
            Assert.NotEqual("", (string)operation["operationId"]!);
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NoResponseWithoutContentShouldDeclareABody(string name)
    {
        Assert.Empty(CommittedDocument.Read(name).SelectTokens("$.paths.*.*.responses['204'].content"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryBodyOfASuccessShouldHaveASchema(string name)
    {
        foreach (JObject operation in CommittedDocument.Operations(CommittedDocument.Read(name)))
        {
            foreach (JProperty response in ((JObject)operation["responses"]!).Properties().Where(static r => r.Name[0] is '2' or '3'))
            {
                Assert.All(response.Value.SelectTokens("$.content.*"), media => Assert.True(media["schema"] is JObject, media.Path));
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
            Assert.Empty(parameter.SelectTokens("$..[?(@.additionalProperties == false)]"));
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryFormShouldNameItsParts(string name)
    {
        Assert.All(CommittedDocument.Read(name).SelectTokens("$.paths.*.*.requestBody.content['multipart/form-data'].schema"), form =>
        {
            JToken schema = (string?)form["$ref"] is { } reference
                ? form.Root.SelectToken("$.components.schemas." + reference[(reference.LastIndexOf('/') + 1)..])!
                : form;
            Assert.Equal("object", (string?)schema["type"]);
            Assert.NotEmpty(schema["properties"]!);
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryUploadShouldBeMarkedAsIntended(string name)
    {
        IEnumerable<JObject> uploads = CommittedDocument.Operations(CommittedDocument.Read(name)).Where(static operation =>
            operation.SelectTokens("$.requestBody..[?(@.format == 'binary')]").Any());

        Assert.All(uploads, static operation => Assert.Equal(
            "no-check",
            (string?)operation.SelectToken("$.parameters[?(@.name == 'X-Atlassian-Token' && @.required == true)].schema.enum[0]")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryServerShouldHaveAScheme(string name)
    {
        Assert.All(CommittedDocument.Read(name)["servers"]!, static server =>
            Assert.StartsWith("https://", (string)server["url"]!, StringComparison.Ordinal));
    }
}
