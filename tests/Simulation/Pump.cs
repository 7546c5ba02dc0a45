namespace Leeway.Simulation;

/// <summary>
/// Runs ranges of seeds, each worker on a thread of its own with a stack so deep that no continuation has to leave it for want
/// of room.
/// </summary>
internal static class Pump
{
    private const int StackSize = 256 * 1024 * 1024;

    /// <summary>Does something on a thread that is fit for simulating.</summary>
    public static T On<T>(Func<T> work)
    {
        T result = default!;
        Exception? failure = null;
        Thread thread = new(
            () =>
            {
                try
                {
                    result = work();
                }
                catch (Exception exception)
                {
                    failure = exception;
                }
            },
            StackSize);
        thread.Start();
        thread.Join();
        return failure is null ? result : throw new InvalidOperationException("The simulation broke.", failure);
    }

    /// <summary>Runs seeds on several threads.</summary>
    /// <param name="first">The first seed.</param>
    /// <param name="last">The last seed.</param>
    /// <param name="workers">How many threads.</param>
    /// <param name="run">Runs one seed.</param>
    /// <param name="maximumFailures">After how many broken seeds to stop.</param>
    public static Summary Run(int first, int last, int workers, Func<int, SeedResult> run, int maximumFailures = int.MaxValue)
    {
        Summary summary = new();
        long next = first;
        Thread[] threads = new Thread[workers];
        for (int i = 0; i < workers; i++)
        {
            threads[i] = new Thread(
                () =>
                {
                    while (summary.Failures.Count < maximumFailures)
                    {
                        long seed = Interlocked.Increment(ref next) - 1;
                        if (seed > last)
                        {
                            return;
                        }

                        summary.Add(run((int)seed));
                    }
                },
                StackSize);
            threads[i].Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        return summary;
    }
}
