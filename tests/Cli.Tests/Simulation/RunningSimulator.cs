using System.CommandLine;
using System.Text.RegularExpressions;

namespace Leeway.Cli.Tests.Simulation;

/// <summary>A <c>leeway simulate</c> that runs in this process, with what it has printed.</summary>
internal sealed class RunningSimulator : IAsyncDisposable
{
    // So that a line that is never printed is a failure.
    private static readonly TimeSpan s_maxWait = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _stop = new();
    private readonly PrintedLines _output = new();
    private readonly Task<int> _run;

    private RunningSimulator(string[] options)
    {
        _run = CommandLine.CreateRoot()
            .Parse(["simulate", .. options])
            .InvokeAsync(new InvocationConfiguration { Output = _output, Error = TextWriter.Null }, _stop.Token);
    }

    /// <summary>The lines that were printed until now.</summary>
    public IReadOnlyList<string> Lines => _output.Lines;

    /// <summary>Starts it, and waits until it has printed its addresses.</summary>
    public static async Task<RunningSimulator> StartAsync(params string[] options)
    {
        RunningSimulator simulator = new(options);
        await simulator.WaitForLineAsync("The simulator accepts");
        return simulator;
    }

    /// <summary>Returns an address of the guide.</summary>
    public Uri AddressOf(string what) =>
        new(Regex.Match(string.Join('\n', Lines), $"^ *{what} +(http://127\\.0\\.0\\.1:[0-9]+)", RegexOptions.Multiline).Groups[1].Value);

    /// <summary>Waits until a line was printed that starts with a text.</summary>
    public Task<string> WaitForLineAsync(string start) => _output.WaitAsync(start).WaitAsync(s_maxWait, TestContext.Current.CancellationToken);

    /// <summary>Stops it, as by Ctrl+C.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync()
    {
        await _stop.CancelAsync();
        return await _run;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    /// <summary>Records lines, and completes the tasks of those who wait for one.</summary>
    private sealed class PrintedLines : StringWriter
    {
        private readonly Lock _lock = new();
        private readonly List<string> _lines = [];
        private readonly List<(string Start, TaskCompletionSource<string> Found)> _waiting = [];

        public IReadOnlyList<string> Lines
        {
            get
            {
                lock (_lock)
                {
                    return [.. _lines];
                }
            }
        }

        public Task<string> WaitAsync(string start)
        {
            lock (_lock)
            {
                TaskCompletionSource<string> found = new(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Add((start, found));
                Notify();
                return found.Task;
            }
        }

        public override void WriteLine(string? value)
        {
            lock (_lock)
            {
                _lines.AddRange((value ?? "").ReplaceLineEndings("\n").Split('\n'));
                Notify();
            }
        }

        private void Notify()
        {
            foreach ((string start, TaskCompletionSource<string> found) in _waiting)
            {
                if (_lines.Find(line => line.StartsWith(start, StringComparison.Ordinal)) is { } line)
                {
                    found.TrySetResult(line);
                }
            }
        }
    }
}
