using System.Text.Json;
using Leeway.Generator.Tests.Driving;
using Leeway.Simulator;
using Leeway.Simulator.Operations;

namespace Leeway.Generator.Tests.Examples;

/// <summary>Checks that every answer of the simulator is read into the generated types and written back unchanged.</summary>
public class SimulatorAnswerTests
{
    /// <summary>Operations that Atlassian removed. The simulator answers 410, as Atlassian does.</summary>
    private static readonly string[] s_removed = ["searchForIssuesUsingJql", "searchForIssuesUsingJqlPost"];

    [Fact]
    public async Task EveryAnswerShouldBeWrittenBackUnchanged()
    {
        IReadOnlyList<SimulatorAnswer> answers = await SimulatorAnswers.CollectAsync();
        Assert.Equal(
            AtlassianSimulator.ServedOperations.Select(static served => served.ToString()).Where(static served => !s_removed.Any(id => served.EndsWith($"({id})", StringComparison.Ordinal))).Order(),
            answers.Select(static answer => answer.Operation.ToString()).Distinct().Order());

        List<string> faults = [];
        int read = 0;
        foreach (IGrouping<string, SimulatorAnswer> ofDocument in answers.Where(static answer => answer.Text.Length > 0).GroupBy(static answer => answer.Operation.Document))
        {
            string ids = string.Join(',', ofDocument.Select(static answer => answer.Operation.Id).Distinct());
            RoundTrips roundTrips = RoundTrips.Of(Generation.OfCommitted(ofDocument.Key, whole => whole with { Operations = ids }));
            foreach (SimulatorAnswer answer in ofDocument)
            {
                if (WriteBack(roundTrips, answer) is { } written)
                {
                    using JsonDocument before = JsonDocument.Parse(answer.Text);
                    using JsonDocument after = JsonDocument.Parse(written);
                    faults.AddRange(JsonComparison.Differences(before.RootElement, after.RootElement).Select(difference => $"{answer.Operation}: {difference}"));
                    read++;
                }
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.InRange(read, 90, answers.Count);
    }

    private static byte[]? WriteBack(RoundTrips roundTrips, SimulatorAnswer answer)
    {
        SimulatedOperation operation = answer.Operation;
        return roundTrips.Operations.SingleOrDefault(shape => shape.Id == operation.Id) is { } shape
            ? roundTrips.Run($"{shape.Verb} {shape.Route}", answer.Text)
            : null;
    }
}
