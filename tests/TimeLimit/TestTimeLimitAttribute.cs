using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using Leeway.TimeLimit;
using Xunit.v3;

[assembly: TestTimeLimit]

namespace Leeway.TimeLimit;

/// <summary>
/// Gives every test of an assembly a limit of time. A test that exceeds it is cancelled, and fails. A test that does not end then either,
/// because it blocks its thread or ignores its token, ends the process: nothing else can end it.
/// </summary>
/// <remarks>
/// The run shows the name of the test in both cases. A test whose process is gone has no result, so its name is also written to the file
/// that the variable <c>LEEWAY_OVERDUE_TESTS</c> names.
/// </remarks>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class TestTimeLimitAttribute : BeforeAfterTestAttribute
{
    /// <summary>Several times as long as the longest test takes on a busy machine.</summary>
    private static readonly TimeSpan s_limit = Minutes("LEEWAY_TEST_LIMIT_MINUTES", 15);

    /// <summary>How long a test has to end once it is cancelled.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromTicks(Math.Min(s_limit.Ticks, TimeSpan.FromMinutes(1).Ticks));

    private static readonly ConcurrentDictionary<string, Timer> s_timers = new();

    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        ITestContext context = TestContext.Current;
        int rings = 0;
        s_timers[test.UniqueID] = new Timer(
            _ =>
            {
                switch (Interlocked.Increment(ref rings))
                {
                    case 1:
                        context.SendDiagnosticMessage("{0} has run for {1} and is cancelled.", test.TestDisplayName, s_limit);
                        context.CancelCurrentTest();
                        break;
                    case 2:
                        End(test.TestDisplayName);
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

    private static void End(string test)
    {
        Console.Error.WriteLine($"{test} did not end when it was cancelled.");
        if (Environment.GetEnvironmentVariable("LEEWAY_OVERDUE_TESTS") is { Length: > 0 } path)
        {
            File.AppendAllText(path, test.ReplaceLineEndings(" ") + Environment.NewLine);
        }

        // What was said has a second to arrive.
        Thread.Sleep(TimeSpan.FromSeconds(1));
        using Process process = Process.GetCurrentProcess();
        process.Kill();
    }

    private static TimeSpan Minutes(string variable, double otherwise) => TimeSpan.FromMinutes(
        double.TryParse(Environment.GetEnvironmentVariable(variable), System.Globalization.CultureInfo.InvariantCulture, out double minutes) ? minutes : otherwise);
}
