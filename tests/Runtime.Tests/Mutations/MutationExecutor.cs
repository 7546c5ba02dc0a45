using System.Diagnostics;
using Xunit.Sdk;
using Xunit.v3;

namespace Leeway.Runtime.Tests.Mutations;

/// <summary>
/// Makes each change known to the tests that reach it, the fastest first, until one fails. All of this happens in one process, because starting
/// one takes longer than most tests.
/// </summary>
/// <remarks>
/// The process ends itself when a test hangs, or when a change has damaged its static state. build/measure-mutations then starts another, which
/// continues.
/// </remarks>
internal sealed class MutationExecutor(IXunitTestAssembly assembly) : XunitTestFrameworkExecutor(assembly)
{
    private const int MustContinue = 3;

    private const int WarmUpTests = 30;

    /// <summary>How long tests may take, in addition to three times their usual duration, before they count as hanging.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <summary>The same for a process that has run no test yet. It compiles most of the code, which takes long on a busy machine.</summary>
    private static readonly TimeSpan s_patienceOfNewProcess = TimeSpan.FromSeconds(40);

    public override async ValueTask RunTestCases(
        IReadOnlyCollection<IXunitTestCase> testCases,
        IMessageSink executionMessageSink,
        ITestFrameworkExecutionOptions executionOptions,
        CancellationToken cancellationToken)
    {
        if (MutationFolder.Current is not { } folder)
        {
            await base.RunTestCases(testCases, executionMessageSink, executionOptions, cancellationToken);
            return;
        }

        executionOptions.SetParallelMode(ParallelMode.None);
        executionOptions.SetStopOnTestFail(true);
        Environment.Exit(await RunAsync(folder, testCases, executionOptions));
    }

    private async Task<int> RunAsync(MutationFolder folder, IReadOnlyCollection<IXunitTestCase> cases, ITestFrameworkExecutionOptions options)
    {
        if (folder.ReadCoverage() is not { } tests)
        {
            tests = await FindCoverageAsync(cases, options);
            folder.WriteCoverage(tests);
        }

        HashSet<int> finished = folder.ReadFinished();
        if (folder.ReadCurrent() is { } crashed && finished.Add(crashed))
        {
            folder.WriteResult(crashed, "RuntimeError");
        }

        folder.WriteCurrent(null);
        IXunitTestCase[] fastest = [.. cases.Where(test => tests.ContainsKey(test.UniqueID)).OrderBy(test => tests[test.UniqueID].Duration)];
        ILookup<int, string> reaching = tests.SelectMany(static test => test.Value.Mutants, static (test, mutant) => (test.Key, mutant)).ToLookup(static pair => pair.mutant, static pair => pair.Key);
        if (MutationFolder.Initial is { } initial)
        {
            // Only the first test that uses the type runs its initializer, so the tests that reach anything else in its file are run.
            HashSet<string> near = [.. folder.ReadNeighbors(initial).SelectMany(neighbor => reaching[neighbor])];
            await TestAsync(folder, initial, near.Count == 0 ? fastest : [.. fastest.Where(test => near.Contains(test.UniqueID))], tests, options, isFirst: true);
            return 0;
        }

        if (folder.ReadMutants().All(finished.Contains))
        {
            return 0;
        }

        await FindFailureAsync([.. fastest.Take(WarmUpTests)], options);
        bool isFirst = true;
        foreach (int mutant in folder.ReadMutants().Where(mutant => !finished.Contains(mutant)))
        {
            HashSet<string> reached = [.. reaching[mutant]];
            if (reached.Count == 0)
            {
                folder.WriteResult(mutant, "NoCoverage");
                continue;
            }

            if (!await TestAsync(folder, mutant, [.. fastest.Where(test => reached.Contains(test.UniqueID))], tests, options, isFirst))
            {
                return MustContinue;
            }

            isFirst = false;
        }

        return 0;
    }

    /// <summary>Runs each test alone. A test that fails without a change is left out.</summary>
    private async Task<IReadOnlyDictionary<string, TestCoverage>> FindCoverageAsync(IReadOnlyCollection<IXunitTestCase> cases, ITestFrameworkExecutionOptions options)
    {
        await FindFailureAsync([.. cases.Take(WarmUpTests)], options);
        Dictionary<string, TestCoverage> tests = [];
        foreach (IXunitTestCase test in cases)
        {
            MutantSwitch.StartRecording();
            Stopwatch watch = Stopwatch.StartNew();
            bool hasFailed = await FindFailureAsync([test], options) is not null;
            IReadOnlyList<int> reached = MutantSwitch.StopRecording();
            if (hasFailed)
            {
                await Console.Error.WriteLineAsync($"'{test.TestCaseDisplayName}' fails without a change, and is left out.");
                continue;
            }

            tests.Add(test.UniqueID, new TestCoverage(watch.Elapsed, reached));
        }

        return tests;
    }

    /// <returns>Whether the process can be used for other changes.</returns>
    private async Task<bool> TestAsync(
        MutationFolder folder, int mutant, IXunitTestCase[] cases, IReadOnlyDictionary<string, TestCoverage> tests, ITestFrameworkExecutionOptions options, bool isFirst)
    {
        folder.WriteCurrent(mutant);
        MutantSwitch.Activate(mutant);
        IXunitTestCase? failed = null;
        for (int next = 0, count = 1; next < cases.Length && failed is null; next += count, count *= 4)
        {
            failed = await FindFailureAsync([.. cases.Skip(next).Take(count)], tests, options, () => folder.WriteResult(mutant, "Timeout"));
        }

        MutantSwitch.Activate(MutantSwitch.None);
        if (failed is null)
        {
            folder.WriteResult(mutant, "Survived");
        }

        if (failed is not null && isFirst)
        {
            folder.WriteResult(mutant, "Killed", Describe(failed));
        }

        folder.WriteCurrent(null);
        if (failed is null || MutationFolder.Initial is not null)
        {
            return true;
        }

        // Without the change, the test must succeed again. Otherwise the next process tests this change first.
        bool isDamaged = await FindFailureAsync([failed], tests, options, static () => { }) is not null;
        if (!isDamaged && !isFirst)
        {
            folder.WriteResult(mutant, "Killed", Describe(failed));
        }

        return !isDamaged;
    }

    private async Task<IXunitTestCase?> FindFailureAsync(
        IXunitTestCase[] cases, IReadOnlyDictionary<string, TestCoverage> tests, ITestFrameworkExecutionOptions options, Action onHang)
    {
        TimeSpan limit = (MutationFolder.Initial is null ? s_patience : s_patienceOfNewProcess) + (3 * cases.Aggregate(TimeSpan.Zero, (sum, test) => sum + tests[test.UniqueID].Duration));
        using Timer timer = new(
            _ =>
            {
                onHang();
                MutationFolder.Current!.WriteCurrent(null);
                Process.GetCurrentProcess().Kill();
            },
            null,
            limit,
            Timeout.InfiniteTimeSpan);
        return await FindFailureAsync(cases, options) is { } id ? cases.FirstOrDefault(test => test.UniqueID == id) ?? cases[0] : null;
    }

    private async Task<string?> FindFailureAsync(IReadOnlyCollection<IXunitTestCase> cases, ITestFrameworkExecutionOptions options)
    {
        FailureFinder finder = new();
        await base.RunTestCases(cases, finder, options, CancellationToken.None);
        return finder.Failed;
    }

    private static string Describe(IXunitTestCase test) => test.TestCaseDisplayName.ReplaceLineEndings(" ").Replace('\t', ' ');
}
