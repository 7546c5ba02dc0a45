using System.Text.Json.Nodes;

namespace Leeway.Cli.Tests.Specs;

public sealed class DownloadCommandTests
{
    [Fact]
    public void DocumentShouldKeepItsDescriptionsAndBeCorrected()
    {
        string published = Path.GetDirectoryName(Repository.RequirePublished("jira-servicedesk"))!;
        using TemporaryFolder folder = new();

        CommandRun run = CommandRun.Of("specs", "download", folder["mine"], "jira-service-management", "--from", published);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(["jira-service-management.json"], Directory.GetFiles(folder["mine"]).Select(Path.GetFileName));
        Assert.DoesNotContain("not in this edition", run.Output, StringComparison.Ordinal);
        Assert.Contains($"<LeewaySpecs>{folder["mine"]}</LeewaySpecs>", run.Output, StringComparison.Ordinal);
        JsonNode operation = StrictJson.ReadObject(folder["mine/jira-service-management.json"])["paths"]!["/rest/servicedeskapi/info"]!["get"]!;
        Assert.NotEmpty((string)operation["description"]!);
        Assert.NotEmpty((string)operation["x-leeway-summary"]!);
    }

    [Fact]
    public void NewerDocumentShouldBeCorrectedWhereTheOverlaysMatch()
    {
        using TemporaryFolder folder = new();
        folder.Write("published/user-management.json", """{"openapi":"3.0.1","info":{"title":"T","version":"9"},"paths":{"/new":{"get":{"description":"New.","responses":{}}}}}""");

        CommandRun run = CommandRun.Of("specs", "download", folder["mine"], "user-management", "--from", folder["published"]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("not in this edition, so not corrected: $.paths", run.Output, StringComparison.Ordinal);
        Assert.Equal("New.", (string?)StrictJson.ReadObject(folder["mine/user-management.json"])["paths"]!["/new"]!["get"]!["description"]);
    }

    [Theory]
    [InlineData("user-managment", "{}", "There is no document 'user-managment'.")]
    [InlineData("user-managment", "{}", "Did you mean 'user-management'?")]
    [InlineData("user-management", "<html>", "JSON")]
    [InlineData("user-management", """{"swagger":"2.0"}""", "this document is Swagger")]
    public void UnusableDocumentShouldWriteNothing(string document, string published, string reason)
    {
        using TemporaryFolder folder = new();
        folder.Write("published/user-management.json", published);

        CommandRun run = CommandRun.Of("specs", "download", folder["mine"], document, "--from", folder["published"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["mine"]));
    }

    [Theory]
    [InlineData("user-management", "organizations")]
    [InlineData]
    public void MissingDocumentShouldWriteNothing(params string[] documents)
    {
        using TemporaryFolder folder = new();
        folder.Write("published/user-management.json", """{"openapi":"3.0.1","info":{"title":"T","version":"9"},"paths":{}}""");

        CommandRun run = CommandRun.Of(["specs", "download", folder["mine"], .. documents, "--from", folder["published"]]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(folder["published"], run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["mine"]));
    }
}
