namespace Leeway.Simulation;

/// <summary>
/// Runs ranges of seeds. Each worker has its own thread, with a stack deep enough that no continuation has to move to another thread.
/// </summary>
internal static class Pump
{
    private const int StackSize = 256 * 1024 * 1024;

    /// <summary>Runs a function on a thread that is suitable for simulating.</summary>
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
        return failure is null ? result : throw new InvalidOperationException("The simulation failed.", failure);
    }

    /// <summary>Runs seeds on several threads.</summary>
    /// <param name="first">The first seed.</param>
    /// <param name="last">The last seed.</param>
    /// <param name="workers">The number of threads.</param>
    /// <param name="run">Runs one seed.</param>
    /// <param name="maximumFailures">The number of failed seeds after which to stop.</param>
    public static Summary Run(int first, int last, int workers, Func<int, SeedResult> run, int maximumFailures = int.MaxValue)
    {
        Summary summary = new();
        ForEach(first, last, workers, () => summary.Failures.Count >= maximumFailures, seed => summary.Add(run(seed)));
        return summary;
    }

    /// <summary>Runs seeds on several threads until a condition is met.</summary>
    public static void ForEach(int first, int last, int workers, Func<bool> isOver, Action<int> run)
    {
        long next = first;
        Thread[] threads = new Thread[workers];
        for (int i = 0; i < workers; i++)
        {
            threads[i] = new Thread(
                () =>
                {
                    while (!isOver())
                    {
                        long seed = Interlocked.Increment(ref next) - 1;
                        if (seed > last)
                        {
                            return;
                        }

                        run((int)seed);
                    }
                },
                StackSize);
            threads[i].Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }
    }
}
