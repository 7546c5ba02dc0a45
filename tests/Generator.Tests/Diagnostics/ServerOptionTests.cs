using System.Text.Json.Nodes;
using Leeway.Generator.Configuration;

namespace Leeway.Generator.Tests.Diagnostics;

/// <summary>Checks that MSBuild passes the options of the server to the compiler, and reports their misspelled names.</summary>
public sealed class ServerOptionTests : IDisposable
{
    private readonly ConsumerProject _project = new();

    [Fact]
    public async Task OptionsShouldReachTheCompilerWithoutTheCharactersThatStartAComment()
    {
        (int exitCode, string output) = await _project.RunAsync(
            """<AtlassianApi Include="jira" Server="https://{r}.acme.example/v1?a=b" ServerVariables="r=eu ;&#xA; v=1#2" Login="acme" />""",
            "-getItem:AdditionalFiles,CompilerVisibleItemMetadata");

        Assert.True(exitCode == 0, output);
        JsonNode items = JsonNode.Parse(output)!["Items"]!;
        JsonNode file = Assert.Single(items["AdditionalFiles"]!.AsArray())!;
        Assert.Equal("https://{r}.acme.example/v1?a=b", (string?)file["AtlassianApiServer"]);
        Assert.Equal("r=eu,v=1 2", (string?)file["AtlassianApiServerVariables"]);
        Assert.Equal("acme", (string?)file["AtlassianApiLogin"]);
        Assert.All(
            [ConfigurationReader.ServerKey, ConfigurationReader.ServerVariablesKey, ConfigurationReader.LoginKey],
            key => Assert.Contains(items["CompilerVisibleItemMetadata"]!.AsArray(), item => $"build_metadata.AdditionalFiles.{item!["MetadataName"]}" == key));
    }

    [Fact]
    public async Task AddressShouldNotBeCutAtACharacterThatStartsAComment()
    {
        (int exitCode, string output) = await _project.RunAsync("""<AtlassianApi Include="jira" Server="https://a.example#@b.example;c" Login="a#b" />""", "-getItem:AdditionalFiles");

        Assert.True(exitCode == 0, output);
        JsonNode file = Assert.Single(JsonNode.Parse(output)!["Items"]!["AdditionalFiles"]!.AsArray())!;
        Assert.Equal(("https://a.example @b.example c", "a b"), ((string?)file["AtlassianApiServer"], (string?)file["AtlassianApiLogin"]));
    }

    [Theory]
    [InlineData("Servers", "Server")]
    [InlineData("ServerVariable", "ServerVariables")]
    [InlineData("Logins", "Login")]
    public async Task MisspelledOptionShouldBeReported(string written, string meant)
    {
        (int exitCode, string output) = await _project.RunAsync($"""<AtlassianApi Include="jira" {written}="x" />""", "-t:LeewayCheckItems");

        Assert.NotEqual(0, exitCode);
        Assert.Contains($"error LEE0009: The AtlassianApi item 'jira' has '{written}', which has no effect. Write '{meant}'.", output, StringComparison.Ordinal);
    }

    public void Dispose() => _project.Dispose();
}
