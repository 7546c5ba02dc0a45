using System.Diagnostics;
using System.Globalization;
using System.Runtime.ExceptionServices;

namespace Leeway.Fuzzing.Loop;

/// <summary>Reads changed inputs until the time is over, an input fails, or one hangs.</summary>
internal sealed class FuzzLoop(FuzzTarget target, InputRecorder recorder, TextWriter output)
{
    private const int MaxCorpus = 20_000;

    /// <summary>The main thread has a small stack on some systems. A user of the library may have called it deep in a stack.</summary>
    private const int StackSize = 1 << 20;

    private long _startedAt;
    private byte[] _input = [];

    /// <summary>Reads inputs for a time.</summary>
    /// <param name="time">The time.</param>
    /// <param name="seed">Determines the inputs.</param>
    /// <returns>Whether there is no finding.</returns>
    public bool Run(TimeSpan time, int seed)
    {
        if (recorder.Interrupted is { } interrupted)
        {
            output.WriteLine($"The last run ended while it read {interrupted}. Read it with --input.");
        }

        List<byte[]> corpus = [.. target.Seeds];
        HashSet<string> ways = [];
        long count = 0;
        bool isUsable = Watch(() =>
        {
            foreach (byte[] input in corpus)
            {
                ways.Add(Read(input));
            }

            var mutator = new InputMutator(new Random(seed), corpus, target.Tokens);
            long end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
            while (Stopwatch.GetTimestamp() < end)
            {
                byte[] input = mutator.Next();
                count++;
                if (ways.Add(Read(input)) && corpus.Count < MaxCorpus)
                {
                    corpus.Add(input);
                }
            }
        });
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {count:N0} inputs, {ways.Count:N0} different results, {(isUsable ? "no finding" : "1 finding")}"));
        return isUsable;
    }

    /// <summary>Reads one input.</summary>
    /// <returns>Whether it is not a finding.</returns>
    public bool RunOnce(byte[] input) => Watch(() => output.WriteLine($"Result: {Read(input)}"));

    private string Read(byte[] input)
    {
        recorder.Begin(input);
        _input = input;
        Volatile.Write(ref _startedAt, Stopwatch.GetTimestamp());
        return target.Run(input);
    }

    /// <summary>Runs the work on a thread of its own, and reports an exception or an input that takes too long.</summary>
    private bool Watch(Action work)
    {
        ExceptionDispatchInfo? failure = null;
        Volatile.Write(ref _startedAt, Stopwatch.GetTimestamp());
        var thread = new Thread(
            () =>
            {
                try
                {
                    work();
                }
                catch (Exception exception) when (exception is not OutOfMemoryException)
                {
                    failure = ExceptionDispatchInfo.Capture(exception);
                }
            },
            StackSize)
        { IsBackground = true };
        thread.Start();
        while (!thread.Join(TimeSpan.FromMilliseconds(200)))
        {
            if (Stopwatch.GetElapsedTime(Volatile.Read(ref _startedAt)) > target.TimeLimit)
            {
                output.WriteLine($"An input takes more than {target.TimeLimit}.{Environment.NewLine}    {recorder.Save(_input)}");
                return false;
            }
        }

        if (failure is not null)
        {
            output.WriteLine($"{failure.SourceException}{Environment.NewLine}    {recorder.Save(_input)}");
        }

        return failure is null;
    }
}
