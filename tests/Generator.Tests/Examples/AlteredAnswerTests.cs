using System.Globalization;
using System.Text;
using System.Text.Json;
using Leeway.Generator.Shaping;
using Leeway.Json;
using Leeway.TimeLimit;

namespace Leeway.Generator.Tests.Examples;

/// <summary>Checks that responses that differ from their document in one place are read without an exception and written back without loss.</summary>
/// <remarks>
/// The responses are generated from the committed documents. To alter Atlassian's examples instead, run this class with the folder of the
/// published documents and a number of copies: <c>LEEWAY_PUBLISHED_SPECS=FOLDER LEEWAY_ALTERED_ANSWERS=20000</c>.
/// </remarks>
public class AlteredAnswerTests
{
    private static readonly int s_copiesOfADocument = TestSize.Of(700);

    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 1000 };

    public static TheoryData<string> Documents => [.. PackageDocument.ForSlowTests.Select(static d => d.Name)];

    [Theory]
    [MemberData(nameof(Documents))]
    public void AlteredResponseShouldBeWrittenBackUnchanged(string document)
    {
        RoundTrips roundTrips = RoundTrips.OfSample(document);
        OperationShape[] operations = [.. roundTrips.Operations];
        var faults = new List<string>();
        for (int seed = 0; seed < s_copiesOfADocument; seed++)
        {
            OperationShape operation = operations[seed % operations.Length];
            var random = new Random(seed);
            string answer = new ShapedJson(roundTrips.Client, random).Of(operation.Response);
            faults.AddRange(FindFaults(roundTrips, operation.Verb + " " + operation.Route, answer, random).Select(f => $"{operation.Id}, seed {seed}: {f}"));
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(20)));
    }

    [Fact]
    public void AlteredExampleShouldBeWrittenBackUnchanged()
    {
        bool isAsked = int.TryParse(Environment.GetEnvironmentVariable("LEEWAY_ALTERED_ANSWERS"), CultureInfo.InvariantCulture, out int copies);
        Assert.SkipUnless(isAsked, "Set LEEWAY_ALTERED_ANSWERS to the number of altered copies of published examples.");
        (RoundTrips RoundTrips, PublishedExample Example)[] examples =
        [
            .. new[] { ("jira-platform", "jira"), ("jira-software", "jira-software"), ("jira-servicedesk", "jira-service-management") }
                .SelectMany(static pair => PublishedExample.Of(pair.Item1).Select(e => (RoundTrips.OfWhole(pair.Item2), e)))
                .Where(static pair => !ExampleTests.Contradictions.ContainsKey(pair.e.OperationId) && pair.Item1.Run(pair.e.Operation, pair.e.Text) is not null),
        ];
        var faults = new List<string>();
        for (int seed = 0; seed < copies; seed++)
        {
            (RoundTrips roundTrips, PublishedExample example) = examples[seed % examples.Length];
            faults.AddRange(FindFaults(roundTrips, example.Operation, example.Text, new Random(seed)).Select(f => $"{example.OperationId}, seed {seed}: {f}"));
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{copies} altered copies of {examples.Length} examples, {faults.Count} faults.");
        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(20)));
    }

    private static IEnumerable<string> FindFaults(RoundTrips roundTrips, string operation, string answer, Random random)
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

        using JsonDocument before = JsonDocument.Parse(ReplaceHalves(altered), s_options);
        using JsonDocument after = JsonDocument.Parse(ReplaceHalves(written), s_options);
        return [.. JsonComparison.Differences(before.RootElement, after.RootElement), .. FindStrictFaults(roundTrips, operation, altered, written)];
    }

    /// <summary>Checks that strict reading either rejects the response or reads the same value.</summary>
    private static IEnumerable<string> FindStrictFaults(RoundTrips roundTrips, string operation, string altered, string written)
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

    /// <summary>Replaces halves of surrogate pairs, which System.Text.Json does not compare, with private-use characters.</summary>
    private static string ReplaceHalves(string json) => json
        .Replace("\\ud800", "\uE000", StringComparison.OrdinalIgnoreCase)
        .Replace("\\udc00", "\uE001", StringComparison.OrdinalIgnoreCase);
}
