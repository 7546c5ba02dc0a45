using System.Globalization;
using System.Text;
using System.Text.Json;
using Leeway.Generator.Shaping;
using Leeway.Json;

namespace Leeway.Generator.Tests.Examples;

/// <summary>Answers that depart from their document in one place: nothing is lost on the way back, and nothing throws.</summary>
/// <remarks>
/// Answers are generated from the committed documents. To alter Atlassian's own examples instead, name the folder of the published documents and a
/// number of copies: <c>LEEWAY_PUBLISHED_SPECS=FOLDER LEEWAY_ALTERED_ANSWERS=20000</c>, and run this class.
/// </remarks>
public class AlteredAnswerTests
{
    private const int CopiesOfADocument = 700;

    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 1000 };

    [Theory]
    [InlineData("jira")]
    [InlineData("jira-software")]
    [InlineData("jira-service-management")]
    [InlineData("confluence")]
    [InlineData("confluence-v1")]
    public void AlteredAnswerShouldComeBackAsItWas(string document)
    {
        RoundTrips roundTrips = RoundTrips.Of(document);
        OperationShape[] operations = [.. roundTrips.Operations];
        var faults = new List<string>();
        for (int seed = 0; seed < CopiesOfADocument; seed++)
        {
            OperationShape operation = operations[seed % operations.Length];
            var random = new Random(seed);
            string answer = new ShapedJson(roundTrips.Client, random).Of(operation.Response);
            faults.AddRange(Faults(roundTrips, operation.Verb + " " + operation.Route, answer, random).Select(f => $"{operation.Id}, seed {seed}: {f}"));
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(20)));
    }

    [Fact]
    public void AlteredExampleShouldComeBackAsItWas()
    {
        bool isAsked = int.TryParse(Environment.GetEnvironmentVariable("LEEWAY_ALTERED_ANSWERS"), CultureInfo.InvariantCulture, out int copies);
        Assert.SkipUnless(isAsked, "LEEWAY_ALTERED_ANSWERS gives the number of altered copies of published examples.");
        Assert.SkipUnless(Directory.Exists(Repository.PublishedSpecs), "The published documents are not part of the repository: LEEWAY_PUBLISHED_SPECS names the folder that has them.");
        (RoundTrips RoundTrips, PublishedExample Example)[] examples =
        [
            .. new[] { ("jira-platform", "jira"), ("jira-software", "jira-software"), ("jira-servicedesk", "jira-service-management") }
                .SelectMany(static pair => PublishedExample.Of(pair.Item1).Select(e => (RoundTrips.Of(pair.Item2), e)))
                .Where(static pair => !ExampleTests.Contradictions.ContainsKey(pair.e.OperationId) && pair.Item1.Run(pair.e.Operation, pair.e.Text) is not null),
        ];
        var faults = new List<string>();
        for (int seed = 0; seed < copies; seed++)
        {
            (RoundTrips roundTrips, PublishedExample example) = examples[seed % examples.Length];
            faults.AddRange(Faults(roundTrips, example.Operation, example.Text, new Random(seed)).Select(f => $"{example.OperationId}, seed {seed}: {f}"));
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{copies} altered copies of {examples.Length} examples, {faults.Count} faults.");
        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(20)));
    }

    private static IEnumerable<string> Faults(RoundTrips roundTrips, string operation, string answer, Random random)
    {
        string altered = AlteredJson.Of(answer, random);
        string written;
        try
        {
            written = Encoding.UTF8.GetString(roundTrips.Run(operation, altered)!);
        }
        catch (Exception exception)
        {
            return [$"{exception.GetType().Name}: {exception.Message} Answer: {altered}"];
        }

        using JsonDocument before = JsonDocument.Parse(WithoutHalves(altered), s_options);
        using JsonDocument after = JsonDocument.Parse(WithoutHalves(written), s_options);
        return [.. JsonComparison.Differences(before.RootElement, after.RootElement), .. StrictFaults(roundTrips, operation, altered, written)];
    }

    /// <summary>Strict reading refuses what departs, or reads the same.</summary>
    private static IEnumerable<string> StrictFaults(RoundTrips roundTrips, string operation, string altered, string written)
    {
        try
        {
            string strict = Encoding.UTF8.GetString(roundTrips.Run(operation, altered, JsonModelOptions.Strict)!);
            return strict == written ? [] : [$"strict reading gives {strict}"];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <summary>Halves of surrogate pairs, which System.Text.Json does not compare, become characters of private use.</summary>
    private static string WithoutHalves(string json) => json
        .Replace("\\ud800", "\uE000", StringComparison.OrdinalIgnoreCase)
        .Replace("\\udc00", "\uE001", StringComparison.OrdinalIgnoreCase);
}
