using System.Globalization;
using System.Text.Json.Nodes;
using Leeway.Generator.Fields.Reading;
using Leeway.Generator.Tests.Diagnostics;
using Leeway.Generator.Tests.Driving;
using Microsoft.CodeAnalysis;

namespace Leeway.Generator.Tests.Fields;

/// <summary>Checks what is reported for a file of fields that cannot be read, and at which place.</summary>
public sealed class FieldFileTests : IDisposable
{
    private readonly ConsumerProject _project = new();

    [Theory]
    [InlineData("[]", "LEE5001", "it is not a JSON object", 1)]
    [InlineData("{\n\"version\": 1", "LEE5001", "invalid end of a number", 2)]
    [InlineData("{\"fields\": []}", "LEE5001", "the member 'version' is missing or not a number", 1)]
    [InlineData("{\"version\": \"1\"}", "LEE5001", "the member 'version' is missing or not a number", 1)]
    [InlineData("{\"version\": 1, \"version\": 1}", "LEE5001", "the member 'version' occurs twice", 1)]
    [InlineData("{\n\"version\": 2, \"new\": []}", "LEE5002", "has the version 2, and this version of Leeway reads version 1", 2)]
    [InlineData("{\"version\": 1, \"site\": \"a\"}", "LEE5001", "the member 'fields' is missing", 1)]
    [InlineData("{\"version\": 1, \"site\": 1, \"fields\": []}", "LEE5001", "the member 'site' is not a string", 1)]
    [InlineData("{\"version\": 1, \"site\": \"\\ud800\", \"fields\": []}", "LEE5001", "half of a surrogate pair", 1)]
    [InlineData("{\"version\": 1, \"site\": \"a\", \"fields\": [], \"\\ud800\": 1}", "LEE5001", "half of a surrogate pair", 1)]
    [InlineData("{\"version\": 1, \"site\": \"a\", \"fields\": {}}", "LEE5001", "the member 'fields' is not an array", 1)]
    [InlineData("{\"version\": 1, \"site\": \"a\", \"fields\": [\n7]}", "LEE5001", "the value is not an object", 2)]
    [InlineData("{\"version\": 1, \"site\": \"a\", \"fields\": [{\"id\": \"summary\", \"name\": \"a\",\n \"schema\": {\"type\": \"string\"}}]}", "LEE5001", "'summary' is not the id of a custom field", 1)]
    [InlineData("{\"version\": 1, \"site\": \"a\", \"fields\": [{\"id\": \"customfield_1\", \"name\": \"a\"}]}", "LEE5001", "the member 'schema' is missing", 1)]
    [InlineData("{\"version\": 1, \"site\": \"a\", \"fields\": [{\"id\": \"customfield_1\", \"name\": \"a\", \"schema\": {}}]}", "LEE5001", "the member 'type' is missing", 1)]
    [InlineData("{\"version\": 1, \"site\": \"a\", \"fields\": [{\"id\": \"customfield_1\", \"name\": \"a\", \"schema\": {\"type\": \"option\"}, \"options\": [{\"id\": \"x\", \"value\": \"\"}]}]}", "LEE5001", "'x' is not the id of an option", 1)]
    [InlineData("{\"version\": 1, \"site\": \"a\", \"fields\": [{\"id\": \"customfield_1\", \"name\": \"a\", \"schema\": {\"type\": \"option\"}, \"options\": [{\"id\": \"1\", \"value\": \"\", \"disabled\": 1}]}]}", "LEE5001", "'disabled' is neither true nor false", 1)]
    public void FaultShouldBeReportedAtItsPlace(string text, string id, string reason, int line)
    {
        Generation generation = Generation.Of(new DocumentInput("/consumer/jira.fields.json", text) { IsFields = true });
        Diagnostic diagnostic = Assert.Single(generation.Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Contains(reason, diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        FileLinePositionSpan place = diagnostic.Location.GetLineSpan();
        Assert.Equal(("/consumer/jira.fields.json", line), (place.Path, place.StartLinePosition.Line + 1));
        Assert.DoesNotContain(generation.Sources.Keys, static name => name.Contains("CustomFields", StringComparison.Ordinal));
    }

    [Fact]
    public void UnknownMemberShouldBeIgnoredWithAWarning()
    {
        Generation generation = Generation.Of(new DocumentInput("/consumer/jira.fields.json", SyntheticSite.Odd) { IsFields = true });
        Assert.Equal(["LEE5004"], generation.Diagnostics.Select(static d => d.Id));
        Assert.Contains("Leeway.Fields.CustomFields.g.cs", generation.Sources.Keys);
    }

    [Fact]
    public async Task OptionsShouldReachTheCompiler()
    {
        await _project.WriteAsync("jira.fields.json", SyntheticSite.Small);
        (int exitCode, string output) = await _project.RunAsync(
            """<AtlassianFields Include="jira.fields.json" Namespace="Acme.Fields" Visibility="internal" />""", "-getItem:AdditionalFiles,CompilerVisibleItemMetadata");

        Assert.True(exitCode == 0, output);
        JsonNode items = JsonNode.Parse(output)!["Items"]!;
        JsonNode file = Assert.Single(items["AdditionalFiles"]!.AsArray())!;
        Assert.Equal(
            ("jira.fields.json", "Acme.Fields", "internal"),
            ((string?)file["AtlassianFields"], (string?)file["AtlassianFieldsNamespace"], (string?)file["AtlassianFieldsVisibility"]));
        Assert.All(
            [FieldsConfigurationReader.FileKey, FieldsConfigurationReader.NamespaceKey, FieldsConfigurationReader.VisibilityKey],
            key => Assert.Contains(items["CompilerVisibleItemMetadata"]!.AsArray(), item => $"build_metadata.AdditionalFiles.{item!["MetadataName"]}" == key));
    }

    [Theory]
    [InlineData("""<AtlassianFields Include="absent.json" />""", "LeewayFindDocuments", "error LEE0006: There is no file of fields 'absent.json'")]
    [InlineData("""<AtlassianFields Include="Consumer.proj" Name="x" />""", "LeewayCheckFields", "error LEE0009: The AtlassianFields item 'Consumer.proj' has 'Name', which has no effect. Write 'Namespace'.")]
    [InlineData("""<AtlassianFields Include="Consumer.proj" /><AtlassianFields Include="./Consumer.proj" />""", "LeewayCheckFields", "error LEE0008: More than one AtlassianFields item includes the same file")]
    public async Task MistakeShouldBeReportedByTheBuild(string item, string target, string message)
    {
        (int exitCode, string output) = await _project.RunAsync(item, "-t:" + target);

        Assert.NotEqual(0, exitCode);
        Assert.Contains(message, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("F#")]
    [InlineData("VB")]
    public async Task LanguageWithoutGeneratorsShouldBeReportedByTheBuild(string language)
    {
        (int exitCode, string output) = await _project.RunAsync("""<AtlassianFields Include="Consumer.proj" />""", "-t:LeewayCheckFields", "-p:Language=" + language);

        Assert.NotEqual(0, exitCode);
        Assert.Contains(
            "error LEE0015: The AtlassianFields items (Consumer.proj) have no effect in this project, because only C# has generators. Read the fields by their id",
            output,
            StringComparison.Ordinal);
    }

    public void Dispose() => _project.Dispose();
}
