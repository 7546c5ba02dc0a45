using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using Xunit;
using Xunit.v3;

namespace Leeway.TimeLimit;

/// <summary>
/// Gives every test of an assembly a time limit. A test that exceeds it is cancelled and fails. If the test still does not end, because it
/// blocks its thread or ignores its token, the process is ended: nothing else can end the test.
/// </summary>
/// <remarks>
/// The output shows the name of the test in both cases. A test whose process was ended has no result, so its name is also written to the
/// file in <c>LEEWAY_OVERDUE_TESTS</c>.
/// </remarks>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class TestTimeLimitAttribute : BeforeAfterTestAttribute
{
    /// <summary>Several times the duration of the longest test on a busy machine.</summary>
    private static readonly TimeSpan s_limit = ReadMinutes("LEEWAY_TEST_LIMIT_MINUTES", 15);

    /// <summary>The time that a test has to end after it was cancelled.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromTicks(Math.Min(s_limit.Ticks, TimeSpan.FromMinutes(1).Ticks));

    private static readonly ConcurrentDictionary<string, Timer> s_timers = new();

    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        ITestContext context = TestContext.Current;
        int signals = 0;
        s_timers[test.UniqueID] = new Timer(
            _ =>
            {
                switch (Interlocked.Increment(ref signals))
                {
                    case 1:
                        context.SendDiagnosticMessage("{0} exceeded the time limit of {1} and is cancelled.", test.TestDisplayName, s_limit);
                        context.CancelCurrentTest();
                        break;
                    case 2:
                        EndProcess(test.TestDisplayName);
                        break;
                }
            },
            null,
            s_limit,
            s_grace);
    }

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (s_timers.TryRemove(test.UniqueID, out Timer? timer))
        {
            timer.Dispose();
        }
    }

    private static void EndProcess(string test)
    {
        Console.Error.WriteLine($"{test} did not end after it was cancelled. The process is ended.");
        if (Environment.GetEnvironmentVariable("LEEWAY_OVERDUE_TESTS") is { Length: > 0 } path)
        {
            File.AppendAllText(path, test.ReplaceLineEndings(" ") + Environment.NewLine);
        }

        // Give the output a second to be written.
        Thread.Sleep(TimeSpan.FromSeconds(1));
        using Process process = Process.GetCurrentProcess();
        process.Kill();
    }

    private static TimeSpan ReadMinutes(string variable, double defaultValue) => TimeSpan.FromMinutes(
        double.TryParse(Environment.GetEnvironmentVariable(variable), System.Globalization.CultureInfo.InvariantCulture, out double minutes) ? minutes : defaultValue);
}
