using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Threading.Channels;
using Leeway.Approval;
using Xunit;

namespace Leeway.Samples;

/// <summary>A sample application as a process, whose output the test reads while it runs. It is ended with the test.</summary>
public sealed class SampleProcess : IAsyncDisposable
{
    /// <summary>Several times what any step takes on a busy machine.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly Channel<string> _unread = Channel.CreateUnbounded<string>();
    private readonly List<string> _lines = [];

    private SampleProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Receive(line.Data);
        process.ErrorDataReceived += (_, line) => Receive(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The lines that the process has written, including errors.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>Starts a sample that was built with the test project, without its launch profile.</summary>
    /// <param name="sample">The name of the sample.</param>
    /// <param name="environment">The environment variables to set.</param>
    /// <param name="arguments">The arguments of the sample.</param>
    public static SampleProcess Start(string sample, IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments)
    {
        string configuration = typeof(SampleProcess).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        string folder = Path.Combine(Repository.Root, "samples", sample, "bin", configuration, "net10.0");
        return StartProgram("dotnet", folder, environment, [Path.Combine(folder, sample + ".dll"), .. arguments]);
    }

    /// <summary>Starts a program.</summary>
    /// <param name="program">Its path.</param>
    /// <param name="folder">The working folder.</param>
    /// <param name="environment">The environment variables to set.</param>
    /// <param name="arguments">The arguments.</param>
    public static SampleProcess StartProgram(string program, string folder, IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return new SampleProcess(Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start."));
    }

    /// <summary>Waits for a line that was not waited for before. Earlier lines are skipped.</summary>
    /// <param name="isWanted">Whether it is the line.</param>
    public async Task<string> WaitForLineAsync(Func<string, bool> isWanted)
    {
        using CancellationTokenSource limit = CreateLimit();
        try
        {
            while (true)
            {
                string line = await _unread.Reader.ReadAsync(limit.Token);
                if (isWanted(line))
                {
                    return line;
                }
            }
        }
        catch (Exception exception) when (exception is ChannelClosedException or OperationCanceledException)
        {
            throw new InvalidOperationException($"The process did not write the line. It wrote:\n{string.Join('\n', Lines)}", exception);
        }
    }

    /// <summary>Reads the address of a consent page that the process writes, and pastes the address that a browser is redirected to.</summary>
    public async Task SignInAsync()
    {
        string address = await WaitForLineAsync(static line => line.StartsWith("http", StringComparison.Ordinal));
        using HttpClient browser = new(new SocketsHttpHandler { AllowAutoRedirect = false });
        using HttpResponseMessage consent = await browser.GetAsync(new Uri(address), TestContext.Current.CancellationToken);
        await _process.StandardInput.WriteLineAsync(consent.Headers.Location!.AbsoluteUri.AsMemory(), TestContext.Current.CancellationToken);
        await _process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Asks the process to stop, as a service manager does.</summary>
    public async Task StopAsync()
    {
        using Process kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Waits until the process has ended by itself.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> WaitForExitAsync()
    {
        using CancellationTokenSource limit = CreateLimit();
        try
        {
            await _process.WaitForExitAsync(limit.Token);
            return _process.ExitCode;
        }
        catch (OperationCanceledException exception)
        {
            throw new TimeoutException($"The process did not end. It wrote:\n{string.Join('\n', Lines)}", exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static CancellationTokenSource CreateLimit()
    {
        CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(s_limit);
        return limit;
    }

    private void Receive(string? line)
    {
        if (line is not null)
        {
            lock (_lines)
            {
                _lines.Add(line);
            }

            _unread.Writer.TryWrite(line);
        }
    }
}
