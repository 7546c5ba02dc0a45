using System.Text.Json.Nodes;

namespace Leeway.Cli.Tests.Specs;

/// <summary>Every operation of Jira and Confluence has a summary, and every parameter a meaning.</summary>
public sealed class SummaryTests
{
    private const int MaxLength = 140;

    /// <summary>The deprecated operations without a successor: Atlassian has only announced one.</summary>
    private static readonly HashSet<string> s_withoutSuccessor = ["getDefaultValues", "setDefaultValues"];

    public static TheoryData<string> Names => ["jira.json", "jira-software.json", "jira-service-management.json", "confluence.json", "confluence-v1.json"];

    [Fact]
    public void EveryOperationShouldHaveASummary()
    {
        List<string?> summaries = [.. Names.SelectMany(static name => CommittedDocument.Operations(CommittedDocument.Read(name))).Select(static operation => (string?)operation["x-leeway-summary"])];

        Assert.Equal(1141, summaries.Count);
        Assert.All(summaries, CheckSentence);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void SummariesShouldDistinguishTheOperations(string name) => Assert.Distinct(
        CommittedDocument.Operations(CommittedDocument.Read(name)).Select(static operation => (string?)operation["x-leeway-summary"]));

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryParameterShouldHaveAMeaning(string name)
    {
        JsonObject document = CommittedDocument.Read(name);
        var meanings = (JsonObject)document["x-leeway-parameters"]!;
        HashSet<string> parameters = [.. CommittedDocument.Parameters(document).Select(static parameter => (string?)parameter["name"]).OfType<string>()];

        Assert.Equal(parameters.Order(StringComparer.Ordinal), meanings.Select(static meaning => meaning.Key).Order(StringComparer.Ordinal));
        Assert.All(meanings, static meaning => CheckSentence((string?)meaning.Value));
        Assert.All(CommittedDocument.Parameters(document).Select(static parameter => (string?)parameter["x-leeway-summary"]).OfType<string>(), CheckSentence);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryDeprecatedOperationShouldNameItsSuccessor(string name)
    {
        JsonObject document = CommittedDocument.Read(name);
        HashSet<string> known = [.. CommittedDocument.Operations(document).SelectMany(static operation => new[] { (string)operation["operationId"]!, (string)operation["tags"]![0]! })];

        Assert.All(CommittedDocument.Operations(document), operation =>
        {
            string? successor = (string?)operation["x-leeway-successor"];
            bool isExpected = operation["deprecated"] is not null && !s_withoutSuccessor.Contains((string)operation["operationId"]!);
            Assert.Equal(isExpected, successor is not null);
            Assert.True(successor is null || known.Contains(successor) || successor.Contains(" of ", StringComparison.Ordinal), successor);
        });
    }

    private static void CheckSentence(string? text) =>
        Assert.True(text is { Length: > 5 and <= MaxLength } && text.EndsWith('.') && text.All(static c => c is >= ' ' and <= '~' and not ('<' or '>' or '&')), $"'{text}'");
}
